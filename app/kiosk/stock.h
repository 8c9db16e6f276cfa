#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/journal.h"
#include "core/today.h"

namespace earshot::app {

// What the device holds, for the page behind the PIN.
struct Stock {
    // None while the journal cannot be read.
    std::optional<std::int64_t> unsent;
    std::optional<core::Instant> oldest;   // when the first of them was made
    std::vector<std::string> quarantined;  // why the hub refused each, as it said so
    std::optional<core::Recovery> recovery;
    std::optional<std::uintmax_t> disk_free;  // bytes
    core::Today::Counts today;

    bool operator==(const Stock&) const = default;
};

}  // namespace earshot::app
