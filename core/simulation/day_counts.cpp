#include "core/simulation/day_counts.h"

#include <algorithm>
#include <numeric>

namespace earshot::core::simulation {
namespace {

template <typename Value>
Value total(const ByCode<Value>& values) {
    return std::accumulate(values.begin(), values.end(), Value{});
}

template <typename Member>
ByCode<double> truth_over(std::span<const DayCounts> days, Member member) {
    ByCode<double> sum{};
    for (const DayCounts& day : days) sum = add(sum, day.truth.*member);
    return shares_of(sum);
}

}  // namespace

std::int64_t DayCounts::n() const { return total(answers); }
std::int64_t DayCounts::tag_count() const { return total(tags); }

ByCode<double> answerers_of(std::span<const DayCounts> days) {
    return truth_over(days, &Truth::answerers);
}

ByCode<double> shoppers_of(std::span<const DayCounts> days) {
    return truth_over(days, &Truth::shoppers);
}

Counter::Counter(const Marigold& shop, const Scenario& scenario, Volume volume, Asks asks)
    : world_(shop, scenario),
      volume_(volume),
      asks_(asks),
      asked_(volume.answers / (shop.transactions * world_.usual_response())) {}

DayCounts Counter::count(const Day& day, Dice& dice) const {
    DayCounts counts{.day = day.day, .weekend = day.weekend};
    CellTruths truths = world_.truth(day, asks_);
    std::array<double, cell_count * code_count> up_to{};
    double sum = 0;
    for (std::size_t index = 0; index < cell_count; ++index)
        for (std::size_t code = 0; code < code_count; ++code)
            up_to[index * code_count + code] = sum += truths[index].answerers[code] *= asked_;
    counts.truth = sum_of(truths);

    std::array<ByCode<std::int64_t>, cell_count> answers{};
    for (std::int64_t left = dice.poisson(sum); left > 0; --left) {
        const auto found = std::ranges::upper_bound(up_to, dice.unit() * sum);
        const auto at = std::min(static_cast<std::size_t>(found - up_to.begin()), up_to.size() - 1);
        ++counts.answers[at % code_count];
        ++answers[at / code_count][at % code_count];
    }
    if (!volume_.cells) return counts;
    for (std::size_t index = 0; index < cell_count; ++index)
        counts.cells.push_back(
            {dice.poisson(total(truths[index].shoppers)), answers[index], truths[index]});
    return counts;
}

void Counter::note_tags(DayCounts& counts, const ByCode<double>& bias, double mean,
                        Dice& dice) const {
    ByCode<double> heard = shares_of(counts.truth.shoppers);
    for (std::size_t code = 0; code < code_count; ++code) heard[code] *= bias[code];
    heard[change_none] = 0;
    for (std::int64_t left = dice.poisson(mean); left > 0; --left) ++counts.tags[dice.pick(heard)];
}

std::vector<DayCounts> Counter::count(std::uint64_t seed) const {
    const Dice origin(seed);
    Dice truth = origin.apart("truth", 0);
    Dice answers = origin.apart("answers", 0);
    Dice tags = origin.apart("tags", 0);
    ByCode<double> bias{};
    for (double& each : bias) each = tags.lognormal(1, world_.shop().mix_sigma);

    std::vector<DayCounts> days;
    days.reserve(static_cast<std::size_t>(world_.scenario().days));
    for (int number = 0; number < world_.scenario().days; ++number) {
        const Day day = world_.day(number, truth);
        days.push_back(count(day, answers));
        if (volume_.tags > 0 && asks_ == Asks::change)
            note_tags(days.back(), bias,
                      volume_.tags * day.transactions / world_.shop().transactions, tags);
    }
    return days;
}

}  // namespace earshot::core::simulation
