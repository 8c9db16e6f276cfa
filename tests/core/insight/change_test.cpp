#include "core/insight/change.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/size.h"

namespace earshot::core::insight {
namespace {

// p.adjust(p, "BH") of R's stats, 4.2.
TEST(BenjaminiHochbergTest, AgreesWithR) {
    const std::vector<double> adjusted =
        benjamini_hochberg({.001, .008, .039, .041, .042, .06, .074, .205, .212, .216, .222, .251});
    const std::vector<double> expected{.01200, .04800, .10080, .10080, .10080, .12000,
                                       .12686, .24218, .24218, .24218, .24218, .25100};
    ASSERT_EQ(adjusted.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(adjusted[i], expected[i], 5e-6);
}

TEST(BenjaminiHochbergTest, KeepsTheOrderGiven) {
    EXPECT_EQ(benjamini_hochberg({.04, .01}), (std::vector<double>{.04, .02}));
}

TEST(DispersionTest, IsOneWhereDaysScatterAsChanceDoes) {
    EXPECT_DOUBLE_EQ(dispersion({{{"a", 10}}, {{"a", 10}}}, {20, 20}), 1);
    EXPECT_DOUBLE_EQ(dispersion({}, {}), 1);
}

TEST(DispersionTest, GrowsWhereDaysDifferMore) {
    // p = 0.5: (15-10)² / (20 · 0.25) = 5 on each of two days, over one degree of freedom.
    EXPECT_DOUBLE_EQ(dispersion({{{"a", 15}, {"b", 5}}, {{"a", 5}, {"b", 15}}}, {20, 20}), 10);
}

TEST(CompareTest, SaysUpAndDownForLargeMoves) {
    EXPECT_EQ(compare({400, {24, 376}}, {400, {68, 332}}, 1),
              (std::vector{Changed::up, Changed::down}));
}

TEST(CompareTest, SaysNoForMovesThatChanceMakes) {
    EXPECT_EQ(compare({200, {36, 164}}, {200, {42, 158}}, 1),
              (std::vector{Changed::no, Changed::no}));
}

TEST(CompareTest, SaysNoForSureButTinyMoves) {
    EXPECT_EQ(compare({100'000, {10'000, 90'000}}, {100'000, {11'000, 89'000}}, 1),
              (std::vector{Changed::no, Changed::no}));
}

TEST(CompareTest, CannotTellBelowSixtyAnswers) {
    EXPECT_EQ(compare({59, {1, 58}}, {400, {300, 100}}, 1),
              (std::vector{Changed::unknown, Changed::unknown}));
}

// Two periods from one truth: a report with any claim of change is a false one.
TEST(CompareTest, RarelyClaimsAChangeWhereThereIsNone) {
    std::mt19937_64 chance(test::seed());
    const int reports = test::sized("reports", 1'000, 20'000);
    std::discrete_distribution<std::size_t> truth({14, 12, 11, 10, 9, 8, 8, 7, 6, 5, 5, 5});
    int false_reports = 0;
    for (int report = 0; report < reports; ++report) {
        Shares before{220, std::vector<std::int64_t>(12)};
        Shares now = before;
        for (int answer = 0; answer < 220; ++answer)
            ++before.n[truth(chance)], ++now.n[truth(chance)];
        const auto changed = compare(before, now, 1);
        false_reports +=
            std::ranges::any_of(changed, [](Changed one) { return one != Changed::no; });
    }
    EXPECT_LE(false_reports, reports * 12 / 100);
}

}  // namespace
}  // namespace earshot::core::insight
