#pragma once

#include <cstdint>
#include <string>

#include "app/cli/hub_call.h"

namespace earshot::app {

struct SimulateWish {
    HubAddress at;
    int shops = 1, tills = 6, days = 28;
    std::uint64_t seed = 1;
    double rate = 0;  // records a second; 0: as fast as the hub takes them
    std::string truth;
};

void add_simulate_flags(CLI::App& command, SimulateWish& wish);

// `earshot simulate`: makes shops whose truth is known (core/simulation), enrols their tills and
// hands over what they would have sent in the days up to yesterday. What is true, and what was
// sent, stands in the truth file. SIGINT and SIGTERM end it tidily.
core::Result<void> simulate(const SimulateWish& wish);

}  // namespace earshot::app
