#include <gtest/gtest.h>

#include "tests/bench/claims/alerts.h"
#include "tests/support/size.h"

// A sure size of what the bench of claims measures.
namespace earshot::claims {
namespace {

constexpr core::simulation::Volume usual{25, 25};

TEST(AlertClaimsTest, RarelyRingsForNothing) {
    const double seen =
        measure_false_alerts(usual, false, {test::sized("shops", 15, 1'000), test::seed()});
    EXPECT_LE(seen, 1.2);
    EXPECT_GT(seen, 0);
}

TEST(AlertClaimsTest, FindsAComplaintThatTriples) {
    const Found found = measure_found(usual, core::simulation::incident(), false,
                                      {test::sized("shops", 100, 1'000), test::seed()});
    EXPECT_GE(found.listed, .60);
    EXPECT_GE(found.within_5, .80);
    EXPECT_GE(found.within_9, .95);
}

TEST(AlertClaimsTest, FindsItAmongChildrenAndBoredCashiers) {
    EXPECT_GE(measure_noisy(true, {test::sized("shops", 2, 50), test::seed()}).within_9, .90);
}

// Of so few alerts one more or less is some points.
TEST(EffectClaimsTest, HardlyEverCreditsAUselessAction) {
    const Effects seen = measure_useless({30, 0}, {test::sized("shops", 25, 1'000), test::seed()});
    ASSERT_GT(seen.during, 20);
    EXPECT_LE(seen.during_drops, .09);
    EXPECT_LE(seen.normal_drops, .05);
    EXPECT_GE(seen.during_covers, .88);
    EXPECT_GE(seen.normal_covers, .88);
}

TEST(EffectClaimsTest, CoversWhatReallyHelped) {
    const Effects seen = measure_mended({30, 0}, {test::sized("shops", 100, 1'000), test::seed()});
    EXPECT_GE(seen.during_covers, .90);
    EXPECT_GE(seen.normal_covers, .90);
    EXPECT_GE(seen.during_drops, .5);
}

}  // namespace
}  // namespace earshot::claims
