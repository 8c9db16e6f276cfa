#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/id.h"
#include "core/questionnaire.h"

// Whom to ask, what, and in which order. Pure: clocks and chance are passed in.
namespace earshot::core {

// One question as it is put to one shopper.
struct Asked {
    Question question;
    std::vector<std::string> shown;  // choice ids, in the order shown

    bool operator==(const Asked&) const = default;
};

// All of one interview, drawn when it is armed and before anyone looks: the first question and,
// for each of its choices that has a second question, which one it would be.
struct Plan {
    std::string questionnaire;
    int version = 0;
    Asked first;
    std::map<std::string, Asked> second;  // by the first question's choice

    bool operator==(const Plan&) const = default;
};

// Draws interviews from shuffled bags of tickets, one bag for each part of the day, so that every
// first question comes up at its weight in each (survey science: systematic rounding of
// weight × 20 with a random start). A plan that nobody answers has used up its ticket.
class Asking {
  public:
    // The device's id seeds `flipped` orders by week. `random` is kept and called by draw().
    Asking(std::string device, Random random);

    // Takes another questionnaire; open bags are thrown away if it differs from the one in use.
    void use(const Questionnaire& questionnaire);

    // Whether any first question has a ticket: those with 0 rest, as enough is known of them.
    bool has_something() const;

    // The next interview. `local` is the shop's wall clock (hours of its day, its weeks).
    // Requires has_something(), and of the questionnaire that check() finds no error in it.
    Plan draw(std::chrono::local_time<milliseconds> local) {
        return plan(take_ticket(local), local);
    }

    // draw() in its two halves: which first question it is, of the questionnaire in use, and the
    // rest of the interview.
    const Question& take_ticket(std::chrono::local_time<milliseconds> local);
    Plan plan(const Question& first, std::chrono::local_time<milliseconds> local) const;

  private:
    std::string device_;
    Random random_;
    std::optional<Questionnaire> questionnaire_;
    std::map<int, std::vector<std::string>> bags_;  // by part of the day; drawn from the back
};

}  // namespace earshot::core
