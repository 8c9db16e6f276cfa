#include "core/words/look_alikes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <unordered_map>

namespace earshot::core {
namespace {

constexpr std::size_t phrase_max = 4;  // words
constexpr std::size_t letters_min = 3;

using Vector = std::vector<std::pair<std::uint32_t, float>>;  // a stem's number, its weight

std::vector<Vector> weighed(std::span<const Stems> texts) {
    std::unordered_map<std::string, std::uint32_t> number_of;
    std::vector<std::size_t> often;
    std::vector<std::map<std::uint32_t, float>> counts(texts.size());
    for (std::size_t index = 0; index < texts.size(); ++index)
        for (const std::string& stem : texts[index]) {
            const auto [known, is_new] =
                number_of.try_emplace(stem, static_cast<std::uint32_t>(often.size()));
            if (is_new) often.push_back(0);
            if (++counts[index][known->second] == 1) ++often[known->second];
        }
    std::vector<Vector> vectors;
    for (const auto& count : counts) {
        Vector vector;
        double square = 0;
        for (const auto& [stem, n] : count) {
            const double rarity =
                1 + std::log(static_cast<double>(texts.size()) / static_cast<double>(often[stem]));
            vector.emplace_back(stem, static_cast<float>(n * rarity));
            square += n * rarity * n * rarity;
        }
        for (auto& [stem, weight] : vector) weight /= static_cast<float>(std::sqrt(square));
        vectors.push_back(std::move(vector));
    }
    return vectors;
}

using Row = std::unordered_map<std::uint32_t, float>;  // sums of cosines, by cluster

std::vector<Row> cosines_of(const std::vector<Vector>& vectors) {
    std::unordered_map<std::uint32_t, std::vector<std::pair<std::uint32_t, float>>> having;
    std::vector<Row> rows(vectors.size());
    for (std::uint32_t index = 0; index < vectors.size(); ++index)
        for (const auto& [stem, weight] : vectors[index]) {
            auto& list = having[stem];
            for (const auto& [other, others] : list) rows[index][other] += weight * others;
            list.emplace_back(index, weight);
        }
    for (std::uint32_t index = 0; index < rows.size(); ++index)
        for (const auto& [other, cosine] : rows[index])
            if (other < index) rows[other][index] = cosine;
    return rows;
}

struct Linked {
    double average;
    std::uint32_t one, other;
    std::uint32_t one_age, other_age;

    bool operator<(const Linked& than) const {
        if (average != than.average) return average < than.average;
        return one != than.one ? one > than.one : other > than.other;
    }
};

// The average of all pairs between two clusters only falls where one without a link joins: what is
// below the cut may rise again, so that sums are kept, and only what is above it waits in line.
class Linkage {
  public:
    explicit Linkage(std::vector<Row> rows)
        : rows_(std::move(rows)), members_(rows_.size()), age_(rows_.size(), 0) {
        for (std::uint32_t index = 0; index < rows_.size(); ++index) members_[index] = {index};
    }

    std::vector<std::vector<std::size_t>> run() {
        for (std::uint32_t index = 0; index < rows_.size(); ++index) offer(index, true);
        while (!waiting_.empty()) {
            const Linked next = waiting_.top();
            waiting_.pop();
            if (age_[next.one] == next.one_age && age_[next.other] == next.other_age)
                join(next.one, next.other);
        }
        std::erase_if(members_, [](const auto& members) { return members.empty(); });
        return std::move(members_);
    }

  private:
    void offer(std::uint32_t one, bool later_only) {
        for (const auto& [other, sum] : rows_[one]) {
            if (later_only && other < one) continue;
            const double average = sum / static_cast<double>(members_[one].size()) /
                                   static_cast<double>(members_[other].size());
            if (average >= look_alike_from)
                waiting_.push({average, one, other, age_[one], age_[other]});
        }
    }

    void join(std::uint32_t one, std::uint32_t other) {
        if (rows_[one].size() < rows_[other].size()) std::swap(one, other);
        rows_[one].erase(other);
        rows_[other].erase(one);
        for (const auto& [third, sum] : rows_[other]) {
            rows_[third].erase(other);
            rows_[third][one] = rows_[one][third] += sum;
        }
        rows_[other].clear();
        members_[one].insert(members_[one].end(), members_[other].begin(), members_[other].end());
        members_[other].clear();
        ++age_[one];
        ++age_[other];
        offer(one, false);
    }

