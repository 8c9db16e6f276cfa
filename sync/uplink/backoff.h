#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/clock.h"
#include "core/id.h"

// How long to wait after a failure. Waits are drawn, so that a thousand devices that failed at one
// moment don't return at one moment.
namespace earshot::sync {

inline constexpr core::milliseconds backoff_min = std::chrono::seconds(1);
inline constexpr core::milliseconds backoff_max = std::chrono::minutes(5);
inline constexpr core::milliseconds retry_after_max = std::chrono::hours(24);

// Exponential backoff with full jitter: between backoff_min and a ceiling that doubles with each
// failure, up to backoff_max.
class Backoff {
  public:
    core::milliseconds next(const core::Random& random);
    void clear() { failures_ = 0; }

  private:
    int failures_ = 0;
};

// What a Retry-After asks for, in seconds or as an HTTP date, within backoff_min and
// retry_after_max. `hub_now` is what the hub's clock shows. None for what says nothing: junk, or a
// time that is over.
std::optional<core::milliseconds> read_retry_after(std::string_view text, core::Instant hub_now);

// That wait, and up to a tenth more by chance (never over retry_after_max): those who were told
// the same number must not return together.
core::milliseconds spread(core::milliseconds wait, const core::Random& random);

}  // namespace earshot::sync
