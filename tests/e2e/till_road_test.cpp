#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "tests/support/shop.h"

// From a till's first line to the manager's response rate, through the programs as they are built,
// while the kiosk is killed.
namespace earshot::test {
namespace {

class TillRoadTest : public testing::Test {
  protected:
    TillRoadTest() {
        hub_.serve();
        kiosk_.emplace(
            display_, data_,
            std::vector<std::string>{"--hub", hub_.url(), "--enrol", hub_.enrol("harbour", "1")});
        kiosk_->start();
        kiosk_->wait_for_question();
    }

    // A transaction that is asked: the question is another picture than before.
    Shown ask() {
        const std::size_t before = kiosk_->all_shown().size();
        till_.start();
        std::optional<Shown> asked;
        const bool came = wait_until([&] {
            const auto all = kiosk_->all_shown();
            if (all.size() <= before || !all.back().question) return false;
            asked = all.back();
            return asked->screen == "attract";
        });
        if (!came) throw std::runtime_error("a transaction was announced, and nobody is asked");
        ++shown_[*asked->question];
        return *asked;
    }
    Shown wait_for_rest() {
        return kiosk_->wait_for("rest", [](const Shown& shown) {
            return shown.screen == "attract" && !shown.question;
        });
    }
    // To the thank-you, by the first choice each time.
    void answer(const Shown& first) {
        kiosk_->tap(first.choices().front());
        ++answered_[*first.question];
        const Shown next = kiosk_->wait_for("what follows", [](const Shown& shown) {
            return shown.screen == "question" || shown.screen == "thanks";
        });
        if (next.screen == "thanks") return;
        ++shown_[*next.question];
        kiosk_->tap(next.choices().front());
        ++answered_[*next.question];
        kiosk_->wait_for_screen("thanks");
    }

    std::map<std::string, std::int64_t> asked_as_reported() const {
        std::map<std::string, std::int64_t> asked;
        for (const auto& question : hub_.report().questions)
            if (question.asked) asked[question.id] = *question.asked;
        return asked;
    }

    TemporaryFolder folder_;
    std::filesystem::path data_ = folder_.path() / "kiosk";
    Display display_{1280, 800};
    Hub hub_{folder_.path() / "hub"};
    Till till_{data_};
    std::optional<Kiosk> kiosk_;
    std::map<std::string, std::int64_t> shown_, answered_;  // by question
};

TEST_F(TillRoadTest, TheReportKnowsHowManyWereAskedAndHowManyAnswered) {
    answer(ask());
    till_.finish();
    ask();
    kiosk_->tap("skip");
    wait_for_rest();
    till_.finish();
    till_.start();
    kiosk_->wait_for_screen("dark");  // who comes after "not today" is left in peace
    till_.finish();
    ask();
    till_.finish();
    answer(ask());

    // What is thanked for is counted, whatever comes; and the till is taken to be there still.
    kiosk_->kill();
    kiosk_->start();
    wait_for_rest();
    answer(ask());
    till_.finish();

    // A tidy stop tells of the hour that goes on.
    EXPECT_EQ(kiosk_->stop(), 0);
    kiosk_->start();
    EXPECT_TRUE(wait_until([&] { return asked_as_reported() == shown_; }));
    EXPECT_EQ(asked_as_reported(), shown_);
    for (const auto& question : hub_.report().questions) {
        if (!shown_.contains(question.id)) continue;
        ASSERT_TRUE(question.response_rate) << question.id;
        EXPECT_DOUBLE_EQ(*question.response_rate, static_cast<double>(answered_[question.id]) /
                                                      static_cast<double>(shown_[question.id]))
            << question.id;
    }
    EXPECT_EQ(kiosk_->stop(), 0);
}

TEST_F(TillRoadTest, WhatACustomerSaidIsHeard) {
    till_.say(R"({"event":"comment","code":"PRODUCE-"})");
    EXPECT_TRUE(wait_until([&] {
        const auto report = hub_.report();
        return report.heard.size() == 1 && report.heard.front().reason == "produce";
    }));
}

TEST_F(TillRoadTest, WhatIsScannedIsHeardAndNoShopperNotices) {
    const Shown first = kiosk_->wait_for_question();
    const auto heard = [&](const std::string& reason) {
        std::optional<std::int64_t> trouble;
        for (const auto& row : hub_.report().heard)
            if (row.reason == reason) trouble = row.tones.trouble;
        return trouble;
    };
    display_.scan("ESH:QUEUE-");
    display_.scan("ESH:QUEUE-");  // held to the same code for too long
    display_.scan("ESH:TEA-");    // of another book
    EXPECT_TRUE(wait_until([&] { return heard("queue") == 1; }));
    EXPECT_EQ(kiosk_->shown()->question, first.question);

    kiosk_->tap(first.choices().front());
    const Shown next = kiosk_->wait_for("what follows", [](const Shown& shown) {
        return shown.screen == "question" || shown.screen == "thanks";
    });
    const std::size_t shown = kiosk_->all_shown().size();
    display_.scan("ESH:produce-");
    EXPECT_EQ(kiosk_->all_shown().size(), shown);
    if (next.screen == "question") kiosk_->tap(next.choices().front());
    kiosk_->wait_for_screen("thanks");
    EXPECT_TRUE(wait_until([&] { return heard("produce") == 1; }));
    EXPECT_EQ(heard("queue"), 1);
    EXPECT_TRUE(wait_until([&] {
        const auto report = hub_.report();
        return std::ranges::any_of(report.questions, [&](const auto& question) {
            return question.id == *first.question && question.base == 1;
        });
    }));
    EXPECT_EQ(kiosk_->stop(), 0);
}

TEST_F(TillRoadTest, ALoyaltyNumberStaysNowhere) {
    EXPECT_EQ(kiosk_->stop(), 0);
    // The hub made the shop its key.
    ASSERT_NE(content_of(data_ / "bundle.json").find("\"visit_key\":\""), std::string::npos);
    Kiosk offline(display_, data_, {"--offline"});
    offline.start();
    offline.wait_for_question();

    const std::string number = "9280-4711-0815";
    till_.start();
    till_.say(R"({"event":"transaction_finished","token":")" + number + "\"}");
    till_.say(R"({"event":"transaction_finished","token":")" + number + number + "\",}");
    till_.start();  // ends the visit
    const auto kept = [&] {
        for (const auto* journal : {"journal.db", "journal.db-wal"})
            if (std::filesystem::exists(data_ / journal) &&
                content_of(data_ / journal).find(R"("type":"visit")") != std::string::npos)
                return true;
        return false;
    };
    EXPECT_TRUE(wait_until(kept));
    EXPECT_EQ(offline.stop(), 0);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path()))
        if (entry.is_regular_file()) {
            EXPECT_EQ(content_of(entry.path()).find(number), std::string::npos) << entry.path();
        }
}

TEST_F(TillRoadTest, NonsenseReachesNobody) {
    for (int i = 0; i < 100; ++i) till_.say("tea {\"event\":");
    till_.say(std::string(200'000, 'x'));
    answer(ask());
    EXPECT_EQ(kiosk_->stop(), 0);
}

}  // namespace
}  // namespace earshot::test
