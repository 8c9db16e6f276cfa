#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <future>

#include "app/kiosk/journal_thread.h"
#include "app/kiosk/sound.h"
#include "app/kiosk/voice_thread.h"
#include "core/id.h"
#include "sync/uplink/identity.h"
#include "sync/uplink/uplink_thread.h"
#include "tests/support/shop.h"
#include "tests/support/sound_server.h"

// From a voice in the room to the manager's ear: a real sound server, a real hub, and all of the
// kiosk's road between.
namespace earshot::app {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Stage = Recorded::Stage;

class VoiceTest : public testing::Test {
  protected:
    VoiceTest() {
        for (const auto& [name, value] : sound_.environment())
            ::setenv(name.c_str(), value.c_str(), 1);
    }

    VoiceState state() {
        const std::scoped_lock lock(mutex_);
        return state_;
    }
    template <typename Fits>
    bool comes(Fits fits) {
        return test::wait_until([&] { return fits(state()); });
    }
    bool comes_to(Stage stage) {
        return comes([&](const VoiceState& now) { return now.recorded.stage == stage; });
    }
    // Until it was said for two seconds, loud enough to be seen.
    void record() {
        voice_.record();
        ASSERT_TRUE(comes_to(Stage::recording));
        ASSERT_TRUE(test::wait_until([&] { return sound_.listeners() == 1; }));
        const auto said =
            sound_.say("The mangoes are hard, she said, and she would buy more of them");
        EXPECT_TRUE(comes([](const VoiceState& now) { return now.recorded.level > 4; }));
        EXPECT_TRUE(comes([](const VoiceState& now) { return now.recorded.length > 2s; }));
        voice_.stop();
        ASSERT_TRUE(comes_to(Stage::kept));
        EXPECT_TRUE(test::wait_until([&] { return sound_.listeners() == 0; }));
    }
    std::string take() {
        std::promise<std::string> taken;
        voice_.take([&](std::string sound) { taken.set_value(std::move(sound)); });
        return taken.get_future().get();
    }

