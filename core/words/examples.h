#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/words/near_same.h"

namespace earshot::core {

// Texts whose theme a person confirmed, and which theme another text is nearest to: TF-IDF over
// character trigrams, cosine, the mean of the best two of a theme.
class Examples {
  public:
    struct Example {
        std::string theme;
        Comparable text;
    };
    explicit Examples(const std::vector<Example>& examples);

    struct Suggestion {
        std::string theme;
        double nearness = 0;
    };
    // None where nothing is near enough to be worth a look.
    std::optional<Suggestion> suggest(const Comparable& text) const;

  private:
    struct Weighted {
        std::uint32_t example;
        float weight;
    };

    std::vector<std::string> themes_;
    std::vector<std::uint32_t> theme_of_;  // an example's
    std::unordered_map<std::uint64_t, float> rarity_;
    std::unordered_map<std::uint64_t, std::vector<Weighted>> having_;
};

inline constexpr double near_from = 0.15;

}  // namespace earshot::core
