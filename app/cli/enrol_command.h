#pragma once

#include <string>

#include "app/cli/hub_call.h"

namespace earshot::app {

struct EnrolWish {
    HubAddress at;
    std::string shop, till;
    bool json = false;
};

void add_enrol_flags(CLI::App& command, EnrolWish& wish);

// `earshot enrol`: prints a code with which one kiosk is enrolled within 15 minutes. Shop and till
// are made where they are new.
core::Result<void> print_enrolment_code(const EnrolWish& wish);

}  // namespace earshot::app
