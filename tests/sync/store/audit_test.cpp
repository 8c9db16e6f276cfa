#include "sync/store/audit.h"

#include <gtest/gtest.h>

#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using test::Shop;

TEST(AuditTest, IsWholeAsItWasWritten) {
    Shop shop;
    const auto entries = sync::verify_audit(*shop.store);
    ASSERT_TRUE(entries) << entries.error().message;
    EXPECT_EQ(*entries, 3);  // published, invited, enrolled
    shop.store.reset();
    shop.store = sync::open_store(shop.folder.path()).value();
    EXPECT_EQ(sync::verify_audit(*shop.store), 3);
}

TEST(AuditTest, FindsWhateverWasDoneToIt) {
    for (const char* damage :
         {"UPDATE audit SET by = 'eve' WHERE number = 2",
          "UPDATE audit SET at = at + 1 WHERE number = 1",
          "UPDATE audit SET detail = '{' WHERE number = 3",
          "UPDATE audit SET shop_id = NULL WHERE number = 2",
          "UPDATE audit SET what = 'x', hash = '00' WHERE number = 3",
          "DELETE FROM audit WHERE number = 1", "DELETE FROM audit WHERE number = 3",
          "DELETE FROM audit", "UPDATE audit SET number = 9 WHERE number = 3"}) {
        Shop shop;
        shop.store->writer().run(damage, {});
        const auto entries = sync::verify_audit(*shop.store);
        ASSERT_FALSE(entries) << damage;
        EXPECT_EQ(entries.error().kind, core::ErrorKind::corrupt);
    }
}

TEST(AuditTest, GivesTheNewestFirstAndOnlyWhatMayBeSeen) {
    Shop shop;
    shop.enrol("quay", "till-1");
    const auto newest = sync::audit_entries(*shop.store, std::nullopt, std::nullopt, 2);
    ASSERT_EQ(newest.size(), 2U);
    EXPECT_EQ(newest[0].what, "device.enrol");
    EXPECT_EQ(newest[0].number, 5);
    EXPECT_EQ(sync::audit_entries(*shop.store, std::nullopt, 4, 9).size(), 3U);
    const auto of_quay =
        sync::audit_entries(*shop.store, std::vector<std::string>{"quay"}, std::nullopt, 9);
    ASSERT_EQ(of_quay.size(), 2U);
    EXPECT_EQ(of_quay[1].shop, "quay");
}

}  // namespace
}  // namespace earshot
