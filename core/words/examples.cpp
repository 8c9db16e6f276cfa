#include "core/words/examples.h"

#include <algorithm>
#include <cmath>

namespace earshot::core {

Examples::Examples(const std::vector<Example>& examples) {
    std::unordered_map<std::uint64_t, std::size_t> often;
    for (const Example& example : examples)
        for (const std::uint64_t trigram : example.text.trigrams) ++often[trigram];
    const auto all = static_cast<double>(examples.size());
    for (const auto& [trigram, count] : often)
        rarity_[trigram] = static_cast<float>(1 + std::log(all / static_cast<double>(count)));
    for (const Example& example : examples) {
        const auto known = std::ranges::find(themes_, example.theme);
        const auto theme = static_cast<std::uint32_t>(known - themes_.begin());
        if (known == themes_.end()) themes_.push_back(example.theme);
        double square = 0;
        for (const std::uint64_t trigram : example.text.trigrams)
            square += rarity_[trigram] * rarity_[trigram];
        const auto index = static_cast<std::uint32_t>(theme_of_.size());
        theme_of_.push_back(theme);
        for (const std::uint64_t trigram : example.text.trigrams)
            having_[trigram].push_back(
                {index, static_cast<float>(rarity_[trigram] / std::sqrt(square))});
    }
}

std::optional<Examples::Suggestion> Examples::suggest(const Comparable& text) const {
    if (theme_of_.empty() || text.trigrams.empty()) return std::nullopt;
    std::vector<float> cosines(theme_of_.size(), 0);
    double square = 0;
    // What no example has counts as rare as the rarest.
    const double unknown = 1 + std::log(static_cast<double>(theme_of_.size()));
    for (const std::uint64_t trigram : text.trigrams) {
        const auto rarity = rarity_.find(trigram);
        const double weight = rarity == rarity_.end() ? unknown : rarity->second;
        square += weight * weight;
        if (const auto list = having_.find(trigram); list != having_.end())
            for (const Weighted& each : list->second)
                cosines[each.example] += static_cast<float>(weight) * each.weight;
    }
    struct Best {
        double first = 0, second = 0;
    };
    std::vector<Best> best(themes_.size());
    for (std::size_t index = 0; index < cosines.size(); ++index) {
        Best& of = best[theme_of_[index]];
        const double cosine = cosines[index] / std::sqrt(square);
        if (cosine > of.first)
            of = {cosine, of.first};
        else if (cosine > of.second)
            of.second = cosine;
    }
    const auto mean = [](const Best& of) { return (of.first + of.second) / 2; };
    const auto nearest = std::ranges::max_element(best, {}, mean);
    if (mean(*nearest) < near_from) return std::nullopt;
    return Suggestion{themes_[static_cast<std::size_t>(nearest - best.begin())], mean(*nearest)};
}

}  // namespace earshot::core
