#include "core/journal.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <fstream>

#include "core/ballast.h"
#include "tests/core/journal_support.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/process.h"

namespace earshot::test {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using core::Journal;
using testing::HasSubstr;

class JournalTest : public testing::Test {
  protected:
    Journal open() const { return open_journal(folder_.path()); }
    fs::path file(const std::string& name = "journal.db") const { return folder_.path() / name; }

    // Nothing here has to outlive a power cut, and syncing takes its time.
    FaultVfs vfs_;
    TemporaryFolder folder_;
};

TEST_F(JournalTest, NumbersRecordsFromOneWithoutGaps) {
    auto journal = open();

    EXPECT_EQ(*journal.keep(a_record("a")), 1);
    EXPECT_EQ(*journal.keep(a_record("b")), 2);
    EXPECT_EQ(journal.waiting(10),
              (std::vector<core::JournalLine>{{1, "a", "a said"}, {2, "b", "b said"}}));
}

TEST_F(JournalTest, OffersTheSameRecordsUntilTheyAreAcknowledged) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));
    ASSERT_TRUE(journal.keep(a_record("b")));

    EXPECT_EQ(ids(journal.waiting(1)), Ids{"a"});
    EXPECT_EQ(ids(journal.waiting(1)), Ids{"a"});

    journal.acknowledge({1});
    EXPECT_EQ(ids(journal.waiting(10)), Ids{"b"});
    EXPECT_EQ(journal.unsent(), 1);
}

TEST_F(JournalTest, RemembersRecordsAndTheirNumbersOverARestart) {
    {
        auto journal = open();
        ASSERT_TRUE(journal.keep(a_record("a")));
        ASSERT_TRUE(journal.keep(a_record("b")));
        journal.acknowledge({1, 2});
    }
    auto journal = open();

    EXPECT_EQ(journal.unsent(), 0);
    EXPECT_EQ(*journal.keep(a_record("c")), 3);
    EXPECT_EQ(journal.recovery(), std::nullopt);
}

TEST_F(JournalTest, KeepsTheSameRecordOnceHoweverOftenItIsGiven) {
    auto journal = open();

    EXPECT_EQ(*journal.keep(a_record("a")), 1);
    EXPECT_EQ(*journal.keep(a_record("a")), 1);

    EXPECT_EQ(journal.unsent(), 1);
}

TEST_F(JournalTest, RefusesAnotherRecordUnderAnIdThatIsClosed) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a", "first")));

    EXPECT_EQ(journal.keep(a_record("a", "second")).error().kind, ErrorKind::invalid);

    EXPECT_EQ(journal.waiting(1).front().body, "a first");
}

TEST_F(JournalTest, RefusesARecordNoHubWouldTake) {
    auto journal = open();

    EXPECT_EQ(journal.keep(a_record("a", std::string(1 << 16, 'x'))).error().kind,
              ErrorKind::invalid);

    EXPECT_EQ(journal.unsent(), 0);
}

TEST_F(JournalTest, ReplacesAnOpenRecordAndHoldsItsNumber) {
    auto journal = open();
    ASSERT_EQ(*journal.keep(a_record("a", "first"), true), 1);
    ASSERT_EQ(*journal.keep(a_record("b")), 2);
    EXPECT_EQ(ids(journal.waiting(10)), Ids{});

    EXPECT_EQ(*journal.keep(a_record("a", "first and second")), 1);

    EXPECT_EQ(ids(journal.waiting(10)), (Ids{"a", "b"}));
    EXPECT_EQ(journal.waiting(1).front().body, "a first and second");
}

TEST_F(JournalTest, OffersWhatStandsBeforeAnOpenRecord) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));
    ASSERT_TRUE(journal.keep(a_record("b"), true));
    ASSERT_TRUE(journal.keep(a_record("c")));

    EXPECT_EQ(ids(journal.waiting(10)), Ids{"a"});
}

TEST_F(JournalTest, ClosesWhatWasLeftOpen) {
    {
        auto journal = open();
        ASSERT_TRUE(journal.keep(a_record("a", "first"), true));
    }

    EXPECT_EQ(open().waiting(10), (std::vector<core::JournalLine>{{1, "a", "a first"}}));
}

TEST_F(JournalTest, MovesARefusedRecordOutOfTheWay) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));
    ASSERT_TRUE(journal.keep(a_record("b")));

    journal.quarantine(1, "unknown choice");
    journal.quarantine(1, "unknown choice");

    EXPECT_EQ(ids(journal.waiting(10)), Ids{"b"});
    ASSERT_EQ(journal.quarantined().size(), 1u);
    EXPECT_EQ(journal.quarantined().front().id, "a");
    EXPECT_EQ(journal.quarantined().front().body, "a said");
    EXPECT_EQ(journal.quarantined().front().reason, "unknown choice");
}

