#include "core/insight/change.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "core/insight/interval.h"

namespace earshot::core::insight {
namespace {

// One false "changed" in ten claims is what a manager can live with.
constexpr double false_claims_max = 0.10;
// A smaller move may be real and is still not worth a word.
constexpr double move_min = 0.03;
constexpr std::int64_t answers_min = 60;

double share(std::int64_t n, std::int64_t base) {
    return base == 0 ? 0 : static_cast<double>(n) / static_cast<double>(base);
}

double two_sided_p(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

}  // namespace

std::vector<double> benjamini_hochberg(const std::vector<double>& p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](auto a, auto b) { return p[a] > p[b]; });

    std::vector<double> adjusted(p.size());
    double smallest = 1;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const double rank = static_cast<double>(p.size() - place);
        smallest = std::min(smallest, p[order[place]] * static_cast<double>(p.size()) / rank);
        adjusted[order[place]] = smallest;
    }
    return adjusted;
}

double dispersion(const std::vector<std::map<std::string, std::int64_t>>& days,
                  const std::vector<std::int64_t>& bases) {
    assert(days.size() == bases.size());
    const auto asked_days = std::ranges::count_if(bases, [](auto base) { return base > 0; });
    if (asked_days < 2) return 1;

    const std::int64_t base = std::accumulate(bases.begin(), bases.end(), std::int64_t{0});
    std::map<std::string, std::int64_t> totals;
    for (const auto& day : days)
        for (const auto& [choice, n] : day) totals[choice] += n;

    double sum = 0;
    int choices = 0;
    for (const auto& [choice, total] : totals) {
        const double p = share(total, base);
        if (static_cast<double>(total) / static_cast<double>(asked_days) < 1 || p >= 1) continue;
        double scatter = 0;
        for (std::size_t day = 0; day < days.size(); ++day) {
            if (bases[day] == 0) continue;
            const auto found = days[day].find(choice);
            const double seen = found == days[day].end() ? 0 : static_cast<double>(found->second);
            const double expected = static_cast<double>(bases[day]) * p;
            scatter += (seen - expected) * (seen - expected) / (expected * (1 - p));
        }
        sum += scatter / static_cast<double>(asked_days - 1);
        ++choices;
    }
    return choices == 0 ? 1 : std::max(1.0, sum / choices);
}

Shares plain_shares(std::int64_t base, const std::vector<std::int64_t>& n) {
    Shares shares{base, effective_size(base), {}};
    for (const std::int64_t count : n) shares.share.push_back(share(count, base));
    return shares;
}

std::vector<Changed> compare(const Shares& before, const Shares& now, double phi) {
    assert(before.share.size() == now.share.size());
    if (before.base < answers_min || now.base < answers_min)
        return std::vector<Changed>(now.share.size(), Changed::unknown);

    std::vector<double> p;
    for (std::size_t i = 0; i < now.share.size(); ++i) {
        const double pooled = (before.share[i] * before.effective + now.share[i] * now.effective) /
                              (before.effective + now.effective);
        const double variance =
            phi * pooled * (1 - pooled) * (1 / before.effective + 1 / now.effective);
        const double move = now.share[i] - before.share[i];
        p.push_back(variance <= 0 ? 1 : two_sided_p(move / std::sqrt(variance)));
    }
    const std::vector<double> adjusted = benjamini_hochberg(p);

    std::vector<Changed> changed;
    for (std::size_t i = 0; i < now.share.size(); ++i) {
        const double move = now.share[i] - before.share[i];
        if (adjusted[i] > false_claims_max || std::abs(move) < move_min)
            changed.push_back(Changed::no);
        else
            changed.push_back(move > 0 ? Changed::up : Changed::down);
    }
    return changed;
}

std::optional<double> smallest_rise(double share, double n, double scatter) {
    constexpr double z_claim = 1.959963984540054;   // 97.5 % point of the normal distribution
    constexpr double z_power = 0.8416212335729143;  // its 80 % point
    const auto shows = [&](double rise) {
        const double after = share + rise;
        const double pooled = share + rise / 2;
        const double same = std::sqrt(2 * pooled * (1 - pooled) * scatter / n);
        const double apart = std::sqrt((share * (1 - share) + after * (1 - after)) * scatter / n);
        return rise >= z_claim * same + z_power * apart;
    };
    // As fine as it is told.
    constexpr double step = 0.001;
    for (double rise = step; share + rise < 1; rise += step)
        if (shows(rise)) return rise;
    return std::nullopt;
}

}  // namespace earshot::core::insight