    std::vector<Row> rows_;
    std::vector<std::vector<std::size_t>> members_;
    std::vector<std::uint32_t> age_;  // a link between other ages is out of date
    std::priority_queue<Linked> waiting_;
};

}  // namespace

std::vector<Group> look_alikes(std::span<const Stems> texts, std::span<const std::size_t> weights) {
    const auto rows = cosines_of(weighed(texts));
    const auto people = [&](const std::vector<std::size_t>& members) {
        return std::accumulate(members.begin(), members.end(), std::size_t{0},
                               [&](std::size_t sum, std::size_t member) {
                                   return sum + (weights.empty() ? 1 : weights[member]);
                               });
    };
    std::vector<Group> groups;
    for (auto& members : Linkage(rows).run()) {
        if (people(members) < group_min) continue;
        std::ranges::sort(members);
        Group group{members, members.front()};
        double best = -1;
        for (const std::size_t member : members) {
            double sum = 0;
            for (const std::size_t other : members)
                if (const auto found = rows[member].find(static_cast<std::uint32_t>(other));
                    found != rows[member].end())
                    sum += found->second;
            if (sum > best) {
                best = sum;
                group.central = member;
            }
        }
        groups.push_back(std::move(group));
    }
    std::ranges::stable_sort(groups, std::greater<>(),
                             [&](const Group& group) { return people(group.members); });
    return groups;
}

std::vector<std::string> names_for(std::span<const Spoken> texts, std::size_t most) {
    struct Phrase {
        std::string shown;
        std::vector<std::string> stems;
        std::set<std::size_t> said_by;
    };
    std::map<std::string, Phrase> phrases;        // by their stems
    std::map<std::string, double> often, beside;  // of a stem
    for (std::size_t index = 0; index < texts.size(); ++index) {
        const Spoken& text = texts[index];
        for (std::size_t from = 0; from < text.words.size();) {
            std::size_t to = from;
            while (to < text.words.size() && !text.stop[to] &&
                   (to == from || !text.words[to].apart))
                ++to;
            if (to == from) {
                ++from;
                continue;
            }
            for (std::size_t at = from; at < to; ++at) {
                often[text.stems[at]] += 1;
                beside[text.stems[at]] += static_cast<double>(to - from);
            }
            // Parts of a run as well: others may say only those.
            for (std::size_t begin = from; begin < to; ++begin)
                for (std::size_t end = begin + 1; end <= std::min(to, begin + phrase_max); ++end) {
                    std::string key;
                    for (std::size_t at = begin; at < end; ++at) key += text.stems[at] + " ";
                    Phrase& phrase = phrases[key];
                    if (phrase.shown.empty()) {
                        const std::size_t first = text.words[begin].from;
                        phrase.shown = text.text.substr(first, text.words[end - 1].to - first);
                        phrase.stems.assign(text.stems.begin() + static_cast<std::ptrdiff_t>(begin),
                                            text.stems.begin() + static_cast<std::ptrdiff_t>(end));
                    }
                    phrase.said_by.insert(index);
                }
            from = to;
        }
    }
    struct Ranked {
        const Phrase* phrase;
        double score;
    };
    std::vector<Ranked> ranked;
    for (const auto& [key, phrase] : phrases) {
        if (phrase.shown.size() < letters_min) continue;
        double score = 0;
        for (const std::string& stem : phrase.stems) score += beside[stem] / often[stem];
        ranked.push_back({&phrase, score * static_cast<double>(phrase.said_by.size())});
    }
    std::ranges::stable_sort(ranked, [](const Ranked& one, const Ranked& other) {
        const bool both = one.phrase->said_by.size() >= 2,
                   others = other.phrase->said_by.size() >= 2;
        return both != others ? both : one.score > other.score;
    });
    std::vector<std::string> names;
    std::vector<const Phrase*> taken;
    for (const auto& [phrase, score] : ranked) {
        if (names.size() == most) break;
        const bool said_already = std::ranges::any_of(taken, [&](const Phrase* other) {
            return !std::ranges::search(other->stems, phrase->stems).empty() ||
                   !std::ranges::search(phrase->stems, other->stems).empty();
        });
        if (said_already) continue;
        names.push_back(phrase->shown);
        taken.push_back(phrase);
    }
    return names;
}

}  // namespace earshot::core