TEST_F(JournalTest, IsFreshUntilTheFirstAcknowledgement) {
    auto journal = open();
    EXPECT_TRUE(journal.fresh());
    ASSERT_TRUE(journal.keep(a_record("a")));
    EXPECT_TRUE(journal.fresh());

    journal.acknowledge({1});

    EXPECT_FALSE(journal.fresh());
}

TEST_F(JournalTest, GoesOnWhereTheHubsRecordsOfTheDeviceEnd) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));
    ASSERT_TRUE(journal.keep(a_record("b")));

    journal.continue_after(4711);

    EXPECT_FALSE(journal.fresh());
    EXPECT_EQ(seqs(journal.waiting(10)), (Seqs{4712, 4713}));
    EXPECT_EQ(*journal.keep(a_record("c")), 4714);
}

TEST_F(JournalTest, RenumbersNothingWhenTheHubKnowsNothing) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));

    journal.continue_after(0);

    EXPECT_FALSE(journal.fresh());
    EXPECT_EQ(seqs(journal.waiting(10)), Seqs{1});
}

TEST_F(JournalTest, RenumbersNothingThatTheHubMayHaveUnderItsNumber) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));
    journal.acknowledge({1});
    ASSERT_TRUE(journal.keep(a_record("b")));

    journal.continue_after(2);

    EXPECT_EQ(seqs(journal.waiting(10)), Seqs{2});
}

TEST_F(JournalTest, RefusesDataFromANewerVersionAndLeavesItAsItIs) {
    { ASSERT_TRUE(open().keep(a_record("a"))); }
    {
        SQLite::Database newer(file().string(), SQLite::OPEN_READWRITE);
        newer.exec("PRAGMA locking_mode = EXCLUSIVE");
        newer.exec("PRAGMA user_version = 99; UPDATE state SET sum = x'99'");
        newer.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    const std::string before = content_of(file());

    const auto journal = Journal::open(folder_.path(), encode);

    ASSERT_FALSE(journal);
    EXPECT_EQ(journal.error().kind, ErrorKind::corrupt);
    EXPECT_THAT(journal.error().message, HasSubstr("newer version, update"));
    EXPECT_EQ(content_of(file()), before);
}

TEST_F(JournalTest, TellsADamagedVersionNumberFromANewerVersion) {
    { ASSERT_TRUE(open().keep(a_record("a"))); }
    {
        SQLite::Database damaged(file().string(), SQLite::OPEN_READWRITE);
        damaged.exec("PRAGMA locking_mode = EXCLUSIVE");
        damaged.exec("PRAGMA user_version = 99");
    }

    auto journal = open();

    EXPECT_EQ(ids(journal.waiting(10)), Ids{"a"});
    EXPECT_EQ(journal.recovery()->saved, 1);
}

TEST_F(JournalTest, IsReadableByItsOwnerOnly) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));

    for (const auto& entry : fs::directory_iterator(folder_.path()))
        EXPECT_EQ(entry.status().permissions(), fs::perms::owner_read | fs::perms::owner_write)
            << entry.path();
}

TEST_F(JournalTest, WritesThroughNoSymbolicLink) {
    TemporaryFolder elsewhere;
    for (const char* name : {"journal.db", "journal.db-wal", "ballast"}) {
        fs::create_symlink(elsewhere.path() / "target", file(name));

        const auto journal = Journal::open(folder_.path(), encode);

        ASSERT_FALSE(journal) << name;
        EXPECT_EQ(journal.error().kind, ErrorKind::denied);
        EXPECT_THAT(journal.error().message, HasSubstr(name));
        EXPECT_THAT(journal.error().message, HasSubstr("symbolic link"));
        EXPECT_FALSE(fs::exists(elsewhere.path() / "target"));
        fs::remove(file(name));
    }
}

TEST_F(JournalTest, HoldsSpaceThatIsReallyAllocated) {
    const auto journal = open();

    struct stat status = {};
    ASSERT_EQ(::stat(file("ballast").c_str(), &status), 0);
    EXPECT_EQ(static_cast<std::uintmax_t>(status.st_size), core::ballast_size);
    EXPECT_GE(static_cast<std::uintmax_t>(status.st_blocks) * 512, core::ballast_size);
}

TEST_F(JournalTest, LeavesNoTraceOfWhatIsAcknowledged) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a", "planted")));
    ASSERT_THAT(content_of(file()), HasSubstr("planted"));

    journal.acknowledge({1});

    EXPECT_THAT(content_of(file()), testing::Not(HasSubstr("planted")));
    EXPECT_THAT(content_of(file("journal.db-wal")), testing::Not(HasSubstr("planted")));
}

