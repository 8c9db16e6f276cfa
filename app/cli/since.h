#pragma once

#include <string>

#include "core/clock.h"
#include "core/result.h"

namespace earshot::app {

// "7d" → the instant seven days ago, to the second; "2026-11-01" stays: a date in the shop's zone.
// Fails as `usage`.
core::Result<std::string> since_start(const std::string& since, core::Instant now);

}  // namespace earshot::app
