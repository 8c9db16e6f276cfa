#pragma once

#include <chrono>
#include <string>

#include "core/clock.h"

namespace earshot::app {

// What the clock on the shop's wall shows; UTC where the zone is unknown.
std::chrono::local_time<core::milliseconds> shop_time(core::Instant instant,
                                                      const std::string& timezone);

}  // namespace earshot::app
