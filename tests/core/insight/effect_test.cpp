#include "core/insight/effect.h"

#include <gtest/gtest.h>

#include <cmath>

namespace earshot::core::insight {
namespace {

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

}  // namespace
}  // namespace earshot::core::insight
