#include "core/insight/effect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <string>

#include "core/insight/change.h"

namespace earshot::core::insight {
namespace {

constexpr int normal_days = 28;
constexpr int normal_ends_before = 14;
constexpr int wash_out_days = 3;
constexpr int post_days = 14;
// "Back" is within these of what was normal.
constexpr double back_low = 0.67;
constexpr double back_high = 1.5;
// Fewer answers or notes in a window tell of nothing.
constexpr std::int64_t window_min = 20;

constexpr int week_days = 7;
constexpr int level_weeks_min = 4;
constexpr int slope_weeks_min = 12;
// What lies further back was another shop.
constexpr int weeks_max = 26;
constexpr double z95 = 1.959963984540054;

const EvidenceDay* day_at(const std::vector<EvidenceDay>& days, int index) {
    if (index < 0 || index >= static_cast<int>(days.size())) return nullptr;
    const EvidenceDay& day = days[static_cast<std::size_t>(index)];
    return day.unusual ? nullptr : &day;
}

Counted counted(const Evidence& evidence, std::size_t code) {
    return {code < evidence.n.size() ? evidence.n[code] : 0, evidence.base};
}

WindowCounts counts_of(const std::vector<EvidenceDay>& days, std::size_t code,
                       const Window& window) {
    WindowCounts counts;
    for (int index = window.first; index <= window.last; ++index) {
        const EvidenceDay* day = day_at(days, index);
        if (day == nullptr) continue;
        counts.kiosk += counted(day->kiosk, code);
        counts.cashiers += counted(day->cashiers, code);
    }
    return counts;
}

double dispersion_in(const std::vector<EvidenceDay>& days, const Window& window,
                     const Evidence EvidenceDay::*source) {
    std::vector<std::map<std::string, std::int64_t>> counts;
    std::vector<std::int64_t> bases;
    for (int index = window.first; index <= window.last; ++index) {
        const EvidenceDay* day = day_at(days, index);
        if (day == nullptr) continue;
        const Evidence& evidence = day->*source;
        auto& by_code = counts.emplace_back();
        for (std::size_t code = 0; code < evidence.n.size(); ++code)
            by_code[std::to_string(code)] = evidence.n[code];
        bases.push_back(evidence.base);
    }
    return dispersion(counts, bases);
}

std::optional<Ratio> compare_sources(const WindowCounts& now, const WindowCounts& before,
                                     double kiosk_phi, double cashiers_phi) {
    const auto enough = [](const Counted& one, const Counted& other) {
        // Where nobody ever says it, as of a code that the kiosk does not offer, nothing is told.
        return one.n >= window_min && other.n >= window_min && one.x + other.x > 0;
    };
    const bool kiosk = enough(now.kiosk, before.kiosk);
    const bool cashiers = enough(now.cashiers, before.cashiers);
    if (!kiosk && !cashiers) return std::nullopt;
    const Ratio tapped = rate_ratio(now.kiosk, before.kiosk, kiosk_phi);
    const Ratio heard = rate_ratio(now.cashiers, before.cashiers, cashiers_phi);
    if (!cashiers) return tapped;
    if (!kiosk) return heard;
    return pooled(tapped, heard);
}

using Row = std::array<double, 4>;

// Solves a small symmetric system, and inverts it: Gauss and Jordan with pivots. False where it is
// singular.
bool invert(std::vector<Row>& matrix, std::size_t size) {
    std::vector<Row> inverse(size, Row{});
    for (std::size_t i = 0; i < size; ++i) inverse[i][i] = 1;
    for (std::size_t column = 0; column < size; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < size; ++row)
            if (std::abs(matrix[row][column]) > std::abs(matrix[pivot][column])) pivot = row;
        if (std::abs(matrix[pivot][column]) < 1e-12) return false;
        std::swap(matrix[column], matrix[pivot]);
        std::swap(inverse[column], inverse[pivot]);
        const double by = matrix[column][column];
        for (std::size_t i = 0; i < size; ++i) {
            matrix[column][i] /= by;
            inverse[column][i] /= by;
        }
        for (std::size_t row = 0; row < size; ++row) {
            if (row == column) continue;
            const double times = matrix[row][column];
            for (std::size_t i = 0; i < size; ++i) {
                matrix[row][i] -= times * matrix[column][i];
                inverse[row][i] -= times * inverse[column][i];
            }
        }
    }
    matrix = std::move(inverse);
    return true;
}

struct Fit {
    Row beta{};
    std::vector<Row> covariance;  // not yet times phi
    double phi = 1;
};

// Poisson regression with a log link and offset ln(n), by iteratively reweighted least squares
// (McCullagh and Nelder, 1989, section 2.5).
std::optional<Fit> fit(const std::vector<Week>& weeks, const std::vector<Row>& rows,
                       std::size_t size) {
    double y = 0;
    double n = 0;
    for (const Week& week : weeks) {
        y += week.y;
        n += week.n;
    }
    if (y <= 0 || n <= 0 || weeks.size() <= size) return std::nullopt;
    Fit fit;
    fit.beta[0] = std::log(y / n);
    constexpr int steps_max = 50;
    for (int step = 0; step < steps_max; ++step) {
        std::vector<Row> information(size, Row{});
        Row score{};
        for (std::size_t week = 0; week < weeks.size(); ++week) {
            if (weeks[week].n <= 0) continue;
            double eta = std::log(weeks[week].n);
            for (std::size_t i = 0; i < size; ++i) eta += rows[week][i] * fit.beta[i];
            const double mu = std::exp(std::clamp(eta, -30.0, 30.0));
            for (std::size_t i = 0; i < size; ++i) {
                score[i] += rows[week][i] * (weeks[week].y - mu);
                for (std::size_t j = 0; j < size; ++j)
                    information[i][j] += mu * rows[week][i] * rows[week][j];
            }
        }
        if (!invert(information, size)) return std::nullopt;
        double moved = 0;
        for (std::size_t i = 0; i < size; ++i) {
            double change = 0;
            for (std::size_t j = 0; j < size; ++j) change += information[i][j] * score[j];
            fit.beta[i] += change;
            moved = std::max(moved, std::abs(change));
        }
        fit.covariance = std::move(information);
        if (moved < 1e-10) break;
    }
    double pearson = 0;
    for (std::size_t week = 0; week < weeks.size(); ++week) {
        if (weeks[week].n <= 0) continue;
        double eta = std::log(weeks[week].n);
        for (std::size_t i = 0; i < size; ++i) eta += rows[week][i] * fit.beta[i];
        const double mu = std::exp(eta);
        pearson += (weeks[week].y - mu) * (weeks[week].y - mu) / mu;
    }
    fit.phi = pearson / static_cast<double>(weeks.size() - size);
    return fit;
}

// A side on which nothing was counted carries no estimate: its logarithm runs away.
bool has_both(const std::vector<Week>& weeks) {
    double before = 0;
    double after = 0;
    for (const Week& week : weeks) (week.after ? after : before) += week.y;
    return before > 0 && after > 0;
}

// One series of the code and one of all others, week by week, of one source.
struct Series {
    std::vector<Week> code, others;
};

struct Weeks {
    Window before, after;  // days
};

Weeks weeks_around(int done_day, int today, int days) {
    Weeks weeks;
    const int before = std::clamp(done_day / week_days, 0, weeks_max);
    weeks.before = {done_day - before * week_days, done_day - 1};
    const int first = done_day + wash_out_days;
    const int end = std::min(today, days);
    const int after = std::clamp((end - first) / week_days, 0, weeks_max);
    weeks.after = {first, first + after * week_days - 1};
    return weeks;
}

void add_weeks(const std::vector<EvidenceDay>& days, std::size_t code, const Window& window,
               bool after, const Evidence EvidenceDay::*source, Series& series) {
    for (int first = window.first; first <= window.last; first += week_days) {
        Week week{0, 0, after};
        Week other{0, 0, after};
        for (int index = first; index < first + week_days; ++index) {
            const EvidenceDay* day = day_at(days, index);
            if (day == nullptr) continue;
            const Evidence& evidence = day->*source;
            week.n += static_cast<double>(evidence.base);
            for (std::size_t each = 0; each < evidence.n.size(); ++each)
                (each == code ? week.y : other.y) += static_cast<double>(evidence.n[each]);
        }
        other.n = week.n;
        if (week.n <= 0) continue;
        series.code.push_back(week);
        series.others.push_back(other);
    }
}

std::optional<Ratio> change_of(const Series& series, bool slope) {
    const auto estimate = slope ? level_and_slope_change(series.code) : level_change(series.code);
    const auto control =
        slope ? level_and_slope_change(series.others) : level_change(series.others);
    if (!estimate) return std::nullopt;
    double log_ratio = estimate->log_ratio;
    double variance = estimate->error * estimate->error;
    if (control) {
        log_ratio -= control->log_ratio;
        variance += control->error * control->error;
    }
    const double error = std::sqrt(variance);
    return Ratio{std::exp(log_ratio),
                 {std::exp(log_ratio - z95 * error), std::exp(log_ratio + z95 * error)}};
}

std::optional<Segmented> segmented(const std::vector<Week>& weeks, bool slope, double phi_min) {
    if (!has_both(weeks)) return std::nullopt;
    const auto first_after =
        static_cast<double>(std::ranges::find(weeks, true, &Week::after) - weeks.begin());
    const double middle = (static_cast<double>(weeks.size()) - 1 - first_after) / 2;
    std::vector<Row> rows;
    for (std::size_t index = 0; index < weeks.size(); ++index) {
        const double time = static_cast<double>(index) - first_after;
        const double after = weeks[index].after ? 1 : 0;
        rows.push_back(slope ? Row{1, after, time, after * time} : Row{1, after, 0, 0});
    }
    const auto found = fit(weeks, rows, slope ? 4 : 2);
    if (!found) return std::nullopt;
    const Row contrast{0, 1, 0, slope ? middle : 0};
    Segmented result;
    double variance = 0;
    for (std::size_t i = 0; i < found->covariance.size(); ++i) {
        result.log_ratio += contrast[i] * found->beta[i];
        for (std::size_t j = 0; j < found->covariance.size(); ++j)
            variance += contrast[i] * contrast[j] * found->covariance[i][j];
    }
    result.phi = found->phi;
    result.error = std::sqrt(std::max(phi_min, found->phi) * variance);
    return result;
}

}  // namespace

