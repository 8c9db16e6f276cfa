#pragma once

#include <string>
#include <vector>

#include "core/record.h"
#include "core/simulation/marigold.h"

// What happens in a shop while it is watched. Days count from 0.
namespace earshot::core::simulation {

// A time in which a reason is named more often, or less, by shoppers who are asked what they would
// change (and so by what cashiers hear): an incident, a change of prices, something done about it.
struct Swing {
    std::string what;    // for the truth file
    std::string reason;  // of change_codes
    int from = 0;
    std::vector<double> factors;  // of its first days, one each
    double after = 1;             // from then on
    bool express_only = false;
    bool upsets = false;  // acute: who meets it is more likely to answer

    double on(int day) const;
};

// Produce is bad: twice as many say so on the first day, three times as many for eight more; then
// it is put right, and forgotten over three days.
Swing incident(int from = 35);
Swing doubled(int from = 35);           // twice as many, for those nine days
Swing half_more(int from = 35);         // 1.5 times
Swing slow_drift(int from = 35);        // 10 % a week on top of the week before, for ten weeks
Swing express_incident(int from = 35);  // as incident(), at the express lanes alone
Swing price_change(int from = 56);      // 40 % more about prices, real and for good
// Something done about `reason`: `factor` of what was said remains, for good. 1: it does nothing.
Swing action(const std::string& reason, int day, double factor);

// A day unlike others: snow, a holiday's eve.
struct UnusualDay {
    int day = 0;
    std::string what;
    double transactions = 1;
    std::string reason;  // of change_codes
    double factor = 1;
};

struct Noise {
    bool children = true, bored = true, clock_jump = true, dead_afternoon = true;
    bool inventor = true, batcher = true, double_submits = true;
};
inline constexpr Noise quiet{false, false, false, false, false, false, false};

struct Scenario {
    int days = 26 * 7;
    int first_weekday = 0;  // 0: Monday
    std::vector<Swing> swings;
    std::vector<UnusualDay> unusual;
    // `transaction`: a till tells of each, and it brings one question at most. `always`: none does.
    Armed armed = Armed::transaction;
    double ask_share = 1;
    Noise noise;
};

// As many days as there are, with something to be found in them: one of the incidents in turn (the
// seventh shop has none), in the sixth week where there are eight, else ten days before the end; an
// action that works, one that doesn't, and a day of snow.
Scenario eventful(int variant, int days);

}  // namespace earshot::core::simulation
