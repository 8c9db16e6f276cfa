#include "tests/bench/claims/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace earshot::claims {

std::vector<Claim> every_claim(const Size& size) {
    std::vector<Claim> all;
    for (const auto group : {device_claims, alert_claims})
        std::ranges::move(group(size), std::back_inserter(all));
    std::ranges::stable_sort(all, {},
                             [](const Claim& claim) { return std::stoi(claim.id.substr(1)); });
    return all;
}

// The upper incomplete gamma function, as a series below the hump and as a continued fraction
// above it (Abramowitz and Stegun 6.5.29, 6.5.31).
double chi_square_p(double x, double degrees) {
    const double a = degrees / 2;
    const double half = x / 2;
    if (half <= 0) return 1;
    const double front = std::exp(a * std::log(half) - half - std::lgamma(a));
    if (half < a + 1) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < 1'000; ++n) sum += term *= half / (a + n);
        return std::clamp(1 - front * sum, 0.0, 1.0);
    }
    double fraction = half + 1'000;
    for (int n = 1'000; n > 0; --n) fraction = half + (n - a) / (1 + n / fraction);
    return std::clamp(front / fraction, 0.0, 1.0);
}

double uniform_p(std::vector<double> p) {
    std::ranges::sort(p);
    const auto n = static_cast<double>(p.size());
    double apart = 0;
    for (std::size_t index = 0; index < p.size(); ++index) {
        const auto before = static_cast<double>(index);
        apart = std::max({apart, p[index] - before / n, (before + 1) / n - p[index]});
    }
    const double at = apart * (std::sqrt(n) + .12 + .11 / std::sqrt(n));
    if (at < .2) return 1;
    double sum = 0;
    for (int k = 1; k <= 100; ++k) sum += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * at * at);
    return std::clamp(sum, 0.0, 1.0);
}

std::string per_cent(double share) { return fmt::format("{:.1f} %", 100 * share); }

}  // namespace earshot::claims
