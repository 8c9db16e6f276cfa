#include "core/insight/interval.h"

#include <gtest/gtest.h>

namespace earshot::core::insight {
namespace {

struct Known {
    int successes, n;
    double low, high;
};

// prop.test(x, n, correct = FALSE) of R's stats, 4.2.
TEST(WilsonTest, AgreesWithR) {
    for (const Known& known : {Known{0, 30, .000000, .113513}, Known{1, 30, .005909, .166704},
                               Known{9, 60, .080974, .261146}, Known{17, 120, .090369, .215195},
                               Known{58, 400, .113870, .182883}, Known{30, 30, .886487, 1}}) {
        const Interval interval = wilson(double(known.successes) / known.n, known.n);
        EXPECT_NEAR(interval.low, known.low, 5e-7) << known.successes << "/" << known.n;
        EXPECT_NEAR(interval.high, known.high, 5e-7) << known.successes << "/" << known.n;
    }
}

TEST(WilsonTest, StaysBetweenNoneAndAll) {
    for (int n = 1; n < 200; ++n)
        for (int successes = 0; successes <= n; ++successes) {
            const double share = double(successes) / n;
            const Interval interval = wilson(share, n);
            ASSERT_LE(0, interval.low);
            ASSERT_LE(interval.low, share);
            ASSERT_LE(share, interval.high);
            ASSERT_LE(interval.high, 1);
        }
}

// prop.test's score intervals put together as in Newcombe's table II; survey.md 7.3.
TEST(NewcombeTest, AgreesWithR) {
    const Interval a = newcombe(30.0 / 100, 100, 18.0 / 100, 100);
    EXPECT_NEAR(a.low, .00133, 5e-6);
    EXPECT_NEAR(a.high, .23470, 5e-6);
    const Interval b = newcombe(9.0 / 60, 60, 2.0 / 55, 55);
    EXPECT_NEAR(b.low, .00268, 5e-6);
    EXPECT_NEAR(b.high, .22786, 5e-6);
}

TEST(CautiousTest, AsksOddsOfBothEnds) {
    const Interval wide = cautious({0.1, 0.2}, 1.5);
    EXPECT_NEAR(wide.low, 0.1 / (0.1 + 1.5 * 0.9), 1e-12);
    EXPECT_NEAR(wide.high, 0.3 / (0.3 + 0.8), 1e-12);
    EXPECT_DOUBLE_EQ(cautious({0, 1}, 1.5).low, 0);
    EXPECT_DOUBLE_EQ(cautious({0, 1}, 1.5).high, 1);
}

TEST(CautiousTest, AsksForMoreWhereFewerAnswer) {
    EXPECT_DOUBLE_EQ(answering_odds(std::nullopt), 1.5);
    EXPECT_DOUBLE_EQ(answering_odds(0.19), 1.5);
    EXPECT_DOUBLE_EQ(answering_odds(0.2), 1.25);
    EXPECT_DOUBLE_EQ(answering_odds(0.5), 1.25);
    EXPECT_DOUBLE_EQ(answering_odds(0.51), 1.1);
}

}  // namespace
}  // namespace earshot::core::insight
