#include "core/insight/rates.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace earshot::core::insight {
namespace {

constexpr double z95 = 1.959963984540054;
constexpr double one_tail = 0.025;
// Halving 200 times goes beyond what a double tells apart.
constexpr int halvings = 200;

// Where a falling or rising function crosses `target` between `low` and `high`.
template <typename Function>
double crossing(double low, double high, double target, bool rising, const Function& function) {
    for (int step = 0; step < halvings; ++step) {
        const double middle = (low + high) / 2;
        const bool below = function(middle) < target;
        (below == rising ? low : high) = middle;
    }
    return (low + high) / 2;
}

// P(X >= k) of n draws that each hit with `p`.
double binomial_tail(std::int64_t k, std::int64_t n, double p) {
    if (k <= 0) return 1;
    if (p <= 0) return 0;
    if (p >= 1) return 1;
    double sum = 0;
    for (std::int64_t i = k; i <= n; ++i) {
        const auto hits = static_cast<double>(i);
        const auto draws = static_cast<double>(n);
        sum += std::exp(std::lgamma(draws + 1) - std::lgamma(hits + 1) -
                        std::lgamma(draws - hits + 1) + hits * std::log(p) +
                        (draws - hits) * std::log1p(-p));
    }
    return std::min(1.0, sum);
}

double error_of(const Ratio& ratio) {
    return (std::log(ratio.range.high) - std::log(ratio.range.low)) / (2 * z95);
}

}  // namespace

double poisson_tail(std::int64_t k, double expected) {
    if (k <= 0) return 1;
    if (expected <= 0) return 0;
    double below = 0;
    for (std::int64_t i = 0; i < k; ++i) {
        const auto count = static_cast<double>(i);
        below += std::exp(count * std::log(expected) - expected - std::lgamma(count + 1));
    }
    if (below < 0.5) return 1 - below;
    // The tail itself: 1 - below would have lost its digits.
    double tail = 0;
    double term = 1;
    for (std::int64_t i = k; term > 0 && (i == k || term > tail * 1e-17); ++i) {
        const auto count = static_cast<double>(i);
        term = std::exp(count * std::log(expected) - expected - std::lgamma(count + 1));
        tail += term;
    }
    return tail;
}

Interval exact_rate(const Counted& counted) {
    if (counted.n <= 0) return {0, std::numeric_limits<double>::infinity()};
    const auto x = static_cast<double>(counted.x);
    const auto n = static_cast<double>(counted.n);
    const double far = x + 20 * std::sqrt(x + 1) + 20;
    const double low = counted.x == 0 ? 0 : crossing(0, far, one_tail, true, [&](double expected) {
        return poisson_tail(counted.x, expected);
    });
    const double high = crossing(0, far, one_tail, false, [&](double expected) {
        return 1 - poisson_tail(counted.x + 1, expected);
    });
    return {low / n, high / n};
}

Ratio exact_rate_ratio(const Counted& now, const Counted& before) {
    const double infinity = std::numeric_limits<double>::infinity();
    const std::int64_t all = now.x + before.x;
    if (now.n <= 0 || before.n <= 0 || all == 0) return {1, {0, infinity}};
    const double scale = static_cast<double>(before.n) / static_cast<double>(now.n);
    const auto ratio_of = [&](double share) {
        return share >= 1 ? infinity : share / (1 - share) * scale;
    };
    const double low = now.x == 0 ? 0 : crossing(0, 1, one_tail, true, [&](double share) {
        return binomial_tail(now.x, all, share);
    });
    const double high = now.x == all ? 1 : crossing(0, 1, one_tail, false, [&](double share) {
        return 1 - binomial_tail(now.x + 1, all, share);
    });
    return {ratio_of(static_cast<double>(now.x) / static_cast<double>(all)),
            {ratio_of(low), ratio_of(high)}};
}

Ratio rate_ratio(const Counted& now, const Counted& before, double phi) {
    if (now.n <= 0 || before.n <= 0) return {1, {0, std::numeric_limits<double>::infinity()}};
    const double x1 = static_cast<double>(now.x) + 0.5;
    const double x0 = static_cast<double>(before.x) + 0.5;
    const double n1 = static_cast<double>(now.n) + 1;
    const double n0 = static_cast<double>(before.n) + 1;
    const double log_ratio = std::log(x1 / n1) - std::log(x0 / n0);
    const double error = std::sqrt(std::max(1.0, phi) * (1 / x1 + 1 / x0));
    return {std::exp(log_ratio),
            {std::exp(log_ratio - z95 * error), std::exp(log_ratio + z95 * error)}};
}

Ratio pooled(const Ratio& one, const Ratio& other) {
    const auto tells = [](const Ratio& ratio) {
        return ratio.range.low > 0 && std::isfinite(ratio.range.high);
    };
    if (!tells(one)) return other;
    if (!tells(other)) return one;
    const double weight1 = 1 / (error_of(one) * error_of(one));
    const double weight2 = 1 / (error_of(other) * error_of(other));
    const double log_ratio =
        (weight1 * std::log(one.ratio) + weight2 * std::log(other.ratio)) / (weight1 + weight2);
    const double error = std::sqrt(1 / (weight1 + weight2));
    return {std::exp(log_ratio),
            {std::exp(log_ratio - z95 * error), std::exp(log_ratio + z95 * error)}};
}

}  // namespace earshot::core::insight
