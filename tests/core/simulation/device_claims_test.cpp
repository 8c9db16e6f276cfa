#include <gtest/gtest.h>

#include "tests/bench/claims/devices.h"
#include "tests/support/size.h"

// A sure size of what the bench of claims measures.
namespace earshot::claims {
namespace {

TEST(HardRulesTest, LoseFewShoppersAndKeepFewOthers) {
    const Size size{test::sized("shops of 28 days", 2, 50), test::seed()};
    for (const auto armed : {core::Armed::transaction, core::Armed::always}) {
        const HardRules seen = measure_hard_rules(armed, 28, size);
        EXPECT_LE(seen.genuine_lost, .015);
        EXPECT_LE(seen.false_kept, .01);
        EXPECT_GT(seen.false_before, seen.false_kept);
    }
}

TEST(BalanceTest, EachFirstQuestionKeepsItsWeightInEachPartOfTheDay) {
    EXPECT_LE(measure_balance({test::sized("shops", 2, 20), test::seed()}), .03);
}

TEST(PlacesTest, NoPlaceOnTheScreenIsFavoured) {
    const Size size{test::sized("shops", 12, 200), test::seed()};
    EXPECT_GT(uniform_p(measure_places("B", size)), .01);
}

TEST(ClaimsTest, KnowTheirDistributions) {
    // R: pchisq(c(3.84, 16.92, 40), c(1, 9, 9), lower = FALSE)
    EXPECT_NEAR(chi_square_p(3.84, 1), .05004352, 1e-6);
    EXPECT_NEAR(chi_square_p(16.92, 9), .04998425, 1e-4);
    EXPECT_NEAR(chi_square_p(4, 9), .91141253, 1e-6);
    EXPECT_LT(uniform_p(std::vector<double>(50, .5)), 1e-6);
}

}  // namespace
}  // namespace earshot::claims
