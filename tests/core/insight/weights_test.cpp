#include "core/insight/weights.h"

#include <gtest/gtest.h>

#include <numeric>

namespace earshot::core::insight {
namespace {

// survey::rake of R's survey 4.1; survey.md 7.3. Its weights add up to the population.
TEST(RakeTest, AgreesWithR) {
    const std::vector<double> n{35, 15, 20, 30};  // xp xq yp yq
    const std::vector<Margin> margins{{{0, 0, 1, 1}, {300, 700}}, {{0, 1, 0, 1}, {400, 600}}};
    const std::vector<double> weights = rake(n, margins);
    const std::vector<double> expected{5.235931, 7.782828, 10.837121, 16.108586};
    for (std::size_t cell = 0; cell < n.size(); ++cell)
        EXPECT_NEAR(weights[cell] * 10, expected[cell], 5e-7);
    const std::vector<double> z{20, 5, 6, 9};
    EXPECT_NEAR(std::inner_product(z.begin(), z.end(), weights.begin(), 0.0) / 100, .353633, 5e-7);
}

// svymean after postStratify; survey.md 7.3.
TEST(RakeTest, IsPostStratificationWithOneMargin) {
    const std::vector<double> n{40, 60, 20}, y{12, 9, 2};
    const std::vector<double> weights = rake(n, {{{0, 1, 2}, {2000, 4000, 4500}}});
    EXPECT_NEAR(std::inner_product(y.begin(), y.end(), weights.begin(), 0.0) / 120, .157143, 5e-7);
    EXPECT_NEAR(kish(weights, n), 79.9396, 5e-5);
}

TEST(RakeTest, KeepsEveryWeightWithinBounds) {
    const std::vector<double> n{10, 990};
    const std::vector<double> weights = rake(n, {{{0, 1}, {900, 100}}});
    EXPECT_NEAR(weights[0] / weights[1], 16, 1e-6);
    EXPECT_NEAR(weights[0] * 10 + weights[1] * 990, 1000, 1e-6);
}

TEST(RakeTest, LeavesWhatIsNotKnownAsItIs) {
    const std::vector<double> n{10, 10, 20};
    const std::vector<double> weights = rake(n, {{{0, 1, -1}, {3, 1}}});
    EXPECT_NEAR(weights[0], 1.5, 1e-9);
    EXPECT_NEAR(weights[1], 0.5, 1e-9);
    EXPECT_NEAR(weights[2], 1, 1e-9);
}

TEST(MergeSmallTest, JoinsNeighboursUntilAllAreLargeEnough) {
    Margin margin{{0, 1, 2, 3}, {5, 6, 7, 8}};
    merge_small(margin, {3, 8, 20, 4}, 10);
    EXPECT_EQ(margin.part_of, (std::vector{0, 0, 1, 1}));
    EXPECT_EQ(margin.target, (std::vector<double>{11, 15}));
}

TEST(MergeSmallTest, JoinsWhatNobodyCameFor) {
    Margin margin{{0, 1}, {0, 6}};
    merge_small(margin, {30, 30}, 10);
    EXPECT_EQ(margin.target, (std::vector<double>{6}));
}

TEST(WeighingTest, SetsBasketsRightWhereTheTillTellsThem) {
    Weighing weighing({{"shop", "1", Instant{}, 0, 200, {100, 0, 100, 0}}});
    Tally few{.shop = "shop", .till = "1", .question = "B", .n = 30, .basket = "few"};
    Tally full{.shop = "shop", .till = "1", .question = "B", .n = 10, .basket = "full"};
    std::vector<double> n(weighing.cells());
    n[weighing.cell(few)] = 30;
    n[weighing.cell(full)] = 10;
    const std::vector<double> weights = weighing.weights(n);
    ASSERT_FALSE(weights.empty());
    EXPECT_NEAR(weights[weighing.cell(few)], 2.0 / 3, 1e-9);
    EXPECT_NEAR(weights[weighing.cell(full)], 2, 1e-9);
}

}  // namespace
}  // namespace earshot::core::insight