EffectWindows windows_of(int alert_day, int done_day) {
    const int normal_last = alert_day - normal_ends_before;
    const int post_first = done_day + wash_out_days;
    return {{normal_last - normal_days + 1, normal_last},
            {alert_day + 1, done_day - 1},
            {post_first, post_first + post_days - 1}};
}

AlertEffect effect_after_alert(const std::vector<EvidenceDay>& days, std::size_t code,
                               int alert_day, int done_day, int today) {
    AlertEffect effect;
    effect.windows = windows_of(alert_day, done_day);
    effect.normal = counts_of(days, code, effect.windows.normal);
    effect.during = counts_of(days, code, effect.windows.during);
    effect.post = counts_of(days, code, effect.windows.post);
    effect.over = today > effect.windows.post.last;
    if (!effect.over) return effect;
    const double kiosk = dispersion_in(days, effect.windows.normal, &EvidenceDay::kiosk);
    const double cashiers = dispersion_in(days, effect.windows.normal, &EvidenceDay::cashiers);
    effect.against_during = compare_sources(effect.post, effect.during, kiosk, cashiers);
    effect.against_normal = compare_sources(effect.post, effect.normal, kiosk, cashiers);
    if (effect.against_during) {
        const Interval& range = effect.against_during->range;
        if (range.high < 1) effect.better = Better::yes;
        if (range.low > 1) effect.better = Better::worse;
    }
    if (effect.against_normal) {
        const Interval& range = effect.against_normal->range;
        if (range.low >= back_low && range.high <= back_high) effect.back = Back::yes;
        if (range.low > back_high) effect.back = Back::not_yet;
    }
    return effect;
}

