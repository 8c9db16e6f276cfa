#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/asking.h"
#include "core/simulation/world.h"

namespace earshot::core::simulation {

// One shopper at the till, and what they would say whichever question they meet.
struct Shopper {
    std::size_t segment = 0, daypart = 0;
    bool express = false;
    std::size_t basket = 0;  // as core::Basket
    std::size_t why = 0;     // in why_codes
    std::size_t change = 0;  // in change_codes
    bool first_choice = false, satisfied = false, weekly = false, first_time = false;
};

Shopper shopper_of(const World& world, const Day& day, std::size_t daypart, Dice& dice);

// How shoppers answer each question of a questionnaire. Choices are told by their ids where the
// question measures what is known of shoppers; of any other question, the earlier choices are
// taken more often.
class Answering {
  public:
    explicit Answering(const Questionnaire& questionnaire);

    // The id of one of its choices.
    const std::string& choice(const Question& question, const Shopper& shopper, Dice& dice) const;

  private:
    enum class Kind { why, change, visit, rank, trips, frequency, praise, trouble, other };
    struct Known {
        Kind kind = Kind::other;
        // Where each code stands among the choices; no_place where it does not.
        ByCode<std::size_t> why{}, change{};
        std::vector<double> weights;
    };
    static constexpr std::size_t no_place = static_cast<std::size_t>(-1);

    static Known known_of(const Question& question);
    std::size_t place(const Known& known, const Question& question, const Shopper& shopper,
                      Dice& dice) const;

    std::map<std::string, Known, std::less<>> known_;
};

}  // namespace earshot::core::simulation
