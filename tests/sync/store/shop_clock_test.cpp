#include "sync/store/shop_clock.h"

#include <gtest/gtest.h>

#include "tests/sync/store/shop.h"

namespace earshot::sync {
namespace {

using test::at;

TEST(ShopClockTest, HoursBeginByTheShopsClock) {
    EXPECT_EQ(hour_of("Europe/Berlin", at("2026-07-01T09:59:59.999Z")), at("2026-07-01T09:00:00Z"));
    EXPECT_EQ(hour_of("Asia/Kolkata", at("2026-07-01T09:45:00Z")), at("2026-07-01T09:30:00Z"));
    EXPECT_EQ(hour_from("Asia/Kolkata", at("2026-07-01T09:45:00Z")), at("2026-07-01T10:30:00Z"));
    EXPECT_EQ(hour_from("UTC", at("2026-07-01T09:00:00Z")), at("2026-07-01T09:00:00Z"));
}

TEST(ShopClockTest, NamesTheDoubledHourTwice) {
    EXPECT_EQ(hour_name("Europe/Berlin", at("2026-10-25T00:00:00Z")), "2026-10-25T02:00+02:00");
    EXPECT_EQ(hour_name("Europe/Berlin", at("2026-10-25T01:00:00Z")), "2026-10-25T02:00+01:00");
    EXPECT_EQ(day_name("America/New_York", at("2026-07-01T02:00:00Z")), "2026-06-30");
}

TEST(ShopClockTest, ADayBeginsAtItsMidnightOrWhereThatIsSkippedAfterIt) {
    EXPECT_EQ(start_of_day("Europe/Berlin", "2026-07-01").value(), at("2026-06-30T22:00:00Z"));
    EXPECT_EQ(start_of_day("Africa/Cairo", "2026-04-24").value(), at("2026-04-23T22:00:00Z"));
    for (const char* wrong : {"2026-02-30", "2026-1-1", "20260101", "2026-13-01", "abcd-ef-gh"})
        EXPECT_FALSE(start_of_day("UTC", wrong)) << wrong;
}

}  // namespace
}  // namespace earshot::sync
