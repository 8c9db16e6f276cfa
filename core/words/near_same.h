#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/words/plain.h"

// Whether two people's words are the same words: by the share of character trigrams they have in
// common (Jaccard), a word having two blanks before it and one behind (PostgreSQL's pg_trgm). What
// means the same in other words is another report, and stays one.
namespace earshot::core {

// A text made ready to be compared.
struct Comparable {
    std::string text;                     // its words, plain, one space between
    std::vector<std::uint64_t> trigrams;  // each once, in order
};

// Drops what only introduces the words: "customer said". `lead_ins` are as Cutter cuts them, plain,
// one space between.
Comparable comparable(std::span<const Token> words, std::span<const std::string> lead_ins);

enum class Likeness { different, similar, same };

inline constexpr double same_from = 0.55;
inline constexpr double similar_from = 0.40;
// Of fewer trigrams than this, one letter more or less is another word.
inline constexpr std::size_t short_below = 8;
inline constexpr double short_same_from = 0.75;

// 0 to 1; of two texts without a word 0.
double jaccard(const Comparable& one, const Comparable& other);
Likeness likeness(const Comparable& one, const Comparable& other);

struct Pair {
    std::size_t one = 0, other = 0;  // one < other
    double jaccard = 0;

    bool operator==(const Pair&) const = default;
};

// Up to this many different texts every pair is found; beyond, by MinHash, nearly every one
// (97 % of those at 0.55, 99 % at 0.6).
inline constexpr std::size_t exact_max = 50'000;
// A text is paired with at most so many earlier ones.
inline constexpr std::size_t partners_max = 8;

// The pairs that are the same, by `other`, then `one`. Of equal texts each is paired with the first
// alone, which then stands for them all.
std::vector<Pair> same_pairs(std::span<const Comparable> texts,
                             std::size_t exact_up_to = exact_max);

}  // namespace earshot::core
