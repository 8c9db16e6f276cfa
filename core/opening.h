#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/bundle.h"
#include "core/clock.h"

// When a shop is open, by its own clock.
namespace earshot::core {

// By mon … sun; none: always open. A span that ends before it begins, or as it begins, goes on into
// the next day.
using Hours = std::optional<std::map<std::string, OpenHours>>;

// What the clock on the shop's wall shows.
using ToLocal = std::function<std::chrono::local_time<milliseconds>(Instant)>;

bool is_open(const Hours& hours, std::chrono::local_time<milliseconds> local);

// When is_open() next becomes another, to the second; none where it does not within eight days.
// Right across the nights on which clocks are put forward or back. A span or pause shorter than
// five minutes may be passed over.
std::optional<Instant> next_change(const Hours& hours, Instant from, const ToLocal& to_local);

}  // namespace earshot::core