PlanEffect effect_of_plan(const std::vector<EvidenceDay>& days, std::size_t code, int done_day,
                          int today) {
    PlanEffect effect;
    const Weeks weeks = weeks_around(done_day, today, static_cast<int>(days.size()));
    effect.before = counts_of(days, code, weeks.before);
    effect.after = counts_of(days, code, weeks.after);
    effect.weeks_before = weeks.before.days() / week_days;
    effect.weeks_after = weeks.after.days() / week_days;
    if (std::min(effect.weeks_before, effect.weeks_after) < level_weeks_min) return effect;
    effect.slope = std::min(effect.weeks_before, effect.weeks_after) >= slope_weeks_min;

    std::optional<Ratio> all;
    for (const auto source : {&EvidenceDay::kiosk, &EvidenceDay::cashiers}) {
        Series series;
        add_weeks(days, code, weeks.before, false, source, series);
        add_weeks(days, code, weeks.after, true, source, series);
        const auto ratio = change_of(series, effect.slope);
        if (ratio) all = all ? pooled(*all, *ratio) : *ratio;
    }
    effect.ratio = all;
    if (!all) return effect;
    effect.course = Course::no_clear_change;
    if (all->range.high < 1) effect.course = Course::fell;
    if (all->range.low > 1) effect.course = Course::rose;
    return effect;
}

std::optional<Segmented> level_change(const std::vector<Week>& weeks, double phi_min) {
    return segmented(weeks, false, phi_min);
}

std::optional<Segmented> level_and_slope_change(const std::vector<Week>& weeks, double phi_min) {
    return segmented(weeks, true, phi_min);
}

std::optional<Proposal> proposal(const AlertEffect& effect) {
    if (!effect.over) return std::nullopt;
    // Mended at once, nobody can tell whether it would have gone by itself.
    if (!effect.against_during) return Proposal::too_few;
    if (effect.better == Better::worse) return Proposal::worse;
    if (effect.better == Better::yes && effect.back != Back::not_yet) return Proposal::worked;
    return Proposal::no_clear_change;
}

std::optional<Proposal> proposal(const PlanEffect& effect) {
    if (std::min(effect.weeks_before, effect.weeks_after) < level_weeks_min) return std::nullopt;
    if (effect.course == Course::fell) return Proposal::worked;
    if (effect.course == Course::rose) return Proposal::worse;
    return effect.ratio ? Proposal::no_clear_change : Proposal::too_few;
}

}  // namespace earshot::core::insight
