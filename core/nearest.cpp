#include "core/nearest.h"

#include <algorithm>
#include <numeric>

namespace earshot::core {
namespace {

// How many letters must be added, dropped or changed to make one word of the other.
std::size_t edits(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t change = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
        }
    }
    return row.back();
}

constexpr std::size_t compared_letters_max = 64;  // names are no longer

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    if (word.size() < 3 || word.size() > compared_letters_max) return {};
    std::string best;
    std::size_t best_edits = (word.size() + 2) / 3 + 1;
    for (const std::string& name : known)
        if (const std::size_t away = edits(word, name); away < best_edits) {
            best = name;
            best_edits = away;
        }
    return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
    const std::string meant = nearest(word, known);
    return meant.empty() ? "" : "; did you mean \"" + meant + "\"?";
}

}  // namespace earshot::core
