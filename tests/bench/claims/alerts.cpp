#include "tests/bench/claims/alerts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "tests/bench/claims/devices.h"

namespace earshot::claims {
namespace {

namespace insight = core::insight;
namespace simulation = core::simulation;
using insight::EvidenceDay;
using insight::Level;

constexpr std::size_t codes = simulation::change_substantive;
constexpr int week_six = 35;
constexpr int half_year = 26 * 7;
constexpr int dealt_with_days = 7;

std::vector<double> flat_prior() {
    return std::vector<double>(codes, 1.0 / static_cast<double>(simulation::change_codes.size()));
}

simulation::Scenario scenario_of(int days, std::vector<simulation::Swing> swings = {}) {
    simulation::Scenario scenario;
    scenario.days = days;
    scenario.swings = std::move(swings);
    return scenario;
}

std::uint64_t seed_of(const Size& size, int replicate) {
    return size.seed + static_cast<std::uint64_t>(replicate);
}

double part(double n, double of) { return of == 0 ? 0 : n / of; }

// A quarter of the day after the other, as its counts came.
EvidenceDay first_parts(const EvidenceDay& day, std::int64_t quarters) {
    EvidenceDay so_far = day;
    for (insight::Evidence* source : {&so_far.kiosk, &so_far.cashiers}) {
        source->base = source->base * quarters / 4;
        for (std::int64_t& n : source->n) n = n * quarters / 4;
    }
    return so_far;
}

void count(Effects& effects, const insight::AlertEffect& effect, double during_truth,
           double normal_truth) {
    const auto covers = [](const insight::Ratio& ratio, double truth) {
        return ratio.range.low <= truth && truth <= ratio.range.high ? 1 : 0;
    };
    if (effect.against_during) {
        ++effects.during;
        effects.during_covers += covers(*effect.against_during, during_truth);
        effects.during_drops += effect.against_during->range.high < 1 ? 1 : 0;
    }
    if (effect.against_normal) {
        ++effects.normal;
        effects.normal_covers += covers(*effect.against_normal, normal_truth);
        effects.normal_drops += effect.against_normal->range.high < 1 ? 1 : 0;
    }
}

Effects as_shares(Effects effects) {
    effects.during_covers = part(effects.during_covers, effects.during);
    effects.during_drops = part(effects.during_drops, effects.during);
    effects.normal_covers = part(effects.normal_covers, effects.normal);
    effects.normal_drops = part(effects.normal_drops, effects.normal);
    return effects;
}

// What the kiosks' answers to B come to, day by day.
std::vector<EvidenceDay> days_of_records(const simulation::Scenario& scenario, bool hard_rules,
                                         std::uint64_t seed) {
    std::vector<EvidenceDay> days(static_cast<std::size_t>(scenario.days));
    for (EvidenceDay& day : days) day.kiosk.n.assign(codes, 0);
    const simulation::Setting setting;  // as judged_shop() leaves it
    const core::Instant begins = setting.begins(setting.first_day);
    for (const auto& till : judged_shop(scenario, seed))
        for (const Judged& judged : till) {
            const auto* response = std::get_if<core::Response>(&judged.made.record.body);
            if (response == nullptr || (hard_rules && judged.set_aside)) continue;
            const core::Answer& first = response->answers.front();
            if (first.question != "B" || first.choices.empty()) continue;
            const auto at = judged.made.record.at - judged.made.ahead - begins;
            const auto day = std::chrono::floor<std::chrono::days>(at).count();
            if (day < 0 || day >= scenario.days) continue;
            insight::Evidence& kiosk = days[static_cast<std::size_t>(day)].kiosk;
            ++kiosk.base;
            const auto code = std::ranges::find(simulation::change_codes, first.choices.front()) -
                              simulation::change_codes.begin();
            if (code < static_cast<std::ptrdiff_t>(codes))
                ++kiosk.n[static_cast<std::size_t>(code)];
        }
    return days;
}

}  // namespace

EvidenceDay evidence_of(const simulation::DayCounts& day) {
    EvidenceDay evidence;
    evidence.kiosk.base = day.n();
    evidence.cashiers.base = day.tag_count();
    evidence.kiosk.n.assign(day.answers.begin(), day.answers.begin() + codes);
    evidence.cashiers.n.assign(day.tags.begin(), day.tags.begin() + codes);
    return evidence;
}

WatchedShop::WatchedShop(insight::AlertRules rules)
    : watching_(flat_prior(), rules), silent_for_(codes, 0) {}

std::vector<Level> WatchedShop::pass(const EvidenceDay& day, bool parts) {
    std::vector<bool> silent;
    for (int& left : silent_for_) {
        silent.push_back(left > 0);
        left = std::max(0, left - 1);
    }
    std::vector<Level> levels(codes, Level::none);
    for (std::int64_t quarter = 1; parts && quarter < 4; ++quarter) {
        const auto seen = watching_.look(first_parts(day, quarter), silent);
        for (std::size_t code = 0; code < codes; ++code)
            if (seen[code].level == Level::alert) levels[code] = Level::alert;
    }
    for (std::size_t code = 0; code < codes; ++code)
        if (levels[code] == Level::alert) silent[code] = true;
    const auto seen = watching_.close(day, silent);
    for (std::size_t code = 0; code < codes; ++code) {
        levels[code] = std::max(levels[code], seen[code].level);
        if (levels[code] != Level::alert) continue;
        watching_.rang(code);
        silent_for_[code] = dealt_with_days;
    }
    return levels;
}

double measure_false_alerts(simulation::Volume volume, bool parts, const Size& size) {
    const simulation::Counter counter({}, scenario_of(half_year), volume);
    double alerts = 0;
    for (int replicate = 0; replicate < size.replicates; ++replicate) {
        WatchedShop shop;
        for (const auto& day : counter.count(seed_of(size, replicate))) {
            const auto levels = shop.pass(evidence_of(day), parts);
            if (day.day >= week_six)
                alerts += static_cast<double>(std::ranges::count(levels, Level::alert));
        }
    }
    return alerts * 30 / (half_year - week_six) / size.replicates;
}

double measure_false_alerts_of_ears(simulation::Volume volume, const Size& size) {
    constexpr std::size_t baseline = 7;
    constexpr std::size_t lag = 2;
    const simulation::Counter counter({}, scenario_of(half_year), volume);
    double alerts = 0;
    for (int replicate = 0; replicate < size.replicates; ++replicate) {
        const auto days = counter.count(seed_of(size, replicate));
        for (std::size_t code = 0; code < codes; ++code) {
            int silent = 0;
            for (std::size_t day = week_six; day < days.size(); ++day) {
                double sum = 0;
                double squares = 0;
                for (std::size_t back = 0; back < baseline; ++back) {
                    const auto x = static_cast<double>(days[day - lag - 1 - back].answers[code]);
                    sum += x;
                    squares += x * x;
                }
                const double mean = sum / baseline;
                const double variance = (squares - sum * mean) / (baseline - 1);
                const bool rings = static_cast<double>(days[day].answers[code]) >
                                   mean + 3 * std::sqrt(std::max(0.0, variance));
                if (silent > 0)
                    --silent;
                else if (rings && days[day].answers[code] >= 3) {
                    ++alerts;
                    silent = dealt_with_days;
                }
            }
        }
    }
    return alerts * 30 / (half_year - week_six) / size.replicates;
}

Found measure_found(simulation::Volume volume, const simulation::Swing& swing, bool parts,
                    const Size& size) {
    const simulation::Counter counter({}, scenario_of(swing.from + 9, {swing}), volume);
    const std::size_t code = simulation::change_code(swing.reason);
    Found found;
    for (int replicate = 0; replicate < size.replicates; ++replicate) {
        WatchedShop shop;
        bool listed = false;
        bool rang = false;
        for (const auto& day : counter.count(seed_of(size, replicate))) {
            const Level level = shop.pass(evidence_of(day), parts)[code];
            const int nth = day.day - swing.from + 1;
            if (nth < 1) continue;
            listed = listed || level != Level::none;
            rang = rang || level == Level::alert;
            found.listed += nth == 3 && listed ? 1 : 0;
            found.within_5 += nth == 5 && rang ? 1 : 0;
            found.within_9 += nth == 9 && rang ? 1 : 0;
        }
    }
    return {found.listed / size.replicates, found.within_5 / size.replicates,
            found.within_9 / size.replicates};
}

Noisy measure_noisy(bool hard_rules, const Size& size) {
    simulation::Scenario scenario = scenario_of(week_six + 9, {simulation::incident(week_six)});
    scenario.ask_share = .33;
    const std::size_t code = simulation::change_code("produce");
    Noisy noisy;
    double quiet_days = 0;
    for (int replicate = 0; replicate < size.replicates; ++replicate) {
        WatchedShop shop;
        bool rang = false;
        const auto days = days_of_records(scenario, hard_rules, seed_of(size, replicate));
        for (std::size_t day = 0; day < days.size(); ++day) {
            noisy.answers += static_cast<double>(days[day].kiosk.base);
            const auto levels = shop.pass(days[day]);
            const bool incident = day >= week_six;
            rang = rang || (incident && levels[code] == Level::alert);
            // Before it learned enough nothing rings.
            if (incident || day < 14) continue;
            ++quiet_days;
            noisy.false_alerts += static_cast<double>(std::ranges::count(levels, Level::alert));
        }
        noisy.within_9 += rang ? 1 : 0;
    }
    noisy.answers /= size.replicates * static_cast<double>(scenario.days);
    noisy.false_alerts *= 30 / quiet_days;
    noisy.within_9 /= size.replicates;
    return noisy;
}

Effects measure_useless(simulation::Volume volume, const Size& size) {
    constexpr int acts_after = 4;
    const simulation::Counter counter({}, scenario_of(half_year), volume);
    Effects effects;
    for (int replicate = 0; replicate < size.replicates; ++replicate) {
        WatchedShop shop;
        std::vector<EvidenceDay> days;
        std::vector<std::pair<int, std::size_t>> alerts;
        for (const auto& day : counter.count(seed_of(size, replicate))) {
            days.push_back(evidence_of(day));
            const auto levels = shop.pass(days.back());
            for (std::size_t code = 0; code < codes; ++code)
                if (levels[code] == Level::alert) alerts.emplace_back(day.day, code);
        }
        for (const auto& [day, code] : alerts) {
            const auto effect =
                insight::effect_after_alert(days, code, day, day + acts_after, half_year);
            if (effect.over && effect.windows.normal.first >= 0) count(effects, effect, 1, 1);
        }
    }
    return as_shares(effects);
}

Effects measure_mended(simulation::Volume volume, const Size& size) {
    // It rings on the third day, and is mended when the incident ends.
    constexpr int from = 70;
    constexpr int alert_day = from + 2;
    constexpr int done_day = from + 12;
    simulation::Swing swing = simulation::incident(from);
    swing.factors.assign(static_cast<std::size_t>(done_day - from), 3);
    const simulation::Counter counter({}, scenario_of(done_day + 20, {swing}), volume);
    const std::size_t code = simulation::change_code("produce");
    Effects effects;
    for (int replicate = 0; replicate < size.replicates; ++replicate) {
        const auto counts = counter.count(seed_of(size, replicate));
        std::vector<EvidenceDay> days;
        for (const auto& day : counts) days.push_back(evidence_of(day));
        const auto effect = insight::effect_after_alert(days, code, alert_day, done_day,
                                                        static_cast<int>(days.size()));
        const auto truth = [&](const insight::Window& window) {
            return simulation::answerers_of(
                std::span(counts).subspan(static_cast<std::size_t>(window.first),
                                          static_cast<std::size_t>(window.days())))[code];
        };
        const double post = truth(effect.windows.post);
        count(effects, effect, post / truth(effect.windows.during),
              post / truth(effect.windows.normal));
    }
    return as_shares(effects);
}

std::vector<Claim> alert_claims(const Size& size) {
    const simulation::Volume usual{25, 25};
    std::vector<Claim> claims;
    const auto add = [&](const char* id, std::string what, std::string must, std::string seen,
                         bool holds) {
        claims.push_back({id, std::move(what), std::move(must), std::move(seen), holds});
    };
    for (const auto& [volume, name] :
         {std::pair{simulation::Volume{15, 15}, "15 + 15"}, std::pair{usual, "25 + 25"},
          std::pair{simulation::Volume{60, 0}, "60 + 0"}}) {
        const double seen = measure_false_alerts(volume, false, size);
        add("V7", fmt::format("false alerts a month, {} a day", name), "≤ 1.2",
            fmt::format("{:.2f}", seen), seen <= 1.2);
    }
    const double parts = measure_false_alerts(usual, true, size);
    add("V7", "false alerts a month, 25 + 25, looked at within the day", "≤ 1.2",
        fmt::format("{:.2f}", parts), parts <= 1.2);
    const double ears = measure_false_alerts_of_ears({30, 0}, size);
    add("V7", "the same of EARS C2, 30 + 0, for comparison", "more than 1.2",
        fmt::format("{:.2f}", ears), ears > 1.2);
    for (const bool within : {false, true}) {
        const Found found = measure_found(usual, simulation::incident(), within, size);
        add("V8",
            fmt::format("×3, 25 + 25{}: listed by 3, rang by 5 / 9 days",
                        within ? ", within the day" : ""),
            "≥ 60, 85 / 95 %",
            fmt::format("{}, {} / {}", per_cent(found.listed), per_cent(found.within_5),
                        per_cent(found.within_9)),
            found.listed >= .60 && found.within_5 >= .85 && found.within_9 >= .95);
    }
    const Size shops{std::max(1, size.replicates / 10), size.seed};
    const Noisy noisy = measure_noisy(true, shops);
    add("V9",
        fmt::format("all noise, hard rules, {:.0f} answers ({} shops): false, ×3 by 9 days",
                    noisy.answers, shops.replicates),
        "≤ 1.2, ≥ 90 %", fmt::format("{:.2f}, {}", noisy.false_alerts, per_cent(noisy.within_9)),
        noisy.false_alerts <= 1.2 && noisy.within_9 >= .90);
    const Effects useless = measure_useless({30, 0}, size);
    add("V10", fmt::format("useless action credited, DURING / NORMAL ({} alerts)", useless.normal),
        "≤ 6 % / ≤ 3 %",
        fmt::format("{} / {}", per_cent(useless.during_drops), per_cent(useless.normal_drops)),
        useless.during_drops <= .06 && useless.normal_drops <= .03);
    const Effects mended = measure_mended({30, 0}, size);
    for (const auto& [effects, name] : {std::pair{useless, "useless"}, std::pair{mended, "mended"}})
        add("V11", fmt::format("range covers the truth, {}, DURING / NORMAL", name), "≥ 93 %",
            fmt::format("{} / {}", per_cent(effects.during_covers),
                        per_cent(effects.normal_covers)),
            effects.during_covers >= .93 && effects.normal_covers >= .93);
    return claims;
}

}  // namespace earshot::claims
