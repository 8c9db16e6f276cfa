#include "core/insight/interval.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace earshot::core::insight {

Interval wilson(double share, double n) {
    assert(n > 0 && share >= 0 && share <= 1);
    constexpr double z = 1.959963984540054;  // 97.5 % point of the normal distribution
    constexpr double z2 = z * z;
    const double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
    const double half = z / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    // At 0 and 1 the bound is exact; rounding must not carry it past them.
    return {share == 0 ? 0 : std::max(0.0, centre - half),
            share == 1 ? 1 : std::min(1.0, centre + half)};
}

Interval newcombe(double p1, double n1, double p2, double n2) {
    const Interval first = wilson(p1, n1);
    const Interval second = wilson(p2, n2);
    const double below = std::hypot(p1 - first.low, second.high - p2);
    const double above = std::hypot(first.high - p1, p2 - second.low);
    return {p1 - p2 - below, p1 - p2 + above};
}

Interval cautious(Interval interval, double odds) {
    const auto [low, high] = interval;
    return {low / (low + odds * (1 - low)), odds * high / (odds * high + 1 - high)};
}

double answering_odds(std::optional<double> response_rate) {
    if (!response_rate || *response_rate < 0.2) return 1.5;
    return *response_rate <= 0.5 ? 1.25 : 1.1;
}

double effective_size(std::int64_t n) {
    constexpr double design_effect = 1.1;
    return static_cast<double>(n) / design_effect;
}

}  // namespace earshot::core::insight
