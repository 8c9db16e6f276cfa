#include "core/insight/rates.h"

#include <gtest/gtest.h>

#include <cmath>

namespace earshot::core::insight {
namespace {

// poisson.test(7, 28) of R's stats, 4.2.
TEST(ExactRateTest, AgreesWithR) {
    const Interval rate = exact_rate({7, 28});
    EXPECT_NEAR(rate.low, .100513, 1e-6);
    EXPECT_NEAR(rate.high, .515096, 1e-6);
    // Of none it tells how many at most: 3.688879 / 10.
    EXPECT_EQ(exact_rate({0, 10}).low, 0);
    EXPECT_NEAR(exact_rate({0, 10}).high, .3688879, 1e-6);
    EXPECT_TRUE(std::isinf(exact_rate({0, 0}).high));
}

// poisson.test(c(9, 14), c(150, 600)) of R's stats, 4.2.
TEST(ExactRateRatioTest, AgreesWithR) {
    const Ratio ratio = exact_rate_ratio({9, 150}, {14, 600});
    EXPECT_NEAR(ratio.ratio, 2.57143, 5e-6);
    EXPECT_NEAR(ratio.range.low, .98179, 5e-6);
    EXPECT_NEAR(ratio.range.high, 6.37832, 5e-6);
}

TEST(ExactRateRatioTest, TellsNothingOfNothing) {
    for (const Ratio& ratio : {exact_rate_ratio({0, 10}, {0, 10}), exact_rate_ratio({1, 0}, {1, 2}),
                               rate_ratio({1, 2}, {0, 0}, 1)}) {
        EXPECT_EQ(ratio.range.low, 0);
        EXPECT_TRUE(std::isinf(ratio.range.high));
    }
    EXPECT_EQ(exact_rate_ratio({0, 10}, {5, 10}).range.low, 0);
    EXPECT_LT(exact_rate_ratio({0, 10}, {5, 10}).range.high, 1.1);
}

// ppois(k - 1, mean, lower.tail = FALSE) of R's stats, 4.2.
TEST(PoissonTailTest, AgreesWithR) {
    EXPECT_EQ(poisson_tail(0, 3), 1);
    EXPECT_NEAR(poisson_tail(1, 3), 1 - std::exp(-3), 1e-12);
    EXPECT_NEAR(poisson_tail(5, .24) / 5.436e-06, 1, 1e-3);
    EXPECT_EQ(poisson_tail(1, 0), 0);
}

TEST(RateRatioTest, WidensWithTheScatter) {
    const Ratio narrow = rate_ratio({30, 200}, {20, 400}, 1);
    const Ratio wide = rate_ratio({30, 200}, {20, 400}, 2);
    EXPECT_DOUBLE_EQ(narrow.ratio, wide.ratio);
    EXPECT_LT(wide.range.low, narrow.range.low);
    EXPECT_GT(wide.range.high, narrow.range.high);
    // Less scatter than chance makes is chance as well.
    EXPECT_DOUBLE_EQ(rate_ratio({30, 200}, {20, 400}, .5).range.low, narrow.range.low);
}

TEST(PooledTest, LiesBetweenAndIsSurerThanEither) {
    const Ratio one = rate_ratio({30, 200}, {20, 400}, 1);
    const Ratio other = rate_ratio({12, 100}, {20, 200}, 1);
    const Ratio both = pooled(one, other);
    EXPECT_LT(both.ratio, one.ratio);
    EXPECT_GT(both.ratio, other.ratio);
    EXPECT_LT(both.range.high / both.range.low, one.range.high / one.range.low);
    EXPECT_EQ(pooled(one, rate_ratio({1, 0}, {1, 0}, 1)).ratio, one.ratio);
}

}  // namespace
}  // namespace earshot::core::insight
