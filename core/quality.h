#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/questionnaire.h"
#include "core/record.h"

// Flags on input: the rules that a device can judge from one interview. Nothing is thrown away for
// a flag; it says why an answer is set aside, or only shows.
namespace earshot::core {

inline constexpr int quality_rules_version = 1;

// When the screen was touched in one interview.
struct Strike {
    milliseconds steady;
    bool dead;
    int pointers;
};
using Strikes = std::vector<Strike>;

Touches summed_up(const Strikes& strikes);

// The flags of one finished interview, as the protocol names them, in order: Q1 Q2 Q3 Q4 Q8.
// `first` is the first question as asked, in `locale` (its words set the reading time of Q3).
std::vector<std::string> flags_of(const Response& response, const Question& first,
                                  const Strikes& strikes);

// Whether an answer with these flags is left out of every count unless asked for:
// Q1 Q2 Q4 Q5+ Q6+ Q9 Q10 Q11. Others, known or not, only show.
bool sets_aside(const std::vector<std::string>& flags);

}  // namespace earshot::core
