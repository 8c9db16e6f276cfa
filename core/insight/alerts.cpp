#include "core/insight/alerts.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace earshot::core::insight {
namespace {

constexpr double share_max = 0.95;
// About one false burst in a year of opening hours and ten codes.
constexpr double burst_chance = 5e-5;
constexpr std::int64_t burst_min = 4;
// One note in a hundred transactions is what others must have before silence tells anything.
constexpr double notes_usual = 0.01;
// Where this many were to be expected, chance leaves none in 1 of 20 cases.
constexpr double expected_min = 3;
constexpr double drop_min = 0.30;
constexpr std::int64_t asked_min = 200;
// Days and tills differ by more than chance.
constexpr double response_phi = 2;

std::int64_t at(const Evidence& evidence, std::size_t code) {
    return code < evidence.n.size() ? evidence.n[code] : 0;
}

std::int64_t reports(const EvidenceDay& day) { return day.kiosk.base + day.cashiers.base; }

// By how much likelier what came is where the share rose.
double evidence_for(std::int64_t x, std::int64_t n, double share, double times) {
    const double risen = std::min(times * share, share_max);
    if (risen <= share) return 0;
    return static_cast<double>(x) * std::log(risen / share) +
           static_cast<double>(n - x) * std::log((1 - risen) / (1 - share));
}

}  // namespace

bool is_hot(std::string_view reason) {
    return std::ranges::find(hot_topics, reason) != hot_topics.end();
}

Watching::Watching(std::vector<double> prior, AlertRules rules)
    : rules_(rules),
      prior_(std::move(prior)),
      sums_(prior_.size(), 0),
      episode_days_(prior_.size(), 0) {}

Readiness Watching::readiness() const {
    if (days_seen_ < rules_.learning_days || answers_seen_ < rules_.learning_answers)
        return Readiness::learning;
    std::int64_t days = 0;
    std::int64_t sum = 0;
    for (const Past& past : past_) {
        if (past.day.unusual || reports(past.day) == 0) continue;
        ++days;
        sum += reports(past.day);
    }
    const bool quiet =
        days == 0 || static_cast<double>(sum) < rules_.quiet_below * static_cast<double>(days);
    return quiet ? Readiness::too_quiet : Readiness::ready;
}

std::vector<const Watching::Past*> Watching::baseline(std::size_t code) const {
    // The day looked at comes after the last of past_: the gap is its newest days.
    const auto gap = static_cast<std::size_t>(rules_.gap_days - 1);
    std::vector<const Past*> all;
    std::vector<const Past*> kept;
    for (std::size_t index = 0; index + gap < past_.size(); ++index) {
        const Past& past = past_[index];
        if (past.day.unusual) continue;
        all.push_back(&past);
        if (!past.guarded[code]) kept.push_back(&past);
    }
    return static_cast<int>(kept.size()) < rules_.baseline_days_min ? all : kept;
}

std::vector<Watching::Base> Watching::bases(const Evidence EvidenceDay::*source) const {
    std::vector<Base> bases(prior_.size());
    std::vector<double> own(prior_.size(), 1);
    double scatter_of_all = 0;
    int scattered = 0;
    for (std::size_t code = 0; code < prior_.size(); ++code) {
        const auto days = baseline(code);
        Counted counted;
        int with_any = 0;
        for (const Past* past : days) {
            const Evidence& evidence = past->day.*source;
            counted += {at(evidence, code), evidence.base};
            with_any += evidence.base > 0 ? 1 : 0;
        }
        Base& base = bases[code];
        base.counts = counted.n >= rules_.source_min;
        if (!base.counts) continue;
        const bool full = days_seen_ >= rules_.baseline_days;
        const double pseudo = full ? 0 : rules_.pseudo_answers;
        base.n = static_cast<double>(counted.n) + pseudo;
        base.share = (static_cast<double>(counted.x) + pseudo * prior_[code] + 0.5) / (base.n + 1);

        const double p = static_cast<double>(counted.x) / static_cast<double>(counted.n);
        if (counted.x == 0 || p >= 1 || with_any < 2) continue;
        double scatter = 0;
        for (const Past* past : days) {
            const Evidence& evidence = past->day.*source;
            if (evidence.base == 0) continue;
            const double expected = static_cast<double>(evidence.base) * p;
            const double off = static_cast<double>(at(evidence, code)) - expected;
            scatter += off * off / (expected * (1 - p));
        }
        own[code] = scatter / (with_any - 1);
        scatter_of_all += own[code];
        ++scattered;
    }
    const double mean = scattered == 0 ? 1 : scatter_of_all / scattered;
    for (std::size_t code = 0; code < prior_.size(); ++code) {
        Base& base = bases[code];
        if (!base.counts) continue;
        base.phi = std::max(1.0, (own[code] + mean) / 2);
        const double error = std::sqrt(base.phi * base.share * (1 - base.share) / base.n);
        base.raised = std::min(share_max, base.share + rules_.raised_by * error);
    }
    return bases;
}