    test::SoundServer sound_;
    test::TemporaryFolder folder_;
    std::mutex mutex_;
    VoiceState state_;
    VoiceThread voice_{open_sound, [this](const VoiceState& now) {
                           const std::scoped_lock lock(mutex_);
                           state_ = now;
                       }};
};

TEST_F(VoiceTest, IsTakenDownMeteredAndHeardAgain) {
    voice_.look();
    ASSERT_TRUE(comes([](const VoiceState& now) { return now.microphone; }));
    EXPECT_EQ(sound_.listeners(), 0);  // it listens only while it is asked to
    record();
    voice_.listen();
    ASSERT_TRUE(comes_to(Stage::playing));
    EXPECT_TRUE(test::wait_until([&] { return sound_.sounds(); }));
    EXPECT_TRUE(comes_to(Stage::kept));  // it comes to its end
    const auto samples = read_opus(take());
    ASSERT_TRUE(samples);
    EXPECT_GT(samples->size(), 2u * sound_rate);
    EXPECT_GT(level_of(*samples), 4);
    EXPECT_EQ(take(), "");
}

TEST_F(VoiceTest, ReachesTheManagerByteForByteAndIsNowhereInTheClear) {
    test::Hub hub(folder_.path() / "hub");
    hub.serve();
    const std::string code = hub.enrol("harbour", "1");
    record();
    const std::string sound = take();
    ASSERT_FALSE(sound.empty());

    const fs::path data = folder_.path() / "kiosk";
    fs::create_directory(data);
    JournalThread journal(data, [](const JournalNews&) {});
    std::promise<sync::Identity> enrolled;
    sync::UplinkThread::Settings settings;
    settings.folder = data;
    settings.curl.hub = hub.url();
    settings.enrolment = {code, "kiosk", "pc", "1"};
    sync::UplinkThread::Events events;
    events.enrolled = [&](const sync::Identity& identity) { enrolled.set_value(identity); };
    const auto uplink = sync::UplinkThread::start(settings, journal, events).value();
    const sync::Identity identity = enrolled.get_future().get();
    hub.kill();  // it waits on the disk

    journal.seal_to({identity.sealing_key_id, core::from_base64(identity.sealing_key).value()});
    core::Comment comment;
    comment.topics = {"produce"};
    comment.locale = "en";
    comment.entered = core::Entered::voice;
    comment.voice_of = core::VoiceOf::summary;
    const core::Now now = core::system_now();
    comment.audio = core::make_id(now.wall, core::system_random);
    journal.keep_spoken({core::make_id(now.wall, core::system_random), 0, now.wall, comment},
                        sound);
    ASSERT_TRUE(journal.recording());
    for (const auto& entry : fs::recursive_directory_iterator(data))
        if (entry.is_regular_file()) {
            const std::string content = test::content_of(entry.path());
            EXPECT_EQ(content.find(sound.substr(100, 40)), std::string::npos) << entry.path();
            EXPECT_EQ(content.find("OpusHead"), std::string::npos) << entry.path();
        }

    hub.serve();
    uplink->wake();
    EXPECT_TRUE(test::wait_until([&] { return !journal.recording(); }));  // the hub has it
    const auto heard = test::run({"curl", "--silent", "--show-error", "--fail", "--header",
                                  "Authorization: Bearer " + hub.token(),
                                  hub.url() + "/v1/blobs/" + *comment.audio});
    EXPECT_EQ(heard.code, 0) << heard.err;
    EXPECT_EQ(heard.out, sound);
    EXPECT_GT(level_of(read_opus(heard.out).value()), 4);
}

// As a cashier does, on the pad beside a shopper's question.
TEST_F(VoiceTest, WhatACashierSaysOnThePadIsHeardByTheManager) {
    test::Hub hub(folder_.path() / "hub");
    hub.serve();
    const std::string code = hub.enrol("harbour", "1");
    hub.change_shop("harbour", R"({"offer":{"words":true,"contact":false,"voice":true}})");
    const test::Display display(2'560, 800);
    test::Kiosk kiosk(
        display, folder_.path() / "kiosk",
        {"--hub", hub.url(), "--enrol", code, "--windowed", "1280x800", "--cashier-display", "0"},
        {.full_screen = true, .keeper = {}});
    kiosk.start();
    kiosk.watch("cashier");
    const auto wait_for = [&](const std::string& id, auto fits) {
        kiosk.wait_for(id, [&](const test::Shown& shown) {
            const test::Element* element = shown.find(id);
            return element != nullptr && fits(*element);
        });
    };
    const auto there = [](const test::Element& element) { return element.enabled; };
    wait_for("voice", there);
    kiosk.tap("voice");
    wait_for("talk", there);
    kiosk.tap("talk");
    ASSERT_TRUE(test::wait_until([&] { return sound_.listeners() == 1; }));
    const auto said = sound_.say("The mangoes are hard, she said, and she would buy more of them");
    wait_for("meter", [](const test::Element& meter) { return meter.label > "0:02"; });
    kiosk.tap("talk");
    wait_for("save", there);
    EXPECT_TRUE(test::wait_until([&] { return sound_.listeners() == 0; }));
    kiosk.tap("save");
    wait_for("topic:produce", there);
    kiosk.tap("topic:produce");
    wait_for("tone:trouble", there);
    kiosk.tap("tone:trouble");

    const auto ask = [&](const std::string& path) {
        return test::run({"curl", "--silent", "--show-error", "--fail", "--header",
                          "Authorization: Bearer " + hub.token(), hub.url() + path})
            .out;
    };
    std::string audio;
    ASSERT_TRUE(test::wait_until([&] {
        const std::string list = ask("/v1/comments");
        const std::string member = "\"audio\":\"";
        const auto at = list.find(member);
        if (at == std::string::npos) return false;
        audio = list.substr(at + member.size(), 36);
        EXPECT_NE(list.find(R"("entered":"voice")"), std::string::npos);
        EXPECT_NE(list.find(R"("voice_of":"summary")"), std::string::npos);
        return true;
    }));
    const auto samples = read_opus(ask("/v1/blobs/" + audio));
    ASSERT_TRUE(samples);
    EXPECT_GT(samples->size(), 2u * sound_rate);
    EXPECT_GT(level_of(*samples), 4);
    EXPECT_TRUE(test::wait_until([&] {
        const auto place = folder_.path() / "kiosk" / "recordings";
        return !fs::exists(place) || fs::is_empty(place);
    }));
    EXPECT_EQ(kiosk.stop(), 0);
}

}  // namespace
}  // namespace earshot::app
