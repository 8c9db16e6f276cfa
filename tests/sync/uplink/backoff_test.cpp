#include "sync/uplink/backoff.h"

#include <gtest/gtest.h>

#include "tests/sync/uplink/doubles.h"

namespace earshot::sync {
namespace {

using namespace std::chrono;

constexpr core::Instant now = sys_days(2026y / November / 22) + 12h;

TEST(BackoffTest, GrowsFromOneSecondToFiveMinutesAndNoFurther) {
    Backoff backoff;
    core::milliseconds ceiling = 2s;
    for (int failure = 0; failure < 1'000; ++failure) {
        const core::milliseconds wait = backoff.next(test::chance(static_cast<unsigned>(failure)));
        EXPECT_GE(wait, backoff_min);
        EXPECT_LE(wait, ceiling);
        ceiling = std::min<core::milliseconds>(backoff_max, 2 * ceiling);
    }
}

TEST(BackoffTest, UsesTheWholeRange) {
    core::milliseconds least = backoff_max, most = backoff_min;
    const core::Random random = test::chance();
    for (int i = 0; i < 1'000; ++i) {
        Backoff backoff;
        for (int failure = 0; failure < 20; ++failure) backoff.next(random);
        const core::milliseconds wait = backoff.next(random);
        least = std::min(least, wait);
        most = std::max(most, wait);
    }
    EXPECT_LT(least, 5s);
    EXPECT_GT(most, 295s);
}

TEST(BackoffTest, BeginsAnewWhenCleared) {
    Backoff backoff;
    for (int failure = 0; failure < 20; ++failure) backoff.next(test::chance());
    backoff.clear();
    EXPECT_LE(backoff.next(test::chance()), 2s);
}

TEST(RetryAfterTest, IsReadWithinBounds) {
    struct Row {
        const char* text;
        std::optional<core::milliseconds> wait;
    };
    const std::vector<Row> rows = {
        {"3600", 1h},
        {"0", 1s},
        {"1", 1s},
        {"1000000000", 24h},
        {"99999999999999999999999", 24h},
        {"-5", std::nullopt},
        {"soon", std::nullopt},
        {"", std::nullopt},
        {"12 parsecs", std::nullopt},
        {"1.5", std::nullopt},
        {"Sun, 22 Nov 2026 12:10:00 GMT", 10min},
        {"Sun, 22 Nov 2026 12:00:00 GMT", std::nullopt},
        {"Sun, 06 Nov 1994 08:49:37 GMT", std::nullopt},
        {"Fri, 31 Dec 9999 23:59:59 GMT", 24h},
        {"Sun, 31 Feb 2027 12:10:00 GMT", std::nullopt},
        {"Sun, 22 Nov 2026 12:10:00 CET", std::nullopt},
        {"Sun, 22 Nov 2026 25:10:00 GMT", std::nullopt},
    };
    for (const Row& row : rows) EXPECT_EQ(read_retry_after(row.text, now), row.wait) << row.text;
}

TEST(RetryAfterTest, IsSpreadByChanceButNeverEarlierNorOverADay) {
    const core::Random random = test::chance();
    for (int i = 0; i < 100; ++i) {
        EXPECT_GE(spread(1h, random), 1h);
        EXPECT_LE(spread(1h, random), 66min);
        EXPECT_LE(spread(24h, random), 24h);
    }
}

}  // namespace
}  // namespace earshot::sync
