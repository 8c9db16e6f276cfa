#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/questionnaire.h"
#include "core/record.h"

// Flags on input: the rules that a device can judge from one interview and from what the till
// tells. Nothing is thrown away for a flag; it says why an answer is set aside, or only shows.
namespace earshot::core {

// 2: with Q6, Q10 and Q11. 3: Q4 also tells by the second question, where the first is always
// there.
inline constexpr int quality_rules_version = 3;

// When the screen was touched in one interview.
struct Strike {
    milliseconds steady;
    bool dead;
    int pointers;
};
using Strikes = std::vector<Strike>;

Touches summed_up(const Strikes& strikes);

// What an interview cannot see of itself.
struct Around {
    // Whether a transaction was near: one is on, or was within the last 180 s. (One that begins
    // within 60 s would do as well, but an answer is kept, and thanked for, at once.)
    enum class Lane {
        unknown,          // no till has told of any
        busy,             // somebody was there
        empty,            // nobody was, as a till told that has fallen silent since
        certainly_empty,  // nobody was, as the till tells
    };
    Lane lane = Lane::unknown;
    bool staff = false;   // the staff's page is in use
    bool repeat = false;  // its transaction has brought an answer before

    bool operator==(const Around&) const = default;
};

// The flags of one finished interview, as the protocol names them, in order: Q1 Q2 Q3 Q4 Q6 (or
// Q6+) Q8 Q10 Q11. `first` is the first question as asked, in `locale` (its words set the reading
// time of Q3).
std::vector<std::string> flags_of(const Response& response, const Question& first,
                                  const Strikes& strikes, const Around& around = {});

// Whether an answer with these flags is left out of every count unless asked for:
// Q1 Q2 Q4 Q5+ Q6+ Q9 Q10 Q11. Others, known or not, only show.
bool sets_aside(const std::vector<std::string>& flags);

}  // namespace earshot::core
