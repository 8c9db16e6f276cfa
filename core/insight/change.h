#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// Whether a share moved between two periods, said only as often as it is true.
namespace earshot::core::insight {

// Adjusted p-values in the order given: Benjamini and Hochberg, J. R. Stat. Soc. B 57 (1995)
// 289-300, step-up. Each `p` in 0..1.
std::vector<double> benjamini_hochberg(const std::vector<double>& p);

// How many times more the daily counts of a question's choices scatter than chance alone would:
// pooled Pearson dispersion, mean over choices with at least one expected a day, never below 1
// (McCullagh and Nelder, Generalized Linear Models, 2nd ed. 1989, section 4.5). `days` holds, for
// each day, the counts by choice; `bases` the answers of that day.
double dispersion(const std::vector<std::map<std::string, std::int64_t>>& days,
                  const std::vector<std::int64_t>& bases);

enum class Changed { up, down, no, unknown };

struct Shares {
    std::int64_t base = 0;      // answers
    double effective = 0;       // what they are worth
    std::vector<double> share;  // of the choices to compare, in one order in both periods
};

// Shares as they were counted, without weights.
Shares plain_shares(std::int64_t base, const std::vector<std::int64_t>& n);

// For each choice, whether its share went up or down. `unknown` where either period has too few
// answers to see it. `phi` is dispersion().
std::vector<Changed> compare(const Shares& before, const Shares& now, double phi);

// The smallest rise from `share` that `n` answers in each period would show four times in five, in
// points of 1. `scatter` multiplies the variance: dispersion, and what `n` lacks of an effective
// size. None where even a rise to 1 would hardly show.
std::optional<double> smallest_rise(double share, double n, double scatter);

}  // namespace earshot::core::insight
