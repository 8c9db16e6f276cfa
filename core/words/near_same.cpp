#include "core/words/near_same.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <tuple>
#include <unordered_map>

#include "core/text.h"

namespace earshot::core {
namespace {

constexpr std::size_t bands = 20;
constexpr std::size_t rows = 3;  // of a band

std::vector<std::uint64_t> trigrams_of(std::string_view text) {
    std::vector<std::uint64_t> all;
    constexpr unsigned bits = 21;  // a code point
    constexpr std::uint64_t window = (std::uint64_t{1} << (3 * bits)) - 1;
    constexpr std::uint64_t blanks = (std::uint64_t{' '} << bits) | ' ';
    std::uint64_t last = blanks;
    const auto add = [&](char32_t sign) {
        last = ((last << bits) | sign) & window;
        all.push_back(last);
    };
    while (!text.empty()) {
        const Beginning first = first_character(text);
        text.remove_prefix(first.length);
        if (!first.sign) continue;
        add(*first.sign);
        // The blank behind a word; the next one has two of its own before it.
        if (*first.sign == ' ') last = blanks;
    }
    if (!all.empty()) add(' ');
    std::ranges::sort(all);
    const auto [end, last_of_all] = std::ranges::unique(all);
    all.erase(end, last_of_all);
    return all;
}

std::size_t shared(const std::vector<std::uint64_t>& one, const std::vector<std::uint64_t>& other) {
    std::size_t count = 0;
    for (auto i = one.begin(), j = other.begin(); i != one.end() && j != other.end();) {
        if (*i == *j) {
            ++count;
            ++i;
            ++j;
        } else if (*i < *j) {
            ++i;
        } else {
            ++j;
        }
    }
    return count;
}

// How many words of the beginning a lead-in takes.
std::size_t lead_in(std::span<const Token> words, const std::string& phrase) {
    std::size_t count = 0;
    std::string_view rest = phrase;
    while (!rest.empty()) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        if (count == words.size() || words[count].plain != word) return 0;
        ++count;
    }
    return count;
}

// SplitMix64's mixing step (Steele, Lea, Flood 2014).
std::uint64_t mixed(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111eb;
    return x ^ (x >> 31U);
}

using Signature = std::array<std::uint64_t, 4>;

// Different texts only, each by its place in the list it came from.
class Search {
  public:
    Search(std::span<const Comparable> texts, std::vector<std::size_t> places)
        : texts_(texts), places_(std::move(places)), partners_(places_.size(), 0) {
        for (const std::size_t place : places_) {
            Signature signature{};
            for (const std::uint64_t trigram : texts_[place].trigrams) {
                const std::uint64_t bit = mixed(trigram) % (64 * signature.size());
                signature[bit / 64] |= std::uint64_t{1} << (bit % 64);
            }
            signatures_.push_back(signature);
        }
    }

    std::vector<Pair> exact();
    std::vector<Pair> by_hashes();

  private:
    const Comparable& at(std::size_t index) const { return texts_[places_[index]]; }
    // Whether `later` may still be paired.
    bool compare(std::size_t earlier, std::size_t later);
    // False only where they certainly share too little: two sets of trigrams differ at least in as
    // many as their signatures have different bits (Sandes, Teodoro, Melo 2017).
    bool may_be_same(std::size_t one, std::size_t other) const;

