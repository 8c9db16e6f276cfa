#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/words/plain.h"

// Groups of texts that look alike, for a person to name: good to show, useless to count.
namespace earshot::core {

// A text by its stems, without stop words.
using Stems = std::vector<std::string>;

inline constexpr double look_alike_from = 0.20;
inline constexpr std::size_t group_min = 3;
// More texts are not laid beside each other: the rest is left for when these have their names.
inline constexpr std::size_t grouped_max = 1'000;

struct Group {
    std::vector<std::size_t> members;  // in order
    std::size_t central = 0;           // the one most like all others
};

// TF-IDF over stems, cosine, average linkage. The largest group first. `weights`: for how many
// people a text stands, 1 if empty; a group has at least group_min people. At most grouped_max
// texts.
std::vector<Group> look_alikes(std::span<const Stems> texts,
                               std::span<const std::size_t> weights = {});

// A word of a text as naming wants it.
struct Spoken {
    std::string_view text;
    std::vector<Token> words;
    Stems stems;             // one for each of `words`
    std::vector<bool> stop;  // the same
};

// What people themselves call it, in their words, the best first (RAKE: Rose, Engel, Cramer, Cowley
// 2010): phrases between stop words and signs, those that several people say before others.
std::vector<std::string> names_for(std::span<const Spoken> texts, std::size_t most);

}  // namespace earshot::core
