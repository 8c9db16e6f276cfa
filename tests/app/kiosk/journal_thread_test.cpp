#include "app/kiosk/journal_thread.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <memory>
#include <stdexcept>

#include "app/kiosk/exposure_file.h"
#include "core/data_folder.h"
#include "core/id.h"
#include "tests/support/process.h"

namespace earshot::app {
namespace {

using Kind = JournalNews::Kind;

core::Record a_record(const std::string& words) {
    return {"019f0000-0000-7000-8000-000000000001", 0, {}, core::Status{words}};
}

// A journal that cannot be opened, until mended.
class JournalThreadTest : public testing::Test {
  protected:
    JournalThreadTest() { std::filesystem::create_directory(in_the_way_); }

    void mend() { std::filesystem::remove(in_the_way_); }

    std::ptrdiff_t told(Kind kind) {
        const std::scoped_lock lock(mutex_);
        return std::ranges::count(news_, kind, &JournalNews::kind);
    }
    bool comes(Kind kind) {
        return test::wait_until([&] { return told(kind) > 0; });
    }

    test::TemporaryFolder folder_;
    std::filesystem::path in_the_way_ = folder_.path() / "journal.db";
    std::mutex mutex_;
    std::vector<JournalNews> news_;
    JournalThread journal_{folder_.path(), [this](const JournalNews& news) {
                               const std::scoped_lock lock(mutex_);
                               news_.push_back(news);
                           }};
};

TEST_F(JournalThreadTest, TellsOfItsRecoveryWhoeverOpenedItAgain) {
    ASSERT_TRUE(comes(Kind::unusable));
    EXPECT_EQ(news_.front().trouble, core::Trouble::failing);
    EXPECT_THROW(journal_.unsent(), std::runtime_error);
    EXPECT_EQ(told(Kind::recovered), 0);
    mend();
    EXPECT_EQ(journal_.unsent(), 0);
    EXPECT_TRUE(comes(Kind::recovered));
}

TEST_F(JournalThreadTest, OpensByItselfOnceItCanAndKeepsWhatItCouldNot) {
    journal_.keep(a_record("waits"), false);
    ASSERT_TRUE(comes(Kind::not_kept));
    EXPECT_EQ(told(Kind::recovered), 0);
    mend();
    ASSERT_TRUE(comes(Kind::recovered));
    EXPECT_EQ(journal_.unsent(), 1);
}

TEST_F(JournalThreadTest, IsNotHeldUpByAnOpenRecordThatWasClosedSince) {
    journal_.keep(a_record("open"), true);
    ASSERT_TRUE(comes(Kind::not_kept));
    mend();
    journal_.keep(a_record("closed"), false);
    ASSERT_TRUE(comes(Kind::kept));
    EXPECT_TRUE(comes(Kind::recovered));
    const auto waiting = journal_.waiting(10);
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_NE(waiting.front().body.find("closed"), std::string::npos);
}

core::Record an_answer(int number, const std::string& choice, core::Instant at) {
    core::Answer answer;
    answer.question = "A";
    answer.choices = {choice};
    core::Response response;
    response.answers = {answer};
    return {"019f0000-0000-7000-8000-00000000000" + std::to_string(number), 0, at, response};
}

Stock look_at(JournalThread& journal) {
    std::promise<Stock> stock;
    journal.look([&stock](Stock held) { stock.set_value(std::move(held)); });
    return stock.get_future().get();
}

TEST(JournalStockTest, TellsWhatIsHeldAndWhatWasSaidTodayOverARestart) {
    const test::TemporaryFolder folder;
    const core::Instant now = core::system_now().wall;
    const auto journal = [&folder] {
        auto made = std::make_unique<JournalThread>(folder.path(), [](const JournalNews&) {});
        made->count_days_of("Europe/Berlin");
        return made;
    };
    {
        const auto first = journal();
        first->keep(an_answer(1, "price", now), false);
        first->keep(an_answer(2, "habit", now), true);  // not finished
        first->keep(an_answer(3, "price", now - std::chrono::days(3)), false);
        first->keep(an_answer(4, "price", now), false);
        first->quarantine(1, "unknown choice");
        const Stock stock = look_at(*first);
        EXPECT_EQ(stock.unsent, 3);
        EXPECT_EQ(stock.quarantined, std::vector<std::string>{"unknown choice"});
        EXPECT_GT(stock.disk_free.value_or(0), 0U);
        EXPECT_EQ(stock.recovery, std::nullopt);
    }
    const auto second = journal();
    const Stock stock = look_at(*second);
    EXPECT_EQ(stock.today, (core::Today::Counts{{{"A", "price"}, 1}}));
    EXPECT_EQ(stock.oldest, core::made_at("019f0000-0000-7000-8000-000000000002"));
}

TEST(JournalStockTest, SaysThatTheJournalCannotBeRead) {
    const test::TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "journal.db");
    JournalThread journal(folder.path(), [](const JournalNews&) {});
    EXPECT_EQ(look_at(journal).unsent, std::nullopt);
}

TEST_F(JournalThreadTest, SavesTheCountsOfExposuresEvenWhereTheJournalIsUnusable) {
    core::Exposure hour;
    hour.transactions = 3;
    journal_.save_counts({hour});
    EXPECT_TRUE(test::wait_until([&] {
        const auto text = core::read_file(folder_.path() / exposure_file);
        return text && read_exposures(*text) == std::vector{hour};
    }));
}

TEST_F(JournalThreadTest, WhatWasSaidIsSealedBeforeItIsKeptAndGoesWithItsComment) {
    mend();
    const core::OpeningKey key = core::make_opening_key("k");
    core::Comment body;
    body.entered = core::Entered::voice;
    body.audio = "019f0000-0000-7000-8000-000000000002";
    const core::Record comment{"019f0000-0000-7000-8000-000000000001", 0, {}, body};
    journal_.seal_to({key.id, key.key});
    journal_.keep_spoken(comment, "the mangoes are hard");
    const auto recording = journal_.recording();
    ASSERT_TRUE(recording);
    EXPECT_EQ(recording->id, *body.audio);
    EXPECT_EQ(core::open_bytes(recording->box, key).value(), "the mangoes are hard");
    EXPECT_NE(journal_.waiting(1).front().body.find(*body.audio), std::string::npos);

    journal_.keep({core::make_id({}, core::system_random),
                   0,
                   {},
                   core::Retraction{comment.id, std::nullopt, false}},
                  false);
    EXPECT_FALSE(journal_.recording());
}

TEST_F(JournalThreadTest, WithoutAKeyTheCommentIsKeptAndNamesNoRecording) {
    mend();
    core::Comment body;
    body.audio = "019f0000-0000-7000-8000-000000000002";
    journal_.keep_spoken({"019f0000-0000-7000-8000-000000000001", 0, {}, body}, "hm");
    ASSERT_EQ(journal_.unsent(), 1);
    EXPECT_NE(journal_.waiting(1).front().body.find("\"audio\":null"), std::string::npos);
    EXPECT_FALSE(journal_.recording());
}

}  // namespace
}  // namespace earshot::app
