#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <thread>

#include "tests/support/shop.h"
#include "tests/support/size.h"

// From a finger on the glass to the manager's report, through the programs as they are built, while
// both ends are killed.
namespace earshot::test {
namespace {

using Counts = std::map<std::pair<std::string, std::string>, std::int64_t>;  // question, choice

class WholeRoadTest : public testing::Test {
  protected:
    WholeRoadTest() { hub_.serve(); }

    Kiosk enrolled_kiosk() {
        return Kiosk(display_, folder_.path() / "kiosk",
                     {"--hub", hub_.url(), "--enrol", hub_.enrol("harbour", "1")});
    }

    // One shopper who answers whatever is asked, until thanked. Notes what was tapped.
    void answer(const Kiosk& kiosk) {
        tap_any(kiosk, kiosk.wait_for_question());
        const Shown next = kiosk.wait_for("a second question or thanks", [](const Shown& shown) {
            return shown.screen == "question" || shown.screen == "thanks";
        });
        if (next.screen == "question") tap_any(kiosk, next);
        kiosk.wait_for_screen("thanks");
        for (const auto& [question, choice] : tapped_) ++thanked_[{question, choice}];
        tapped_.clear();
        kiosk.tap("done");
        kiosk.wait_for_screen("attract");
    }

    void tap_any(const Kiosk& kiosk, const Shown& shown) {
        const auto choices = shown.choices();
        const std::string choice = choices.at(chance_() % choices.size());
        kiosk.tap(choice);
        tapped_.emplace_back(shown.question.value(), choice);
    }

    Counts counted() const {
        Counts counts;
        for (const auto& question : hub_.report().questions)
            for (const auto& choice : question.choices)
                if (choice.n.value_or(0) > 0) counts[{question.id, choice.id}] = *choice.n;
        return counts;
    }

