#pragma once

#include <optional>

#include "core/clock.h"
#include "core/record.h"

namespace earshot::core {

// Every so often, that a fleet can be seen to be well; a device that only waits says so in 24
// records a day.
inline constexpr milliseconds status_every = std::chrono::hours{1};
// No faster than this, however often a thing changes.
inline constexpr milliseconds status_rest = std::chrono::minutes{1};
// The hub puts right what a clock shows that is further off.
inline constexpr milliseconds clock_off_from = std::chrono::minutes{5};

// When to say how a device is: at first, every status_every, and when what a person would act on
// changes: the version, the last error, what is in quarantine, whether the clock is right. Waits
// are told by the steady clock.
class StatusBeat {
  public:
    // Whether this is to be kept as a record, now. Then it counts as told.
    bool is_due(const Status& status, milliseconds steady);
    // When to look again how it is.
    milliseconds look_at() const { return looked_ ? *looked_ + status_rest : milliseconds{0}; }

  private:
    std::optional<milliseconds> looked_;
    std::optional<Status> told_;
    milliseconds told_at_{0};
};

}  // namespace earshot::core
