#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

#include "core/clock.h"
#include "sync/wire/batch.h"

namespace earshot::sync {

// What the running hub counts of itself: nothing of any shop, device or person. Any thread.
class Metrics {
  public:
    explicit Metrics(core::milliseconds started) : started_(started) {}

    void answered(int status);
    void received(const wire::Receipt& receipt);

    // As Prometheus reads it.
    std::string text(core::milliseconds now) const;

  private:
    const core::milliseconds started_;
    std::array<std::atomic<std::uint64_t>, 6> answers_{};  // by hundreds
    std::atomic<std::uint64_t> batches_{0}, accepted_{0}, duplicates_{0}, rejected_{0};
};

}  // namespace earshot::sync
