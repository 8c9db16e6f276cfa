#include "app/kiosk/journal_thread.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

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

}  // namespace
}  // namespace earshot::app
