#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string_view>
#include <thread>

// What systemd is told of a service (sd_notify(3), Type=notify); nothing where none asks.
namespace earshot::app {

// "READY=1", "STOPPING=1": to the socket that NOTIFY_SOCKET names.
void tell_service_manager(std::string_view state);

// Twice within each WATCHDOG_USEC says that the program lives, for as long as `lives` returns: one
// that hangs is started anew.
class Watchdog {
  public:
    explicit Watchdog(std::function<void()> lives);

  private:
    std::function<void()> lives_;
    std::jthread thread_;
};

}  // namespace earshot::app