    std::span<const Comparable> texts_;
    std::vector<std::size_t> places_;
    std::vector<std::size_t> partners_;
    std::vector<Signature> signatures_;
    std::vector<Pair> found_;
};

bool Search::may_be_same(std::size_t one, std::size_t other) const {
    std::size_t different = 0;
    for (std::size_t word = 0; word < signatures_[one].size(); ++word)
        different += static_cast<std::size_t>(
            std::popcount(signatures_[one][word] ^ signatures_[other][word]));
    const std::size_t both = at(one).trigrams.size() + at(other).trigrams.size();
    if (different >= both) return false;
    // At most so many are shared, so many are left in all.
    const double common = static_cast<double>(both - different) / 2;
    return common >= same_from * (static_cast<double>(both) - common) - 1e-9;
}

bool Search::compare(std::size_t earlier, std::size_t later) {
    if (partners_[later] >= partners_max) return false;
    if (!may_be_same(earlier, later)) return true;
    if (likeness(at(earlier), at(later)) == Likeness::same) {
        found_.push_back({places_[earlier], places_[later], jaccard(at(earlier), at(later))});
        ++partners_[later];
    }
    return true;
}

// Two texts that share enough share one of the rarest few trigrams of each (Chaudhuri, Ganti,
// Kaushik 2006; Bayardo, Ma, Srikant 2007): only those are looked up.
std::vector<Pair> Search::exact() {
    std::unordered_map<std::uint64_t, std::uint32_t> often;
    for (std::size_t index = 0; index < places_.size(); ++index)
        for (const std::uint64_t trigram : at(index).trigrams) ++often[trigram];
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> having;
    std::vector<std::size_t> seen(places_.size(), std::numeric_limits<std::size_t>::max());
    for (std::size_t index = 0; index < places_.size(); ++index) {
        std::vector<std::pair<std::uint32_t, std::uint64_t>> rare;
        for (const std::uint64_t trigram : at(index).trigrams)
            rare.emplace_back(often[trigram], trigram);
        const std::size_t size = rare.size();
        const auto needed =
            static_cast<std::size_t>(std::ceil(same_from * static_cast<double>(size) - 1e-9));
        const std::size_t looked_up = size - std::min(size, needed) + 1;
        std::ranges::sort(rare);
        for (std::size_t place = 0; place < std::min(looked_up, size); ++place) {
            auto& list = having[rare[place].second];
            for (const std::uint32_t earlier : list) {
                if (seen[earlier] == index) continue;
                seen[earlier] = index;
                const auto [small, large] = std::minmax({size, at(earlier).trigrams.size()});
                if (static_cast<double>(small) < same_from * static_cast<double>(large)) continue;
                if (!compare(earlier, index)) break;
            }
            list.push_back(static_cast<std::uint32_t>(index));
        }
    }
    return std::move(found_);
}

// Broder's MinHash (1997), in bands: texts that agree on all hashes of a band are compared.
std::vector<Pair> Search::by_hashes() {
    std::vector<std::array<std::uint32_t, bands * rows>> hashes(places_.size());
    for (std::size_t index = 0; index < places_.size(); ++index) {
        auto& least = hashes[index];
        least.fill(std::numeric_limits<std::uint32_t>::max());
        for (const std::uint64_t trigram : at(index).trigrams) {
            const std::uint64_t base = mixed(trigram);
            const std::uint64_t step = mixed(base) | 1U;
            for (std::size_t hash = 0; hash < least.size(); ++hash) {
                const auto value = static_cast<std::uint32_t>((base + hash * step) >> 32U);
                least[hash] = std::min(least[hash], value);
            }
        }
    }
    std::vector<std::pair<std::size_t, std::size_t>> candidates;
    for (std::size_t band = 0; band < bands; ++band) {
        std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> buckets;
        for (std::size_t index = 0; index < places_.size(); ++index) {
            std::uint64_t key = 0;
            for (std::size_t row = 0; row < rows; ++row)
                key = mixed(key ^ hashes[index][band * rows + row]);
            auto& bucket = buckets[key];
            // Where many agree the first stand for the rest.
            for (std::size_t place = 0; place < std::min(bucket.size(), partners_max); ++place)
                candidates.emplace_back(index, bucket[place]);
            bucket.push_back(static_cast<std::uint32_t>(index));
        }
    }
    std::ranges::sort(candidates);
    const auto [end, last] = std::ranges::unique(candidates);
    candidates.erase(end, last);
    for (const auto& [later, earlier] : candidates) compare(earlier, later);
    return std::move(found_);
}

}  // namespace

Comparable comparable(std::span<const Token> words, std::span<const std::string> lead_ins) {
    std::size_t first = 0;
    for (const std::string& phrase : lead_ins) first = std::max(first, lead_in(words, phrase));
    Comparable made;
    for (const Token& token : words.subspan(first))
        made.text += (made.text.empty() ? "" : " ") + token.plain;
    made.trigrams = trigrams_of(made.text);
    return made;
}

double jaccard(const Comparable& one, const Comparable& other) {
    const std::size_t common = shared(one.trigrams, other.trigrams);
    const std::size_t all = one.trigrams.size() + other.trigrams.size() - common;
    return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

Likeness likeness(const Comparable& one, const Comparable& other) {
    if (one.text.empty() || other.text.empty()) return Likeness::different;
    if (one.text == other.text) return Likeness::same;
    const double common = jaccard(one, other);
    if (std::min(one.trigrams.size(), other.trigrams.size()) < short_below)
        return common >= short_same_from ? Likeness::same : Likeness::different;
    if (common >= same_from) return Likeness::same;
    return common >= similar_from ? Likeness::similar : Likeness::different;
}

std::vector<Pair> same_pairs(std::span<const Comparable> texts, std::size_t exact_up_to) {
    std::vector<Pair> pairs;
    std::unordered_map<std::string_view, std::size_t> first_of;
    std::vector<std::size_t> different;
    for (std::size_t index = 0; index < texts.size(); ++index) {
        if (texts[index].text.empty()) continue;
        const auto [first, is_new] = first_of.try_emplace(texts[index].text, index);
        if (is_new)
            different.push_back(index);
        else
            pairs.push_back({first->second, index, 1});
    }
    const bool few = different.size() <= exact_up_to;
    Search search(texts, std::move(different));
    const auto near = few ? search.exact() : search.by_hashes();
    pairs.insert(pairs.end(), near.begin(), near.end());
    std::ranges::sort(pairs, {}, [](const Pair& pair) { return std::tie(pair.other, pair.one); });
    return pairs;
}

}  // namespace earshot::core
