#pragma once

#include <string>

#include "app/cli/hub_call.h"

// Says in plain words what is wrong and what to do.
namespace earshot::app {

struct DoctorWish {
    std::string data;  // of a kiosk or a hub
    HubAddress at;
};

void add_doctor_flags(CLI::App& command, DoctorWish& wish);

// `earshot doctor`: a line for each thing there is to say, those that are wrong with a cross. Fails
// as `invalid` where something is, in the last line how much.
core::Result<void> examine(const DoctorWish& wish);

}  // namespace earshot::app
