#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/result.h"

// The clock on a shop's wall. Time zones are the system's (tzdata). Any thread.
namespace earshot::sync {

bool is_timezone(const std::string& name);
// What new shops start with.
std::string machine_timezone();

// When the hour of the shop's clock that `at` falls in began. The two hours that share a name in
// autumn begin at different instants.
core::Instant hour_of(const std::string& timezone, core::Instant at);
// The same moved out to the next hour, unless one begins just then.
core::Instant hour_from(const std::string& timezone, core::Instant at);

// 2026-11-22, and 2026-11-22T09:00+01:00.
std::string day_name(const std::string& timezone, core::Instant at);
std::string hour_name(const std::string& timezone, core::Instant at);

// morning (until 11), midday (until 14), afternoon (until 17) or evening: as long as several people
// stand at a till in it.
std::string daypart_name(const std::string& timezone, core::Instant at);
// The same as a number, weekdays first, then weekends: core::insight::week_parts of them.
std::uint8_t week_part(const std::string& timezone, core::Instant at);
// When the daypart that `at` falls in began; the morning begins with the day.
core::Instant start_of_daypart(const std::string& timezone, core::Instant at);

// The first instant of a day (2026-11-22) in the shop. Fails as `invalid`.
core::Result<core::Instant> start_of_day(const std::string& timezone, std::string_view day);

}  // namespace earshot::sync