    TemporaryFolder folder_;
    Display display_{1280, 800};
    Hub hub_{folder_.path() / "hub"};
    std::mt19937_64 chance_{seed()};
    std::vector<std::pair<std::string, std::string>> tapped_;
    Counts thanked_;
};

TEST_F(WholeRoadTest, EveryThankedAnswerIsAtTheHubOnceThoughBothEndsAreKilled) {
    const int rounds = sized("rounds of killing hub and kiosk", 1, 5);
    Kiosk kiosk = enrolled_kiosk();
    kiosk.start();
    for (int round = 0; round < rounds; ++round) {
        answer(kiosk);

        hub_.kill();
        answer(kiosk);  // kept on the device
        kiosk.kill();   // with an answer unsent
        kiosk.start();
        answer(kiosk);

        hub_.serve();
        answer(kiosk);
        kiosk.kill();  // perhaps in the middle of handing over
        kiosk.start();
        answer(kiosk);
    }
    EXPECT_TRUE(wait_until([this] { return counted() == thanked_; }));
    EXPECT_EQ(counted(), thanked_);
    EXPECT_EQ(kiosk.stop(), 0);
    EXPECT_EQ(hub_.stop(), 0);
}

TEST_F(WholeRoadTest, WhoWalksAwayOrIsCutOffHasStillAnsweredTheFirstQuestion) {
    Kiosk kiosk = enrolled_kiosk();
    kiosk.start();

    // Some questions have no second one: ask again until one does.
    const auto until_second_question = [&] {
        for (;;) {
            const Shown first = kiosk.wait_for_question();
            tap_any(kiosk, first);
            const Shown next = kiosk.wait_for("what follows", [](const Shown& shown) {
                return shown.screen == "question" || shown.screen == "thanks";
            });
            ++thanked_[tapped_.back()];
            tapped_.clear();
            if (next.screen == "question") return;
        }
    };
    until_second_question();
    kiosk.kill();
    kiosk.start();
    until_second_question();
    kiosk.wait_for("rest, after nobody answered the second",
                   [](const Shown& shown) { return shown.screen == "attract" && !shown.question; });
    EXPECT_TRUE(wait_until([this] { return counted() == thanked_; }));
    EXPECT_EQ(counted(), thanked_);
}

TEST_F(WholeRoadTest, AnAnswerIsOfTodayThoughTheClockOfTheKioskHasLostTheYear) {
    for (const std::string year : {"1970", "2040"}) {
        SCOPED_TRACE(year);
        Kiosk kiosk = enrolled_kiosk();
        kiosk.start({{"LD_PRELOAD", "/usr/$LIB/faketime/libfaketime.so.1"},
                     {"FAKETIME", "@" + year + "-06-01 12:00:00"},
                     {"FAKETIME_DONT_FAKE_MONOTONIC", "1"},
                     {"ASAN_OPTIONS", "verify_asan_link_order=0"}});
        answer(kiosk);
        EXPECT_EQ(kiosk.shown()->at.substr(0, 4), year);
        // The report is of the last 28 days.
        EXPECT_TRUE(wait_until([this] { return counted() == thanked_; }));
        EXPECT_EQ(kiosk.stop(), 0);
    }
}

TEST_F(WholeRoadTest, AQueueIsCarriedOnAStickAndCountedOnce) {
    Kiosk kiosk = enrolled_kiosk();
    kiosk.start();
    answer(kiosk);
    EXPECT_TRUE(wait_until([this] { return counted() == thanked_; }));
    hub_.kill();
    answer(kiosk);
    answer(kiosk);

    const std::string data = folder_.path() / "kiosk", stick = folder_.path() / "queue";
    const std::map<std::string, std::string> token{{"EARSHOT_TOKEN", hub_.token()}};
    const auto earshot = [&](std::vector<std::string> words) {
        words.insert(words.begin(), program("earshot"));
        return run(words, "", token);
    };
    // A kiosk at work hands it over itself, and says how it stands.
    const Finished out = earshot({"carry", "--data", data, "--to", stick});
    EXPECT_EQ(out.code, 0) << out.err;
    EXPECT_EQ(earshot({"carry", "--data", data, "--to", stick}).code, 2);
    const Finished cut_off = earshot({"doctor", "--data", data});
    EXPECT_EQ(cut_off.code, 1);
    EXPECT_NE(cut_off.out.find("WRONG"), std::string::npos) << cut_off.out;
    kiosk.kill();

    // Without a kiosk at work it is the same queue.
    EXPECT_EQ(earshot({"carry", "--data", data, "--to", stick + "-2"}).code, 0);
    EXPECT_EQ(content_of(stick + "-2").substr(0, content_of(stick).size()), content_of(stick));
    EXPECT_NE(earshot({"doctor", "--data", data}).out.find("not sent yet"), std::string::npos);

    hub_.serve();
    const Finished in = earshot({"carry", "--from", stick, "--hub", hub_.url()});
    EXPECT_EQ(in.code, 0) << in.err;
    EXPECT_EQ(counted(), thanked_);
    const Finished again = earshot({"carry", "--from", stick, "--hub", hub_.url()});
    EXPECT_NE(again.out.find(" 0 new"), std::string::npos) << again.out;
    std::ofstream(folder_.path() / "note") << "not a queue\n";
    EXPECT_EQ(earshot({"carry", "--from", folder_.path() / "note", "--hub", hub_.url()}).code, 1);

    // The kiosk comes back to the hub by itself.
    kiosk.start();
    answer(kiosk);
    EXPECT_TRUE(wait_until([this] { return counted() == thanked_; }));
    EXPECT_TRUE(wait_until([&] {
        return earshot({"carry", "--data", data, "--to", stick + "-3"}).code == 4;
    }));
    const Finished well = earshot({"doctor", "--data", data});
    EXPECT_EQ(well.code, 0) << well.out << well.err;
    const Finished hub = earshot({"doctor", "--hub", hub_.url()});
    EXPECT_EQ(hub.code, 0) << hub.out << hub.err;
    EXPECT_EQ(earshot({"doctor", "--data", folder_.path() / "hub"}).code, 0);
    hub_.kill();
    EXPECT_EQ(earshot({"doctor", "--hub", hub_.url()}).code, 1);
}

TEST_F(WholeRoadTest, SkippingIsNoAnswer) {
    Kiosk kiosk = enrolled_kiosk();
    kiosk.start();
    kiosk.wait_for_question();
    kiosk.tap("skip");
    kiosk.wait_for("rest",
                   [](const Shown& shown) { return shown.screen == "attract" && !shown.question; });
    EXPECT_EQ(kiosk.stop(), 0);
    EXPECT_EQ(counted(), Counts{});
}

TEST_F(WholeRoadTest, ASecondKioskOnTheSameDataSaysSo) {
    Kiosk kiosk = enrolled_kiosk();
    kiosk.start();
    kiosk.wait_for_question();
    const Finished second =
        run({program("earshot-kiosk"), "--data", (folder_.path() / "kiosk").string(), "--offline"},
            "", {{"DISPLAY", display_.name()}});
    EXPECT_EQ(second.code, 3);
    EXPECT_NE(second.err.find("already running"), std::string::npos) << second.err;
}

}  // namespace
}  // namespace earshot::test
