#pragma once

#include <string>
#include <utility>

#include "core/clock.h"

namespace earshot::sync {

// Who changes something, and when: what the audit log names. By default it is earshot-hub itself,
// called on the machine where the store is.
struct Act {
    Act(core::Instant when, std::string who = "earshot-hub") : at(when), by(std::move(who)) {}

    core::Instant at;
    std::string by;
};

}  // namespace earshot::sync
