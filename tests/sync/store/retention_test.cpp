#include "sync/store/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sync/store/backup.h"
#include "sync/store/listing.h"
#include "sync/store/search.h"
#include "tests/support/process.h"
#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using namespace std::chrono_literals;

class RetentionTest : public testing::Test {
  protected:
    static core::Record heard(int number) {
        core::Comment comment;
        comment.topics = {"produce"};
        comment.text = std::string("more marzipan");
        comment.locale = "en";
        return test::a_record(number, comment);
    }
    std::int64_t kept(const char* kind) {
        return shop.store->writer()
            .run("SELECT count(*) FROM records WHERE kind = $1 AND body IS NOT NULL", {kind})[0]
            .number(0);
    }
    std::string visit_key() { return shop.store->shop_settings("harbour")->visit_key.value_or(""); }
    bool lies_somewhere(const std::string& word) {
        for (const char* file : {"hub.db", "hub.db-wal"})
            if (test::content_of(shop.folder.path() / file).find(word) != std::string::npos)
                return true;
        return false;
    }
    test::Shop shop;
};

TEST_F(RetentionTest, WordsGoAfterThirteenMonthsAndCountsStay) {
    shop.send({test::a_response(1, "B", {"produce"}), heard(2),
               test::a_record(3, core::Words{test::an_id(1), std::string("marzipan too"), "en"})});
    shop.store->purge(shop.now + 395 * 24h);
    EXPECT_EQ(kept("comment"), 1);
    EXPECT_EQ(sync::search(*shop.store, "harbour", "marzipan", 10).size(), 2U);

    shop.store->purge(shop.now + 397 * 24h);
    for (const char* kind : {"response", "comment", "words"}) EXPECT_EQ(kept(kind), 0) << kind;
    EXPECT_TRUE(sync::search(*shop.store, "harbour", "marzipan", 10).empty());
    ASSERT_TRUE(shop.store->scrub());
    EXPECT_FALSE(lies_somewhere("marzipan"));
    EXPECT_EQ(shop.n("B", "produce"), 1);
    // Late copies are known; to retract one takes nothing from the counts twice.
    EXPECT_EQ(shop.send({test::a_response(1, "B", {"produce"}), heard(2)}).duplicates, 2);
    shop.send({test::a_record(9, core::Retraction{test::an_id(1), std::nullopt, false})});
    EXPECT_EQ(shop.n("B", "produce"), 1);
}

TEST_F(RetentionTest, VisitsGoWithTheKeyThatMadeThem) {
    core::Visit visit;
    visit.token = std::string(16, 't');
    core::Status status;
    status.version = "1";
    shop.send({test::a_record(1, visit), test::a_record(2, status), heard(3)});
    const std::string first = visit_key();
    EXPECT_EQ(first.size(), 44U);
    shop.store->purge(shop.now + 90 * 24h);
    EXPECT_EQ(visit_key(), first);
    EXPECT_EQ(kept("visit"), 1);

    shop.store->purge(shop.now + 92 * 24h);
    EXPECT_NE(visit_key(), first);
    EXPECT_EQ(kept("visit"), 0);
    EXPECT_EQ(kept("status"), 0);
    EXPECT_EQ(kept("comment"), 1);
    ASSERT_TRUE(shop.store->scrub());
    EXPECT_FALSE(lies_somewhere(first));
}

TEST_F(RetentionTest, AnUpgradeKeepsWhatThereWasForAMonth) {
    shop.send({heard(1)});
    for (const char* undo :
         {"DROP TABLE alerts", "DROP TABLE watching", "DROP TABLE themes", "DROP TABLE coded",
          "DROP TABLE visits", "ALTER TABLE records DROP COLUMN basket", "DROP TABLE days",
          "DROP INDEX records_by_age", "ALTER TABLE shops DROP COLUMN visit_key_at",
          "ALTER TABLE quarantine DROP COLUMN clock_off_ms", "PRAGMA user_version = 11"})
        shop.store->writer().run(undo, {});
    shop.store.reset();
    shop.store = sync::open_store(shop.folder.path()).value();
    EXPECT_EQ(kept("comment"), 1);
    const auto backup = shop.folder.path() / "hub.db.schema-11.before-upgrade";
    ASSERT_TRUE(std::filesystem::exists(backup));
    EXPECT_EQ(std::filesystem::status(backup).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_TRUE(shop.store->writer().run("SELECT 1 FROM backup_keys", {}).empty());

    // It is a backup like any other: what is erased since does not come back with it.
    shop.store->erase("harbour", test::an_id(1), core::system_now().wall);
    EXPECT_EQ(sync::tell_backups(*shop.store), 0);
    {
        const test::Folder other;
        EXPECT_EQ(sync::restore(other.path(), backup, shop.now).value(), 1);
        const auto restored = sync::open_store(other.path()).value();
        EXPECT_FALSE(sync::find_record(*restored, test::an_id(1)));
    }
    shop.store->purge(core::system_now().wall + 31 * 24h);
    EXPECT_FALSE(std::filesystem::exists(backup));
}

}  // namespace
}  // namespace earshot