std::vector<CodeWatch> Watching::judge(const EvidenceDay& day, const std::vector<bool>& silent,
                                       double alert_at) const {
    assert(silent.size() == prior_.size());
    std::vector<CodeWatch> codes(prior_.size());
    const bool ready = readiness() == Readiness::ready;
    const auto kiosk = bases(&EvidenceDay::kiosk);
    const auto cashiers = bases(&EvidenceDay::cashiers);
    const auto window = std::min(past_.size(), static_cast<std::size_t>(rules_.reports_days - 1));
    for (std::size_t code = 0; code < codes.size(); ++code) {
        CodeWatch& watch = codes[code];
        const auto add = [&](const EvidenceDay& each) {
            watch.kiosk += at(each.kiosk, code);
            watch.cashiers += at(each.cashiers, code);
            watch.usual += kiosk[code].share * static_cast<double>(each.kiosk.base) +
                           cashiers[code].share * static_cast<double>(each.cashiers.base);
        };
        add(day);
        for (std::size_t back = 1; back <= window; ++back) add(past_[past_.size() - back].day);

        if (!ready || silent[code]) continue;
        watch.sum = sums_[code];
        if (day.unusual) continue;
        if (kiosk[code].counts)
            watch.sum += evidence_for(at(day.kiosk, code), day.kiosk.base, kiosk[code].raised,
                                      rules_.times) /
                         kiosk[code].phi;
        if (cashiers[code].counts)
            watch.sum += evidence_for(at(day.cashiers, code), day.cashiers.base,
                                      cashiers[code].raised, rules_.times) /
                         cashiers[code].phi;
        watch.sum = std::max(0.0, watch.sum);
        if (watch.sum >= alert_at && watch.kiosk + watch.cashiers >= rules_.reports_min)
            watch.level = Level::alert;
        else if (watch.sum >= rules_.watch)
            watch.level = Level::watch;
    }
    return codes;
}

std::vector<CodeWatch> Watching::look(const EvidenceDay& today,
                                      const std::vector<bool>& silent) const {
    return judge(today, silent, rules_.alert_within);
}

std::vector<CodeWatch> Watching::close(const EvidenceDay& day, const std::vector<bool>& silent) {
    auto codes = judge(day, silent, rules_.alert);
    Past past{day, std::vector<bool>(prior_.size(), false)};
    for (std::size_t code = 0; code < prior_.size(); ++code) {
        episode_days_[code] = silent[code] ? episode_days_[code] + 1 : 0;
        sums_[code] = codes[code].sum;
        past.guarded[code] = sums_[code] > rules_.alert / 2 ||
                             (silent[code] && episode_days_[code] <= rules_.left_out_max);
    }
    past_.push_back(std::move(past));
    if (past_.size() > static_cast<std::size_t>(rules_.baseline_days + rules_.gap_days - 1))
        past_.pop_front();
    if (!day.unusual && reports(day) > 0) {
        ++days_seen_;
        answers_seen_ += reports(day);
    }
    return codes;
}

void Watching::rang(std::size_t code) {
    sums_[code] = 0;
    episode_days_[code] = 1;
    if (!past_.empty()) past_.back().guarded[code] = true;
}

std::int64_t burst_at(double usual) {
    std::int64_t k = burst_min;
    while (poisson_tail(k, usual) >= burst_chance) ++k;
    return k;
}

bool fell_silent(const TillNotes& notes) {
    if (notes.now > 0) return false;
    const Ratio against_before =
        exact_rate_ratio({notes.now, notes.others_now}, {notes.before, notes.others_before});
    if (notes.before > 0 && against_before.range.high < 1) return true;
    if (notes.transactions == 0 || notes.others_transactions == 0) return false;
    const Interval others = exact_rate({notes.others_now, notes.others_transactions});
    return others.low >= notes_usual &&
           others.low * static_cast<double>(notes.transactions) >= expected_min;
}

bool response_dropped(const Counted& now, const Counted& before) {
    if (now.n < asked_min || before.n < asked_min) return false;
    const Ratio ratio = rate_ratio(now, before, response_phi);
    return ratio.ratio < 1 - drop_min && ratio.range.high < 1;
}

}  // namespace earshot::core::insight
