#pragma once

#include <csignal>
#include <functional>
#include <thread>

namespace earshot::app {

// SIGTERM and SIGINT as a call on a thread of its own, where anything may be called. Make it before
// any other thread: those inherit that the signals are blocked.
class Signals {
  public:
    explicit Signals(std::function<void()> asked_to_end);
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

  private:
    sigset_t signals_;
    std::jthread thread_;
};

}  // namespace earshot::app
