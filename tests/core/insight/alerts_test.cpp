#include "core/insight/alerts.h"

#include <gtest/gtest.h>

namespace earshot::core::insight {
namespace {

EvidenceDay steady_day(std::int64_t produce, std::int64_t answers = 30) {
    EvidenceDay day;
    day.kiosk = {answers, {produce, 5}};
    day.cashiers = {0, {}};
    return day;
}

class WatchingTest : public testing::Test {
  protected:
    void pass(int days, std::int64_t produce) {
        for (int day = 0; day < days; ++day) seen = watching.close(steady_day(produce), none);
    }

    Watching watching{{.1, .1}};
    std::vector<bool> none{false, false};
    std::vector<CodeWatch> seen;
};

TEST_F(WatchingTest, RingsForAComplaintThatTriples) {
    pass(30, 2);
    EXPECT_EQ(seen[0].level, Level::none);
    pass(1, 6);
    EXPECT_EQ(seen[0].level, Level::none);
    pass(2, 6);
    EXPECT_EQ(seen[0].level, Level::alert);
    EXPECT_EQ(seen[0].kiosk, 18);
    EXPECT_NEAR(seen[0].usual, 6, .5);
    EXPECT_EQ(seen[1].level, Level::none);
}

TEST_F(WatchingTest, IsOnTheWatchListBeforeItRings) {
    pass(30, 2);
    pass(2, 6);
    EXPECT_EQ(seen[0].level, Level::watch);
}

TEST_F(WatchingTest, LooksMoreStrictlyWithinADay) {
    pass(30, 2);
    pass(2, 6);
    const auto now = watching.look(steady_day(6), none);
    const auto evening = watching.close(steady_day(6), none);
    EXPECT_DOUBLE_EQ(now[0].sum, evening[0].sum);
    // Between the two levels it rings in the evening alone.
    EXPECT_GE(evening[0].sum, AlertRules{}.alert);
    EXPECT_EQ(evening[0].level, Level::alert);
    EXPECT_EQ(now[0].level, now[0].sum >= AlertRules{}.alert_within ? Level::alert : Level::watch);
}

TEST_F(WatchingTest, IsSilentWhileItIsDealtWithAndBeginsAnew) {
    pass(30, 2);
    pass(3, 6);
    ASSERT_EQ(seen[0].level, Level::alert);
    watching.rang(0);
    for (int day = 0; day < 7; ++day) {
        seen = watching.close(steady_day(6), {true, false});
        EXPECT_EQ(seen[0].level, Level::none);
        EXPECT_EQ(seen[0].sum, 0);
    }
    pass(1, 6);
    EXPECT_NE(seen[0].level, Level::alert);
    pass(3, 6);
    EXPECT_EQ(seen[0].level, Level::alert);
}

TEST_F(WatchingTest, WhatIsDealtWithIsNoBaselineUntilItHasBecomeTheUsual) {
    pass(30, 2);
    pass(3, 6);
    watching.rang(0);
    for (int day = 0; day < 13; ++day) seen = watching.close(steady_day(6), {true, false});
    // Sixteen days of six a day: still set against the two a day before.
    EXPECT_NEAR(watching.look(steady_day(6), none)[0].usual, 6, 1);
    for (int day = 0; day < 40; ++day) seen = watching.close(steady_day(6), {true, false});
    EXPECT_NEAR(watching.look(steady_day(6), none)[0].usual, 18, .7);
    pass(10, 6);
    EXPECT_EQ(seen[0].level, Level::none);
}

TEST_F(WatchingTest, AnUnusualDayCountsForNothing) {
    pass(30, 2);
    EvidenceDay snow = steady_day(20);
    snow.unusual = true;
    for (int day = 0; day < 5; ++day) {
        seen = watching.close(snow, none);
        EXPECT_EQ(seen[0].level, Level::none);
    }
    pass(3, 2);
    EXPECT_EQ(seen[0].level, Level::none);
    EXPECT_LT(seen[0].sum, 1);
}

TEST_F(WatchingTest, LearnsForTwoWeeksAndRefusesToGuess) {
    pass(13, 2);
    EXPECT_EQ(watching.readiness(), Readiness::learning);
    pass(1, 9);
    EXPECT_EQ(seen[0].level, Level::none);
    EXPECT_EQ(watching.readiness(), Readiness::ready);
}

TEST_F(WatchingTest, SaysThatAShopIsTooQuiet) {
    for (int day = 0; day < 60; ++day) seen = watching.close(steady_day(1, 14), none);
    EXPECT_EQ(watching.readiness(), Readiness::too_quiet);
    for (int day = 0; day < 5; ++day) seen = watching.close(steady_day(9, 14), none);
    EXPECT_EQ(seen[0].level, Level::none);
    for (int day = 0; day < 40; ++day) seen = watching.close(steady_day(1, 16), none);
    EXPECT_EQ(watching.readiness(), Readiness::ready);
}

TEST_F(WatchingTest, AddsWhatCashiersHeard) {
    EvidenceDay usual = steady_day(2);
    usual.cashiers = {20, {2, 4}};
    for (int day = 0; day < 30; ++day) seen = watching.close(usual, none);
    EvidenceDay one = usual;
    one.kiosk.n[0] = 5;
    EvidenceDay both = one;
    both.cashiers.n[0] = 5;
    EXPECT_GT(watching.look(both, none)[0].sum, watching.look(one, none)[0].sum + 1);
    EXPECT_EQ(watching.look(both, none)[0].cashiers, 9);
}

TEST_F(WatchingTest, ThreeReportsAreTheLeast) {
    for (int day = 0; day < 60; ++day) seen = watching.close(steady_day(0, 40), none);
    seen = watching.close(steady_day(2, 40), none);
    EXPECT_GE(seen[0].sum, AlertRules{}.watch - 2);
    EXPECT_NE(seen[0].level, Level::alert);
}

TEST(BurstTest, RingsAtWhatChanceHardlyBrings) {
    EXPECT_EQ(burst_at(.24), 5);
    EXPECT_EQ(burst_at(0), 4);
    EXPECT_GT(burst_at(5), 12);
}

TEST(HotTest, KnowsWhatNeedsTheManagerAtOnce) {
    EXPECT_TRUE(is_hot("danger"));
    EXPECT_FALSE(is_hot("produce"));
}

TEST(SilenceTest, IsToldOfATillThatWasHeardFromBefore) {
    EXPECT_TRUE(fell_silent({0, 60, 20, 170}));
    // The others notes less too: nobody can tell.
    EXPECT_FALSE(fell_silent({0, 4, 20, 170}));
    EXPECT_FALSE(fell_silent({1, 60, 20, 170}));
    EXPECT_FALSE(fell_silent({0, 60, 0, 170}));
}

TEST(SilenceTest, IsToldOfATillThatNeverNotedAnythingWhereOthersDo) {
    EXPECT_TRUE(fell_silent({0, 60, 0, 170, 900, 3'000}));
    EXPECT_FALSE(fell_silent({0, 60, 0, 170, 100, 3'000}));
    // Others have less than one in a hundred.
    EXPECT_FALSE(fell_silent({0, 20, 0, 60, 900, 3'000}));
}

TEST(ResponseTest, ADropByAThirdIsOneAndLessIsNot) {
    EXPECT_TRUE(response_dropped({120, 2'000}, {240, 2'000}));
    EXPECT_FALSE(response_dropped({190, 2'000}, {240, 2'000}));
    // Too few were asked.
    EXPECT_FALSE(response_dropped({5, 150}, {30, 150}));
}

}  // namespace
}  // namespace earshot::core::insight
