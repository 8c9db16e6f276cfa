#include "core/opening.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace earshot::core {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;
using testing::Optional;
using Local = std::chrono::local_time<milliseconds>;

// 2026: summer time from 29 March to 25 October, each at 01:00 UTC.
Local berlin(Instant at) {
    const bool summer =
        at >= sys_days{year{2026} / 3 / 29} + 1h && at < sys_days{year{2026} / 10 / 25} + 1h;
    return Local(at.time_since_epoch() + (summer ? 2h : 1h));
}

Local on(std::chrono::local_days day, milliseconds time) { return day + time; }

constexpr std::chrono::local_days monday{year{2026} / 11 / 23};
constexpr sys_days monday_utc{year{2026} / 11 / 23};
constexpr auto tuesday = monday + std::chrono::days{1};

const Hours shop = {
    {{"mon", {{"08:00", "12:30"}, {"14:00", "20:00"}}}, {"tue", {{"08:00", "20:00"}}}}};
const Hours bar = {{{"mon", {{"18:00", "02:00"}}}, {"sat", {{"00:00", "24:00"}}}}};

TEST(Opening, AShopWithoutHoursIsAlwaysOpen) {
    EXPECT_TRUE(is_open({}, on(monday, 3h)));
    EXPECT_EQ(next_change({}, monday_utc, berlin), std::nullopt);
}

TEST(Opening, IsOpenFromTheFirstMinuteToBeforeTheLast) {
    EXPECT_FALSE(is_open(shop, on(monday, 8h - 1ms)));
    EXPECT_TRUE(is_open(shop, on(monday, 8h)));
    EXPECT_TRUE(is_open(shop, on(monday, 12h + 30min - 1ms)));
    EXPECT_FALSE(is_open(shop, on(monday, 12h + 30min)));
    EXPECT_TRUE(is_open(shop, on(monday, 14h)));
    EXPECT_FALSE(is_open(shop, on(tuesday + std::chrono::days{1}, 12h)));
}

TEST(Opening, AShopWithoutAnyHoursIsNeverOpen) {
    const Hours never = std::map<std::string, OpenHours>{};
    EXPECT_FALSE(is_open(never, on(monday, 12h)));
    EXPECT_EQ(next_change(never, monday_utc, berlin), std::nullopt);
}

TEST(Opening, ASpanGoesOnIntoTheNextDay) {
    EXPECT_FALSE(is_open(bar, on(monday, 1h)));
    EXPECT_TRUE(is_open(bar, on(monday, 23h)));
    EXPECT_TRUE(is_open(bar, on(tuesday, 2h - 1ms)));
    EXPECT_FALSE(is_open(bar, on(tuesday, 2h)));
    EXPECT_FALSE(is_open(bar, on(tuesday, 20h)));
}

TEST(Opening, ADayMayBeOpenFromMidnightToMidnight) {
    const auto saturday = monday + std::chrono::days{5};
    EXPECT_FALSE(is_open(bar, on(saturday, -1ms)));
    EXPECT_TRUE(is_open(bar, on(saturday, 0ms)));
    EXPECT_TRUE(is_open(bar, on(saturday, 24h - 1ms)));
    EXPECT_FALSE(is_open(bar, on(saturday, 24h)));
}

TEST(Opening, TellsWhenItNextOpensAndCloses) {
    const Instant night = monday_utc + 3h;
    EXPECT_THAT(next_change(shop, night, berlin), Optional(monday_utc + 7h));
    EXPECT_THAT(next_change(shop, monday_utc + 7h, berlin), Optional(monday_utc + 11h + 30min));
    EXPECT_THAT(next_change(shop, monday_utc + 19h, berlin), Optional(monday_utc + 24h + 7h));
    // From Tuesday evening to the next Monday.
    EXPECT_THAT(next_change(shop, monday_utc + 48h, berlin), Optional(monday_utc + 7 * 24h + 7h));
}

TEST(Opening, FollowsTheClockThroughTheNightsItIsChanged) {
    const Hours daily = {{{"sat", {{"08:00", "20:00"}}}, {"sun", {{"08:00", "20:00"}}}}};
    const sys_days spring{year{2026} / 3 / 29};
    EXPECT_THAT(next_change(daily, spring - 1h, berlin), Optional(spring + 6h));
    const sys_days autumn{year{2026} / 10 / 25};
    EXPECT_THAT(next_change(daily, autumn - 1h, berlin), Optional(autumn + 7h));
    // An hour that spring leaves out: what opens within it opens as it is over.
    const Hours early = {{{"sun", {{"02:30", "05:00"}}}}};
    EXPECT_THAT(next_change(early, spring, berlin), Optional(spring + 1h));
}

TEST(Opening, IsRightToTheSecondFromAnyMillisecond) {
    EXPECT_THAT(next_change(shop, monday_utc + 6h + 59min + 123ms, berlin),
                Optional(monday_utc + 7h));
}

}  // namespace
}  // namespace earshot::core
