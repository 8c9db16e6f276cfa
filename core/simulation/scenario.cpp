#include "core/simulation/scenario.h"

#include <algorithm>
#include <cassert>

namespace earshot::core::simulation {
namespace {

std::vector<double> nine_days(double first, double then) {
    std::vector<double> factors(9, then);
    factors.front() = first;
    return factors;
}

}  // namespace

std::size_t change_code(std::string_view code) {
    const auto found = std::ranges::find(change_codes, code);
    assert(found != change_codes.end());
    return static_cast<std::size_t>(found - change_codes.begin());
}

double Swing::on(int day) const {
    if (day < from) return 1;
    const auto since = static_cast<std::size_t>(day - from);
    return since < factors.size() ? factors[since] : after;
}

Swing incident(int from) {
    Swing swing{"incident", "produce", from, nine_days(2, 3), 1, false, true};
    for (const double fading : {2.5, 2.0, 1.5}) swing.factors.push_back(fading);
    return swing;
}

Swing doubled(int from) { return {"doubled", "produce", from, nine_days(2, 2), 1, false, true}; }

Swing half_more(int from) {
    return {"half more", "produce", from, nine_days(1.5, 1.5), 1, false, true};
}

Swing slow_drift(int from) {
    Swing swing{"slow drift", "produce", from, {}, 1, false, false};
    double factor = 1;
    for (int week = 0; week < 10; ++week) {
        factor *= 1.1;
        swing.factors.insert(swing.factors.end(), 7, factor);
    }
    swing.after = factor;
    return swing;
}

Swing express_incident(int from) {
    Swing swing = incident(from);
    swing.what = "incident at express lanes";
    swing.express_only = true;
    return swing;
}

Swing price_change(int from) { return {"price change", "price", from, {}, 1.4, false, false}; }

Swing action(const std::string& reason, int day, double factor) {
    return {
        factor == 1 ? "action that does nothing" : "action", reason, day, {}, factor, false, false};
}

}  // namespace earshot::core::simulation
