#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "sync/store/act.h"
#include "sync/store/store.h"

// Days on which something was different in a shop (a power cut, free samples, snow), so that nobody
// takes them for others.
namespace earshot::sync {

struct Day {
    std::string shop, day;  // 2026-11-22
    bool unusual = false;
    std::string why, by;
    std::optional<core::Instant> at;  // when somebody said so last
};

// One that nobody said anything about is as any other.
Day day_of(Store& store, const std::string& shop, const std::string& day);
// Those of the shop that are unusual, the newest first.
std::vector<Day> unusual_days(Store& store, const std::string& shop);
// `by` and `at` are the act's.
Day mark_day(Store& store, Day day, const Act& act);

}  // namespace earshot::sync
