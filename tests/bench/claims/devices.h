#pragma once

#include "core/simulation/shop_records.h"
#include "tests/bench/claims/claims.h"

// What devices and the hub's rules of several interviews do to a shop's records.
namespace earshot::claims {

// The questionnaire that a new hub has.
const core::Questionnaire& supermarket();

// Days of a shop with all noise on: each till's records, and whether the hard rules of device and
// hub set each aside (false for what is no response).
struct Judged {
    core::simulation::Made made;
    bool set_aside = false;
};
std::vector<std::vector<Judged>> judged_shop(const core::simulation::Scenario& scenario,
                                             std::uint64_t seed);

// V5: of genuine interviews, the share set aside; of what is kept, the share that is not genuine.
struct HardRules {
    double genuine_lost = 0, false_kept = 0, false_before = 0;
};
HardRules measure_hard_rules(core::Armed armed, int days, const Size& size);

// V12: how far a first question's share of what was shown in a part of the day is from its
// tickets', at most. Parts with at least 400 shown.
double measure_balance(const Size& size);

// V13: the χ² p-value of where the chosen stood on the screen, of each shop; genuine answers to
// `question` on shuffled places.
std::vector<double> measure_places(const std::string& question, const Size& size);

}  // namespace earshot::claims
