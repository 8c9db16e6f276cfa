#include "core/insight/weights.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>

namespace earshot::core::insight {
namespace {

constexpr double weight_min = 0.25;
constexpr double weight_max = 4;
constexpr int rounds_max = 60;
constexpr double close_enough = 1e-10;

constexpr double answers_a_part_min = 10;
// Below these parts of the answers, what the tills tell is of other people.
constexpr double told_of_min = 0.8;
constexpr double basket_known_min = 0.5;

constexpr std::size_t kinds_of_basket = 5;  // four, and not known

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

std::vector<double> by_part(const Margin& margin, const std::vector<double>& n) {
    std::vector<double> parts(margin.target.size());
    for (std::size_t cell = 0; cell < n.size(); ++cell)
        if (margin.part_of[cell] >= 0)
            parts[static_cast<std::size_t>(margin.part_of[cell])] += n[cell];
    return parts;
}

// To a mean of 1 over all answers.
void level(std::vector<double>& weights, const std::vector<double>& n) {
    double weighted = 0;
    for (std::size_t cell = 0; cell < n.size(); ++cell) weighted += weights[cell] * n[cell];
    const double factor = weighted > 0 ? sum(n) / weighted : 1;
    for (double& weight : weights) weight *= factor;
}

void fit(std::vector<double>& weights, const std::vector<double>& n, const Margin& margin) {
    std::vector<double> weighted(n.size());
    for (std::size_t cell = 0; cell < n.size(); ++cell) weighted[cell] = weights[cell] * n[cell];
    std::vector<double> factor = by_part(margin, weighted);
    const double scale = sum(factor) / sum(margin.target);
    for (std::size_t part = 0; part < factor.size(); ++part)
        factor[part] = factor[part] > 0 ? margin.target[part] * scale / factor[part] : 1;
    for (std::size_t cell = 0; cell < n.size(); ++cell)
        if (margin.part_of[cell] >= 0)
            weights[cell] =
                std::clamp(weights[cell] * factor[static_cast<std::size_t>(margin.part_of[cell])],
                           weight_min, weight_max);
}

std::size_t basket_number(const std::string& basket) {
    constexpr std::array names = {"few", "medium", "full", "produce"};
    return static_cast<std::size_t>(std::ranges::find(names, basket) - names.begin());
}

}  // namespace

std::vector<double> rake(const std::vector<double>& n, const std::vector<Margin>& margins) {
    std::vector<double> weights(n.size(), 1.0);
    for (int round = 0; round < rounds_max; ++round) {
        const std::vector<double> before = weights;
        for (const Margin& margin : margins) fit(weights, n, margin);
        level(weights, n);
        double moved = 0;
        for (std::size_t cell = 0; cell < n.size(); ++cell)
            if (n[cell] > 0) moved = std::max(moved, std::abs(weights[cell] - before[cell]));
        if (moved < close_enough) break;
    }
    return weights;
}

void merge_small(Margin& margin, const std::vector<double>& n, double smallest) {
    std::vector<double> answers = by_part(margin, n);
    for (std::size_t part = 0; answers.size() > 1 && part < answers.size();) {
        if (answers[part] >= smallest && margin.target[part] > 0) {
            ++part;
            continue;
        }
        // Into the next, or the last into the one before; that one is looked at again.
        const std::size_t kept = part + 1 < answers.size() ? part : part - 1;
        const auto gone = static_cast<std::ptrdiff_t>(kept + 1);
        answers[kept] += answers[kept + 1];
        margin.target[kept] += margin.target[kept + 1];
        answers.erase(answers.begin() + gone);
        margin.target.erase(margin.target.begin() + gone);
        for (int& of : margin.part_of)
            if (of >= static_cast<int>(gone)) --of;
        part = kept;
    }
}

double kish(const std::vector<double>& weights, const std::vector<double>& n) {
    assert(weights.size() == n.size());
    double first = 0, second = 0;
    for (std::size_t cell = 0; cell < n.size(); ++cell) {
        first += weights[cell] * n[cell];
        second += weights[cell] * weights[cell] * n[cell];
    }
    return second == 0 ? 0 : first * first / second;
}

Weighing::Weighing(const std::vector<Traffic>& traffic) : baskets_(kinds_of_basket - 1) {
    for (const Traffic& hour : traffic) {
        assert(hour.week_part < week_parts);
        const auto shoppers = static_cast<double>(hour.transactions);
        shoppers_[till(hour.shop, hour.till)].by_part[hour.week_part] += shoppers;
        for (std::size_t kind = 0; kind < baskets_.size(); ++kind)
            baskets_[kind] += static_cast<double>(hour.baskets.at(kind));
    }
}

std::size_t Weighing::till(const std::string& shop, const std::string& till) {
    const auto [found, is_new] = tills_.try_emplace({shop, till}, shoppers_.size());
    if (is_new) shoppers_.emplace_back();
    return found->second;
}

std::size_t Weighing::cell(const Tally& tally) {
    assert(tally.week_part < week_parts);
    return (till(tally.shop, tally.till) * week_parts + tally.week_part) * kinds_of_basket +
           basket_number(tally.basket);
}

std::vector<double> Weighing::weights(const std::vector<double>& n) const {
    assert(n.size() == cells());
    const double answers = sum(n);
    Margin parts{std::vector<int>(n.size()), std::vector<double>(week_parts)};
    Margin tills{std::vector<int>(n.size()), std::vector<double>(shoppers_.size())};
    Margin baskets{std::vector<int>(n.size()), baskets_};
    // Neighbours by name, however they came.
    std::vector<int> place(shoppers_.size());
    int next = 0;
    for (const auto& [name, till] : tills_) place[till] = next++;

    double told_of = 0, basket_known = 0;
    for (std::size_t cell = 0; cell < n.size(); ++cell) {
        const std::size_t till = cell / (kinds_of_basket * week_parts);
        const std::size_t part = cell / kinds_of_basket % week_parts;
        const std::size_t basket = cell % kinds_of_basket;
        const double shoppers = std::accumulate(std::begin(shoppers_[till].by_part),
                                                std::end(shoppers_[till].by_part), 0.0);
        parts.part_of[cell] = static_cast<int>(part);
        tills.part_of[cell] = place[till];
        baskets.part_of[cell] = basket < baskets_.size() ? static_cast<int>(basket) : -1;
        if (shoppers > 0) told_of += n[cell];
        if (basket < baskets_.size()) basket_known += n[cell];
        tills.target[static_cast<std::size_t>(place[till])] = shoppers;
    }
    for (const Till& till : shoppers_)
        for (std::size_t part = 0; part < week_parts; ++part)
            parts.target[part] += till.by_part[part];
    if (answers == 0 || told_of < told_of_min * answers) return {};

    std::vector<Margin> margins{std::move(parts), std::move(tills)};
    if (basket_known >= basket_known_min * answers && sum(baskets_) > 0)
        margins.push_back(std::move(baskets));
    for (Margin& margin : margins) merge_small(margin, n, answers_a_part_min);
    // One part left is no margin.
    std::erase_if(margins, [](const Margin& margin) { return margin.target.size() < 2; });
    return rake(n, margins);
}

}  // namespace earshot::core::insight
