#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "core/clock.h"
#include "core/result.h"

// The calendar of a shop whose hub names its time zone.
namespace earshot::app {

using DayBegins = std::function<core::Instant(std::chrono::local_days)>;

// Fails as `invalid` for a zone that this machine does not know.
core::Result<DayBegins> day_begins_in(const std::string& timezone);
core::Result<std::chrono::local_days> day_of(const std::string& timezone, core::Instant at);

// 2026-11-22
std::string date_name(std::chrono::local_days day);
// 0: Monday.
int weekday_of(std::chrono::local_days day);

}  // namespace earshot::app
