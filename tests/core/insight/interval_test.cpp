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

}  // namespace
}  // namespace earshot::core::insight