TEST_F(JournalTest, LosesNothingThatIsKeptWhenItsWalIsLost) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));
    TemporaryFolder copy;
    fs::copy_file(file(), copy.path() / "journal.db");

    EXPECT_EQ(ids(open_journal(copy.path()).waiting(10)), Ids{"a"});
}

TEST_F(JournalTest, TakesNothingFromTheWalOfAnotherJournal) {
    TemporaryFolder copy;
    {
        auto journal = open();
        ASSERT_TRUE(journal.keep(a_record("ours")));
    }
    TemporaryFolder other;
    auto foreign = open_journal(other.path());
    for (const char* id : {"x", "y", "z"}) ASSERT_TRUE(foreign.keep(a_record(id)));
    fs::copy_file(other.path() / "journal.db-wal", file("journal.db-wal"));

    auto journal = open();

    EXPECT_EQ(ids(journal.waiting(10)), Ids{"ours"});
    ASSERT_TRUE(journal.recovery());
    EXPECT_EQ(journal.recovery()->saved, 1);
    EXPECT_TRUE(fs::exists(journal.recovery()->kept_as));
}

TEST_F(JournalTest, GoesOnAfterACrashBetweenTheStepsOfARecovery) {
    { ASSERT_TRUE(open().keep(a_record("a"))); }
    fs::rename(file(), file("journal.db.new"));
    std::ofstream(file("journal.db-wal")) << "of the damaged one";

    auto journal = open();

    EXPECT_EQ(ids(journal.waiting(10)), Ids{"a"});
    EXPECT_EQ(content_of(file("journal.db.damaged-1-wal")), "of the damaged one");
}

TEST_F(JournalTest, SavesWhatIsWholeAndKeepsTheDamagedFile) {
    {
        auto journal = open();
        for (int number = 1; number <= 100; ++number)
            ASSERT_TRUE(journal.keep(a_record("id" + std::to_string(number))));
    }
    std::string bytes = content_of(file());
    bytes[bytes.find("id42 said")] = 'X';
    std::ofstream(file(), std::ios::binary) << bytes;

    auto journal = open();

    EXPECT_EQ(journal.unsent(), 99);
    ASSERT_EQ(journal.quarantined().size(), 1u);
    EXPECT_EQ(journal.quarantined().front().id, "id42");
    ASSERT_TRUE(journal.recovery());
    EXPECT_EQ(journal.recovery()->saved, 99);
    EXPECT_EQ(journal.recovery()->quarantined, 1);
    EXPECT_EQ(journal.recovery()->missing, Seqs{});
    EXPECT_EQ(content_of(journal.recovery()->kept_as), bytes);
    EXPECT_TRUE(journal.fresh());
    EXPECT_EQ(*journal.keep(a_record("next")), 101);
}

TEST_F(JournalTest, TellsWhichNumbersAreMissingAfterDamage) {
    {
        auto journal = open();
        for (int number = 1; number <= 200; ++number)
            ASSERT_TRUE(journal.keep(a_record("id" + std::to_string(number))));
    }
    std::string bytes = content_of(file());
    bytes.replace(bytes.find("id100 said") / 4096 * 4096, 4096, 4096, '\x5a');
    std::ofstream(file(), std::ios::binary) << bytes;

    auto journal = open();

    ASSERT_TRUE(journal.recovery());
    EXPECT_THAT(journal.recovery()->missing, testing::Contains(100));
    EXPECT_EQ(journal.recovery()->saved + static_cast<int>(journal.recovery()->missing.size()),
              200);
}

TEST_F(JournalTest, NumbersOnlyWhatIsNewAfterARecovery) {
    {
        auto journal = open();
        for (const char* id : {"a", "b", "c"}) ASSERT_TRUE(journal.keep(a_record(id)));
    }
    std::string bytes = content_of(file());
    bytes.replace(0, 100, 100, 'X');
    std::ofstream(file(), std::ios::binary) << bytes;
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("new")));

    journal.continue_after(5);

    EXPECT_EQ(seqs(journal.waiting(10)), (Seqs{1, 2, 3, 6}));
}

TEST_F(JournalTest, RecoversFromDamageThatShowsWhileItRuns) {
    auto journal = open();
    ASSERT_TRUE(journal.keep(a_record("a")));
    ASSERT_TRUE(journal.keep(a_record("b"), true));

    vfs_.fail({FaultVfs::Call::write}, 1, 1, SQLITE_CORRUPT);
    EXPECT_EQ(*journal.keep(a_record("c")), 3);

    ASSERT_TRUE(journal.recovery());
    EXPECT_EQ(journal.recovery()->saved, 2);
    EXPECT_EQ(ids(journal.waiting(10)), Ids{"a"}) << "what is open stays so";
    EXPECT_EQ(*journal.keep(a_record("b")), 2);
    EXPECT_EQ(ids(journal.waiting(10)), (Ids{"a", "b", "c"}));
}

}  // namespace
}  // namespace earshot::test
