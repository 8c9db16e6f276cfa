#pragma once

#include <array>
#include <vector>

#include "core/simulation/dice.h"
#include "core/simulation/scenario.h"

// What is true of a shop, day by day, before anybody is asked.
namespace earshot::core::simulation {

struct Day {
    int day = 0;
    bool weekend = false;
    double transactions = 0;                       // expected
    std::array<double, daypart_count> dayparts{};  // shares of it
    // Shares, by segment (and express lane, 0 or 1). Each sums up to 1.
    std::array<std::array<ByCode<double>, 2>, segment_count> change{};
    std::array<ByCode<double>, segment_count> why{};
    std::array<ByCode<bool>, 2> upsets{};  // by lane: who names it today has met an acute trouble
};

// Which question.
enum class Asks { why, change };

// A part of the shop whose shoppers can be counted at the till: what weights are made of.
inline constexpr std::size_t cell_count = daypart_count * 2 * basket_count;
constexpr std::size_t cell(std::size_t daypart, bool express, std::size_t basket) {
    return (daypart * 2 + (express ? 1 : 0)) * basket_count + basket;
}
constexpr std::size_t daypart_of(std::size_t cell) { return cell / basket_count / 2; }
constexpr bool express_of(std::size_t cell) { return cell / basket_count % 2 != 0; }
constexpr std::size_t basket_of(std::size_t cell) { return cell % basket_count; }

// Expected numbers: of what would be answered if all were asked, and of what all would say.
struct Truth {
    ByCode<double> answerers{}, shoppers{};
};
using CellTruths = std::array<Truth, cell_count>;

ByCode<double> add(const ByCode<double>& left, const ByCode<double>& right);
Truth sum_of(const CellTruths& cells);
// Weights into shares of 1.
ByCode<double> shares_of(ByCode<double> weights);

class World {
  public:
    World(const Marigold& shop, const Scenario& scenario);

    const Marigold& shop() const { return shop_; }
    const Scenario& scenario() const { return scenario_; }

    Day day(int day, Dice& dice) const;
    CellTruths truth(const Day& day, Asks asks) const;

    // How likely somebody answers who would change `change`.
    double answers(const Day& day, std::size_t segment, std::size_t daypart, bool express,
                   std::size_t change) const {
        return answers_[day.weekend ? 1 : 0][daypart][segment][express ? 1 : 0]
                       [change == change_none ? 1 : 0][day.upsets[express ? 1 : 0][change] ? 1 : 0];
    }
    // The same of all who are asked on days like any, over a week.
    double usual_response() const;

  private:
    // By [weekend][daypart][segment][express][content][upset].
    std::array<
        std::array<std::array<std::array<std::array<std::array<double, 2>, 2>, 2>, segment_count>,
                   daypart_count>,
        2>
        answers_{};
    Marigold shop_;
    Scenario scenario_;
};

}  // namespace earshot::core::simulation
