#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/insight/report.h"

// What the answers would say if the shoppers of every hour, till and basket had answered alike. It
// puts right who was asked, not who chose to answer.
namespace earshot::core::insight {

// One way to divide the answers, and how many there should be of each part.
struct Margin {
    std::vector<int> part_of;    // of each cell; -1: not known, its answers are left as they are
    std::vector<double> target;  // of each part, in any unit; neighbours stand side by side
};

// A weight for each cell of `n` answers, mean 1 over all answers, so that every margin is met as
// nearly as weights between 0.25 and 4 allow: Deming and Stephan, Ann. Math. Stat. 11 (1940)
// 427-444. Every part needs answers and a target above 0: see merge_small().
std::vector<double> rake(const std::vector<double>& n, const std::vector<Margin>& margins);

// Joins parts with fewer than `smallest` answers, or with no target, to their neighbour.
void merge_small(Margin& margin, const std::vector<double>& n, double smallest);

// How many equally weighted answers tell as much: (Σwn)² / Σw²n, Kish, Survey Sampling, 1965.
double kish(const std::vector<double>& weights, const std::vector<double>& n);

// Weights for the answers of one or several shops, from how many shopped there.
class Weighing {
  public:
    explicit Weighing(const std::vector<Traffic>& traffic);

    // The cell that a tally counts into: till, part of the week and basket.
    std::size_t cell(const Tally& tally);
    std::size_t cells() const { return 5 * week_parts * tills_.size(); }

    // The weight of each cell, for answers that lie in the cells as `n` has them. Empty where the
    // tills do not tell how many shopped, or not for so many answers that it would do.
    std::vector<double> weights(const std::vector<double>& n) const;

  private:
    struct Till {
        double by_part[week_parts] = {};
    };

    std::size_t till(const std::string& shop, const std::string& till);

    std::map<std::pair<std::string, std::string>, std::size_t> tills_;
    std::vector<Till> shoppers_;
    std::vector<double> baskets_;
};

}  // namespace earshot::core::insight
