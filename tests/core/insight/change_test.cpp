#include "core/insight/change.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
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
    EXPECT_EQ(compare(plain_shares(400, {24, 376}), plain_shares(400, {68, 332}), 1),
              (std::vector{Changed::up, Changed::down}));
}

TEST(CompareTest, SaysNoForMovesThatChanceMakes) {
    EXPECT_EQ(compare(plain_shares(200, {36, 164}), plain_shares(200, {42, 158}), 1),
              (std::vector{Changed::no, Changed::no}));
}

TEST(CompareTest, SaysNoForSureButTinyMoves) {
    EXPECT_EQ(compare(plain_shares(100'000, {10'000, 90'000}),
                      plain_shares(100'000, {11'000, 89'000}), 1),
              (std::vector{Changed::no, Changed::no}));
}

TEST(CompareTest, CannotTellBelowSixtyAnswers) {
    EXPECT_EQ(compare(plain_shares(59, {1, 58}), plain_shares(400, {300, 100}), 1),
              (std::vector{Changed::unknown, Changed::unknown}));
}

// survey.md's own table: points that n answers in each period show from a share, with a scatter of
// 1.25 in all.
TEST(SmallestRiseTest, IsWhatTheTableSays) {
    const std::map<double, std::array<int, 4>> points{{100, {14, 17, 20, 22}},
                                                      {200, {9, 11, 14, 15}},
                                                      {400, {6, 8, 10, 11}},
                                                      {800, {4, 5, 7, 7}},
                                                      {1600, {3, 4, 5, 5}}};
    const std::array from{0.05, 0.10, 0.20, 0.30};
    for (const auto& [n, expected] : points)
        for (std::size_t i = 0; i < from.size(); ++i)
            EXPECT_NEAR(*smallest_rise(from[i], n, 1.25) * 100, expected[i], 0.75)
                << n << " from " << from[i];
    EXPECT_FALSE(smallest_rise(0.1, 3, 1));
}

// Two periods from one truth: a report with any claim of change is a false one.
TEST(CompareTest, RarelyClaimsAChangeWhereThereIsNone) {
    std::mt19937_64 chance(test::seed());
    const int reports = test::sized("reports", 1'000, 20'000);
    std::discrete_distribution<std::size_t> truth({14, 12, 11, 10, 9, 8, 8, 7, 6, 5, 5, 5});
    int false_reports = 0;
    for (int report = 0; report < reports; ++report) {
        std::vector<std::int64_t> before(12), now(12);
        for (int answer = 0; answer < 220; ++answer) ++before[truth(chance)], ++now[truth(chance)];
        const auto changed = compare(plain_shares(220, before), plain_shares(220, now), 1);
        false_reports +=
            std::ranges::any_of(changed, [](Changed one) { return one != Changed::no; });
    }
    EXPECT_LE(false_reports, reports * 12 / 100);
}

}  // namespace
}  // namespace earshot::core::insight
