#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/clock.h"
#include "sync/hub/limits.h"

namespace earshot::sync {

// Counts what each device and each address asks in a minute. Any thread.
class Gate {
  public:
    explicit Gate(const Limits& limits)
        : devices_(limits.device_requests), addresses_(limits.failed_tries) {}

    // Seconds to wait, if the device has asked too often.
    std::optional<int> device_waits(const std::string& device, core::milliseconds now);
    // Seconds to wait, if too many tries of this address have failed.
    std::optional<int> address_waits(const std::string& address, core::milliseconds now);
    void failed(const std::string& address, core::milliseconds now);

  private:
    // How often each was seen in the minute that began with its first time.
    class Minutes {
      public:
        explicit Minutes(int most) : most_(most) {}
        void count(const std::string& who, core::milliseconds now);
        std::optional<int> waits(const std::string& who, core::milliseconds now) const;

      private:
        struct Minute {
            core::milliseconds began{0};
            int seen = 0;
        };
        void forget_old(core::milliseconds now);

        int most_;
        std::map<std::string, Minute> minutes_;
    };

    std::mutex mutex_;
    Minutes devices_;
    Minutes addresses_;
};

}  // namespace earshot::sync
