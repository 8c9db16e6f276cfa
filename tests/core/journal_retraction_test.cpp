#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/core/journal_support.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/process.h"

namespace earshot::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class JournalRetractionTest : public testing::Test {
  protected:
    core::Journal open() const { return open_journal(folder_.path()); }

    // All that any file of the journal holds.
    std::string on_disk() const {
        std::string all;
        for (const auto& file : fs::recursive_directory_iterator(folder_.path())) {
            std::ifstream in(file.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(in), {});
        }
        return all;
    }

    FaultVfs vfs_;
    TemporaryFolder folder_;
};

TEST_F(JournalRetractionTest, TakesOutWhatWasNotSentAndSaysSo) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));
    ASSERT_TRUE(journal.keep(a_record("b")));

    EXPECT_EQ(*journal.keep(a_retraction("r", "a")), 3);

    EXPECT_EQ(journal.waiting(10),
              (std::vector<core::JournalLine>{{2, "b", "b said"}, {3, "r", "r unsent a"}}));
}

TEST_F(JournalRetractionTest, FollowsWhatHasLeftAlready) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));
    journal.acknowledge({1});

    EXPECT_EQ(*journal.keep(a_retraction("r", "a")), 2);

    EXPECT_EQ(journal.waiting(10), (std::vector<core::JournalLine>{{2, "r", "r sent a"}}));
}

TEST_F(JournalRetractionTest, LeavesNoTraceOfTheWords) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a", "planted")));
    ASSERT_TRUE(journal.keep(a_record("b", "planted")));
    journal.quarantine(2, "refused");
    ASSERT_THAT(on_disk(), HasSubstr("planted"));

    ASSERT_TRUE(journal.keep(a_retraction("r", "a")));
    ASSERT_TRUE(journal.keep(a_retraction("s", "b")));

    EXPECT_THAT(on_disk(), Not(HasSubstr("planted")));
    EXPECT_THAT(journal.quarantined(), IsEmpty());
}

TEST_F(JournalRetractionTest, IsKeptOnceHoweverOftenItIsTried) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));

    EXPECT_EQ(*journal.keep(a_retraction("r", "a")), 2);
    EXPECT_EQ(*journal.keep(a_retraction("r", "a")), 2);

    EXPECT_EQ(journal.waiting(10), (std::vector<core::JournalLine>{{2, "r", "r unsent a"}}));
}

TEST_F(JournalRetractionTest, HoldsOverARestart) {
    {
        auto journal = open();
        ASSERT_TRUE(journal.keep(a_record("a")));
        ASSERT_TRUE(journal.keep(a_retraction("r", "a")));
    }
    auto journal = open();
    EXPECT_EQ(ids(journal.waiting(10)), Ids{"r"});
    EXPECT_EQ(*journal.keep(a_record("c")), 3);
}

}  // namespace
}  // namespace earshot::test
