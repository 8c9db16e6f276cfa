#include "app/kiosk/speech.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <fstream>

#include "app/common/assets.h"
#include "app/kiosk/sound_watch.h"
#include "app/kiosk/wording.h"
#include "tests/support/process.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

class SpeechTest : public testing::Test {
  protected:
    Speech::Ended note() {
        return [this](std::uint64_t number) { ended_ = number; };
    }
    // What a program that says it for ever would be: it writes its own number down, and stays.
    Speech::Command for_ever() {
        return [this](const std::string&, int) {
            return std::vector<std::string>{
                "sh", "-c", "echo $$ >> " + pids().string() + "; sleep 1000 & wait"};
        };
    }
    std::filesystem::path pids() const { return folder_.path() / "pids"; }
    // The processes' numbers written down so far.
    std::vector<pid_t> started() const {
        std::ifstream file(pids());
        std::vector<pid_t> all;
        for (pid_t pid = 0; file >> pid;) all.push_back(pid);
        return all;
    }
    bool waits_for(std::size_t many) const {
        return test::wait_until([&] { return started().size() >= many; });
    }
    // Neither it nor what it started is there, not even as a zombie.
    static bool is_gone(pid_t leader) {
        return test::wait_until([&] { return ::kill(-leader, 0) != 0 && ::kill(leader, 0) != 0; });
    }

    test::TemporaryFolder folder_;
    std::atomic<std::uint64_t> ended_ = 0;
};

class VoiceTest : public SpeechTest, public testing::WithParamInterface<const char*> {};

TEST_P(VoiceTest, SaysASentenceInItsLanguageAsRealSound) {
    const std::string language = GetParam();
    const auto wave = folder_.path() / "said.wav";
    Wordings wordings(assets_folder() / "locale");
    Speech speech(note(), [&](const std::string& code, int level) {
        auto command = Speech::espeak(code, level);
        command.insert(command.end(), {"-w", wave.string()});
        return command;
    });
    const auto size_of = [&](const std::string& text) {
        const auto number = speech.say(text, language, 2);
        EXPECT_TRUE(test::wait_until([&] { return ended_ == number; }));
        return test::content_of(wave).size();
    };
    const auto little = size_of("1.");
    const std::string sentence = wordings.in(language).please_tell_the_team();
    EXPECT_GT(little, 5'000U);
    EXPECT_GT(size_of(sentence), 4 * little);
}

INSTANTIATE_TEST_SUITE_P(EveryLanguage, VoiceTest,
                         testing::Values("en", "es", "de", "fr", "pl", "uk", "tr", "ar", "hi",
                                         "zh"),
                         [](const auto& each) { return std::string(each.param); });

TEST_F(SpeechTest, TheNextSentenceCutsOffTheOneBeforeAndLeavesNoProcess) {
    Speech speech(note(), for_ever());
    speech.say("first", "en", 1);
    ASSERT_TRUE(waits_for(1));
    speech.say("second", "en", 1);
    ASSERT_TRUE(waits_for(2));
    EXPECT_TRUE(is_gone(started()[0]));
    speech.hush();
    EXPECT_TRUE(is_gone(started()[1]));
    EXPECT_EQ(ended_, 0U);
}

TEST_F(SpeechTest, IsSilentWithTheProgram) {
    {
        Speech speech(note(), for_ever());
        speech.say("first", "en", 1);
        ASSERT_TRUE(waits_for(1));
    }
    EXPECT_TRUE(is_gone(started()[0]));
    EXPECT_EQ(ended_, 0U);
}

TEST_F(SpeechTest, AProgramThatHangsIsKilledAndItsSentenceOver) {
    Speech speech(note(), for_ever(), 500ms);
    const auto number = speech.say("first", "en", 1);
    EXPECT_TRUE(test::wait_until([&] { return ended_ == number; }));
    ASSERT_TRUE(waits_for(1));
    EXPECT_TRUE(is_gone(started()[0]));
}

TEST_F(SpeechTest, SaysTheLastOfManyAndNeverWaits) {
    Speech speech(note(), [](const std::string&, int) { return std::vector<std::string>{"cat"}; });
    std::uint64_t last = 0;
    for (int time = 0; time < 1'000; ++time) last = speech.say("word", "en", 1);
    EXPECT_TRUE(test::wait_until([&] { return ended_ == last; }));
}

TEST_F(SpeechTest, AMissingProgramIsSilenceThatIsOverAtOnce) {
    Speech speech(note(), [](const std::string&, int) {
        return std::vector<std::string>{"no-such-program-anywhere"};
    });
    const auto number = speech.say("hello", "en", 1);
    EXPECT_TRUE(test::wait_until([&] { return ended_ == number; }));
}

TEST_F(SpeechTest, TheTextGoesInByStdinAndStandsInNoListOfProcesses) {
    const auto heard = folder_.path() / "heard";
    const auto seen = folder_.path() / "seen";
    Speech speech(note(), [&](const std::string&, int) {
        return std::vector<std::string>{"sh", "-c",
                                        "cat > " + heard.string() +
                                            "; tr '\\0' ' ' < /proc/$$/cmdline > " + seen.string() +
                                            "; env >> " + seen.string()};
    });
    const auto number = speech.say("--help; [[secret]] $(id)", "en", 1);
    ASSERT_TRUE(test::wait_until([&] { return ended_ == number; }));
    EXPECT_EQ(test::content_of(heard), "--help; [ [secret]] $(id)");
    EXPECT_THAT(test::content_of(seen), Not(HasSubstr("secret")));
    EXPECT_THAT(test::content_of(seen), HasSubstr("cmdline"));
}

TEST(SoundWatchTest, KnowsWhatMovesSoundFromWhatPlaysIt) {
    EXPECT_TRUE(moves_sound("Event 'remove' on sink #0"));
    EXPECT_TRUE(moves_sound("Event 'change' on card #1"));
    EXPECT_TRUE(moves_sound("Event 'remove' on card #1"));
    EXPECT_TRUE(moves_sound("Event 'change' on server #4294967295"));
    EXPECT_FALSE(moves_sound("Event 'remove' on sink-input #4"));
    EXPECT_FALSE(moves_sound("Event 'change' on sink #0"));
    EXPECT_FALSE(moves_sound("Event 'new' on sink-input #4"));
    EXPECT_FALSE(moves_sound("Event 'remove' on client #7"));
}

TEST(SoundWatchTest, TellsOfEachMoveAndStopsAtOnce) {
    std::atomic<int> moves = 0;
    const SoundWatch watch(
        [&] { ++moves; }, {"sh", "-c",
                           "echo \"Event 'new' on client #1\"; echo \"Event 'remove' on sink #1\"; "
                           "printf \"Event 'change' on\"; printf ' card #2\\n'; exec sleep 1000"});
    EXPECT_TRUE(test::wait_until([&] { return moves == 2; }));
}

TEST(SoundWatchTest, AMissingSoundServerIsNothingToTellOf) {
    std::atomic<int> moves = 0;
    {
        const SoundWatch watch([&] { ++moves; }, {"no-such-program-anywhere"});
    }
    EXPECT_EQ(moves, 0);
}

}  // namespace
}  // namespace earshot::app
