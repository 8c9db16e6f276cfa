#include "app/kiosk/drift.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "app/kiosk/sizes.h"
#include "tests/app/kiosk/sights.h"

namespace earshot::app {
namespace {

TEST(Drift, GoesByOnePixelAtATimeAndReachesEveryPlace) {
    for (const auto& [name, panel] : test::panels()) {
        std::set<std::pair<float, float>> places;
        Point before = drift_at(0, panel);
        EXPECT_EQ(before, Point{});
        const int reach = static_cast<int>(panel.px(std::clamp(margin_of(panel) - 5.F, 0.F, 1.F)));
        for (int count = 0; count < 100 * (reach + 1) * (reach + 1); ++count) {
            const Point at = drift_at(count, panel);
            EXPECT_LE(std::abs(at.x - before.x), 1) << name << count;
            EXPECT_LE(std::abs(at.y - before.y), 1) << name << count;
            places.insert({at.x, at.y});
            before = at;
        }
        EXPECT_EQ(places.size(), static_cast<std::size_t>((2 * reach + 1) * (2 * reach + 1)))
            << name;
    }
}

TEST(Drift, BringsNothingUnderABezel) {
    for (const auto& [name, panel] : test::panels())
        for (int count = 0; count < 2'000; ++count) {
            const Point at = drift_at(count, panel);
            const float most = std::max(std::abs(at.x), std::abs(at.y)) / panel.px_per_mm;
            EXPECT_LE(most, 1) << name;
            EXPECT_GE(margin_of(panel) - most, 5) << name;
        }
}

}  // namespace
}  // namespace earshot::app
