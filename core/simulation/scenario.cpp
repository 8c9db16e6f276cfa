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

Scenario eventful(int variant, int days) {
    constexpr int weeks_of_quiet = 35;
    constexpr int needed_after = 21;
    Scenario scenario{.days = days};
    const bool whole = days >= weeks_of_quiet + needed_after;
    const int from = whole ? weeks_of_quiet : std::max(0, days - 10);
    switch (variant % 7) {
        case 0:
            scenario.swings.push_back(incident(from));
            break;
        case 1:
            scenario.swings.push_back(doubled(from));
            break;
        case 2:
            scenario.swings.push_back(half_more(from));
            break;
        case 3:
            scenario.swings.push_back(slow_drift(from));
            break;
        case 4:
            scenario.swings.push_back(express_incident(from));
            break;
        case 5:
            scenario.swings.push_back(price_change(whole ? from + needed_after : from));
            break;
        default:
            break;
    }
    scenario.swings.push_back(action("queue", days * 2 / 3, .5));
    scenario.swings.push_back(action("find", days * 2 / 3, 1));
    scenario.unusual.push_back({days / 2, "snow", .6, "access", 3});
    return scenario;
}

}  // namespace earshot::core::simulation
