#include "sync/store/backup.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "core/data_folder.h"
#include "sync/store/audit.h"
#include "tests/support/process.h"
#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using test::a_response;
using test::an_id;

class BackupTest : public testing::Test {
  protected:
    core::Record wish(int number) {
        return test::a_record(number,
                              core::Words{an_id(1), std::string("more marzipan please"), "en"});
    }
    void back_up() {
        const auto done = sync::back_up(*shop.store, file);
        ASSERT_TRUE(done) << done.error().message;
        sync::remember_backup(*shop.store, file, shop.now);
    }
    // Another machine's folder.
    core::Result<int> restored() { return sync::restore(other.path(), file, shop.now); }
    bool is_anywhere(const std::filesystem::path& folder, const std::string& word) {
        for (const auto& each : std::filesystem::directory_iterator(folder))
            if (test::content_of(each.path()).find(word) != std::string::npos) return true;
        return false;
    }

    test::Shop shop;
    test::Folder backups, other;
    std::filesystem::path file = backups.path() / "monday";
};

TEST_F(BackupTest, GivesBackWhatThereWas) {
    shop.send({a_response(1, "B", {"produce"}), wish(2)});
    back_up();
    struct stat status {};
    stat(file.c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    shop.send({a_response(3, "B", {"waiting"})});

    EXPECT_EQ(restored(), 0);
    shop.store = sync::open_store(other.path()).value();
    EXPECT_EQ(shop.n("B", "produce"), 1);
    EXPECT_EQ(shop.n("B", "waiting"), 0);
    EXPECT_TRUE(shop.store->device_of(shop.device_token, shop.now));
    EXPECT_EQ(shop.send({a_response(1, "B", {"produce"})}).duplicates, 1);
    EXPECT_EQ(shop.send({a_response(3, "B", {"waiting"})}).accepted, 1);
    EXPECT_TRUE(sync::verify_audit(*shop.store));
}

TEST_F(BackupTest, WhatWasErasedSinceIsErasedAgain) {
    shop.send({a_response(1, "B", {"produce"}), wish(2)});
    back_up();
    EXPECT_TRUE(is_anywhere(backups.path(), "marzipan"));
    shop.send({test::a_record(3, core::Retraction{an_id(1), std::nullopt, false})});
    EXPECT_EQ(sync::tell_backups(*shop.store), 0);

    EXPECT_EQ(restored(), 1);
    EXPECT_FALSE(is_anywhere(other.path(), "marzipan"));
    shop.store = sync::open_store(other.path()).value();
    EXPECT_EQ(shop.n("B", "produce"), 0);
    EXPECT_EQ(shop.send({a_response(1, "B", {"produce"})}).duplicates, 1);
    EXPECT_EQ(shop.n("B", "produce"), 0);
}

TEST_F(BackupTest, ABackupThatWasCarriedAwayIsToldOf) {
    back_up();
    shop.send({a_response(1, "B", {"produce"}),
               test::a_record(2, core::Retraction{an_id(1), std::nullopt, false})});
    std::filesystem::remove(file);
    EXPECT_EQ(sync::tell_backups(*shop.store), 1);
}

TEST_F(BackupTest, NeverTouchesWhatIsThere) {
    back_up();
    EXPECT_EQ(sync::back_up(*shop.store, file).error().kind, core::ErrorKind::invalid);
    EXPECT_EQ(sync::restore(shop.folder.path(), file, shop.now).error().kind,
              core::ErrorKind::usage);
    EXPECT_EQ(sync::restore(other.path(), backups.path() / "tuesday", shop.now).error().kind,
              core::ErrorKind::not_found);
    core::write_file(backups.path() / "note", "not a database, but long enough to be looked at");
    EXPECT_EQ(sync::restore(other.path(), backups.path() / "note", shop.now).error().kind,
              core::ErrorKind::corrupt);
    EXPECT_FALSE(sync::has_store(other.path()));
    EXPECT_EQ(sync::back_up(*shop.store, backups.path() / "no" / "where").error().kind,
              core::ErrorKind::unavailable);
}

}  // namespace
}  // namespace earshot
