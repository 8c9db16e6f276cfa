#include "core/insight/effect.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/core/insight/drawn_shop.h"
#include "tests/support/size.h"

namespace earshot::core::insight {
namespace {

using test::DrawnShop;
using test::WatchedShop;

std::vector<Week> golden_weeks() {
    const std::vector<std::pair<double, double>> before{{9, 60},  {7, 55}, {11, 70}, {8, 58},
                                                        {10, 62}, {9, 61}, {8, 57},  {10, 66}};
    const std::vector<std::pair<double, double>> after{{6, 59}, {5, 61}, {7, 63},
                                                       {4, 55}, {6, 60}, {5, 58}};
    std::vector<Week> weeks;
    for (const auto& [y, n] : before) weeks.push_back({y, n, false});
    for (const auto& [y, n] : after) weeks.push_back({y, n, true});
    return weeks;
}

// glm(y ~ after, quasipoisson, offset = log(n)) of R's stats, 4.2.
TEST(LevelChangeTest, AgreesWithR) {
    const auto change = level_change(golden_weeks(), 0);
    ASSERT_TRUE(change);
    EXPECT_NEAR(std::exp(change->log_ratio), .629565, 1e-6);
    EXPECT_NEAR(change->error, .060617, 1e-6);
    EXPECT_NEAR(change->phi, .083146, 1e-6);
    // Less scatter than chance makes is chance as well.
    EXPECT_NEAR(level_change(golden_weeks())->error, .060617 / std::sqrt(.083146), 1e-5);
}

TEST(LevelChangeTest, TellsNothingWhereNothingWasCounted) {
    EXPECT_FALSE(level_change({{5, 50, false}, {0, 50, true}, {0, 50, true}}));
    EXPECT_FALSE(level_change({}));
}

TEST(SlopeChangeTest, DoesNotTakeATrendForAnEffect) {
    std::vector<Week> weeks;
    for (int week = 0; week < 28; ++week)
        weeks.push_back({1000 * std::exp(-.03 * week), 10'000, week >= 14});
    const auto level = level_change(weeks);
    const auto slope = level_and_slope_change(weeks);
    ASSERT_TRUE(level && slope);
    EXPECT_LT(std::exp(level->log_ratio), .8);
    EXPECT_NEAR(slope->log_ratio, 0, 1e-6);
}

TEST(EffectWindowsTest, LeaveOutTheDaysThatRangAndTheDaysOfChange) {
    const EffectWindows windows = windows_of(100, 110);
    EXPECT_EQ(windows.normal.last, 86);
    EXPECT_EQ(windows.normal.days(), 28);
    EXPECT_EQ(windows.during.first, 101);
    EXPECT_EQ(windows.during.last, 109);
    EXPECT_EQ(windows.post.first, 113);
    EXPECT_EQ(windows.post.days(), 14);
    EXPECT_EQ(windows_of(100, 101).during.days(), 0);
}

EvidenceDay a_day(std::int64_t produce) {
    EvidenceDay day;
    day.kiosk = {60, {produce, 10}};
    return day;
}

TEST(EffectTest, SaysSoWhereWhatWasDoneHelped) {
    std::vector<EvidenceDay> days(100, a_day(4));
    for (int day = 100; day < 110; ++day) days.push_back(a_day(12));
    for (int day = 110; day < 127; ++day) days.push_back(a_day(4));
    const auto early = effect_after_alert(days, 0, 100, 110, 126);
    EXPECT_FALSE(early.over);
    EXPECT_FALSE(proposal(early));
    const auto effect = effect_after_alert(days, 0, 100, 110, 127);
    EXPECT_TRUE(effect.over);
    EXPECT_EQ(effect.post.kiosk.x, 14 * 4);
    EXPECT_EQ(effect.better, Better::yes);
    EXPECT_EQ(effect.back, Back::yes);
    EXPECT_EQ(proposal(effect), Proposal::worked);
    // Mended within a day nobody can tell whether it would have gone by itself.
    EXPECT_EQ(proposal(effect_after_alert(days, 0, 100, 101, 127)), Proposal::too_few);
    // A snowy day among them counts for nothing.
    days[105].unusual = true;
    EXPECT_EQ(effect_after_alert(days, 0, 100, 110, 127).during.kiosk.n, 8 * 60);
}

TEST(EffectTest, SaysSoWhereItDidNot) {
    std::vector<EvidenceDay> days(100, a_day(4));
    for (int day = 100; day < 127; ++day) days.push_back(a_day(12));
    const auto effect = effect_after_alert(days, 0, 100, 110, 127);
    EXPECT_EQ(effect.better, Better::cant_tell);
    EXPECT_EQ(effect.back, Back::not_yet);
    EXPECT_EQ(proposal(effect), Proposal::no_clear_change);
}

TEST(EffectTest, CannotTellOfAFewAnswers) {
    std::vector<EvidenceDay> days(127);
    for (EvidenceDay& day : days) day.kiosk = {1, {0, 0}};
    const auto effect = effect_after_alert(days, 0, 100, 102, 127);
    EXPECT_EQ(effect.against_during, std::nullopt);
    EXPECT_EQ(proposal(effect), Proposal::too_few);
}

TEST(PlanTest, WaitsForFourWeeksOnEachSide) {
    std::vector<EvidenceDay> days(200, a_day(6));
    for (std::size_t day = 100; day < days.size(); ++day) days[day] = a_day(3);
    EXPECT_EQ(effect_of_plan(days, 0, 100, 130).course, Course::cant_tell);
    EXPECT_FALSE(proposal(effect_of_plan(days, 0, 100, 130)));
    const auto effect = effect_of_plan(days, 0, 100, 135);
    EXPECT_EQ(effect.weeks_after, 4);
    EXPECT_EQ(effect.weeks_before, 14);
    EXPECT_FALSE(effect.slope);
    EXPECT_EQ(effect.course, Course::fell);
    EXPECT_NEAR(effect.ratio->ratio, .5, .03);
    EXPECT_TRUE(effect_of_plan(days, 0, 100, 200).slope);
}

TEST(PlanTest, AChangeInWhoAnswersIsNoEffect) {
    std::vector<EvidenceDay> days(160, a_day(6));
    // All that is wished for is halved alike: more who are content answer.
    for (std::size_t day = 100; day < days.size(); ++day) days[day].kiosk = {60, {3, 5}};
    EXPECT_EQ(effect_of_plan(days, 0, 100, 160).course, Course::no_clear_change);
}

struct Claims {
    int effects = 0;
    int during = 0, during_covers = 0, during_drops = 0;
    int normal = 0, normal_covers = 0, normal_drops = 0;
};

void count(Claims& claims, const AlertEffect& effect, double during_truth, double normal_truth) {
    ++claims.effects;
    const auto covers = [](const Ratio& ratio, double truth) {
        return ratio.range.low <= truth && truth <= ratio.range.high ? 1 : 0;
    };
    if (effect.against_during) {
        ++claims.during;
        claims.during_covers += covers(*effect.against_during, during_truth);
        claims.during_drops += effect.against_during->range.high < 1 ? 1 : 0;
    }
    if (effect.against_normal) {
        ++claims.normal;
        claims.normal_covers += covers(*effect.against_normal, normal_truth);
        claims.normal_drops += effect.against_normal->range.high < 1 ? 1 : 0;
    }
}

double part(int n, int of) { return of == 0 ? 0 : static_cast<double>(n) / of; }

void print(const char* what, const Claims& claims) {
    std::printf(
        "%s: %d effects; DURING covers %.3f, drop claimed %.3f; NORMAL covers %.3f, drop "
        "claimed %.3f\n",
        what, claims.effects, part(claims.during_covers, claims.during),
        part(claims.during_drops, claims.during), part(claims.normal_covers, claims.normal),
        part(claims.normal_drops, claims.normal));
}

// V10 and V11 of survey.md 7.2, for actions that did nothing after alerts that meant nothing.
TEST(EffectClaimsTest, HardlyEverCreditsAUselessAction) {
    const int shops = test::sized("shops", 25, 1'000);
    constexpr int days = 180;
    constexpr int acts_after = 4;
    const std::uint64_t seed = test::seed() * 3'000'000;
    Claims claims;
    for (int shop = 0; shop < shops; ++shop) {
        WatchedShop watched(30, 0, seed + static_cast<std::uint64_t>(shop));
        std::vector<std::pair<int, std::size_t>> alerts;
        for (int day = 0; day < days; ++day) {
            const auto seen = watched.pass();
            for (std::size_t code = 0; code < seen.size(); ++code)
                if (seen[code].level == Level::alert) alerts.emplace_back(day, code);
        }
        for (const auto& [day, code] : alerts) {
            const int done = day + acts_after;
            const auto effect = effect_after_alert(watched.days, code, day, done, days);
            if (effect.over && effect.windows.normal.first >= 0) count(claims, effect, 1, 1);
        }
    }
    print("useless", claims);
    ASSERT_GT(claims.effects, 20);
    EXPECT_LE(part(claims.during_drops, claims.during), .06 + (shops < 1'000 ? .03 : 0));
    EXPECT_LE(part(claims.normal_drops, claims.normal), .03 + (shops < 1'000 ? .02 : 0));
    EXPECT_GE(part(claims.during_covers, claims.during), .93 - (shops < 1'000 ? .03 : 0));
    EXPECT_GE(part(claims.normal_covers, claims.normal), .93 - (shops < 1'000 ? .03 : 0));
}

// V11: three times as many until it is mended, then as before.
TEST(EffectClaimsTest, CoversWhatReallyHelped) {
    const int shops = test::sized("shops", 100, 1'000);
    constexpr int alert_day = 70;
    constexpr int done_day = 78;
    const std::uint64_t seed = test::seed() * 4'000'000;
    Claims claims;
    for (int shop = 0; shop < shops; ++shop) {
        DrawnShop drawn(30, 0, seed + static_cast<std::uint64_t>(shop));
        std::vector<EvidenceDay> days;
        for (int day = 0; day < 100; ++day)
            days.push_back(drawn.day(day >= alert_day - 2 && day < done_day ? 3 : 1));
        count(claims, effect_after_alert(days, 0, alert_day, done_day, 100),
              DrawnShop::share_at(1) / DrawnShop::share_at(3), 1);
    }
    print("mended", claims);
    EXPECT_GE(part(claims.during_covers, claims.during), .93 - (shops < 1'000 ? .02 : 0));
    EXPECT_GE(part(claims.normal_covers, claims.normal), .93 - (shops < 1'000 ? .02 : 0));
    EXPECT_GE(part(claims.during_drops, claims.during), .5);
}

}  // namespace
}  // namespace earshot::core::insight
