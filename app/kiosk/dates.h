#pragma once

#include <string>

#include "core/clock.h"

namespace earshot::app {

// The day as it is written in a language ("16 November"), by the clock of `zone` (IANA).
std::string day_in_words(core::Instant at, const std::string& zone, const std::string& language);

}  // namespace earshot::app
