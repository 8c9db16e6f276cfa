#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/pin.h"

namespace earshot::app {

// Guesses at the PIN, judged on a thread of their own: to judge one takes a moment and tens of
// MiB, and to count it a disk. The thread starts with the first call, as most days nobody asks.
class PinThread {
  public:
    // Called on that thread; none where the PIN could not be checked.
    using Tell = std::function<void(std::optional<core::PinVerdict>)>;

    PinThread(std::filesystem::path folder, Tell tell)
        : folder_(std::move(folder)), tell_(std::move(tell)) {}
    PinThread(const PinThread&) = delete;
    PinThread& operator=(const PinThread&) = delete;

    // These are for one thread, and return at once.
    void look();
    void guess(std::string pin, std::string hash);

  private:
    struct Guess {
        std::string pin, hash;
    };
    using Task = std::optional<Guess>;  // none: look

    void post(Task task);
    void run(const std::stop_token& stop);
    std::optional<core::PinVerdict> judge(core::PinGate& gate, const Task& task) const;

    std::filesystem::path folder_;
    Tell tell_;
    std::mutex mutex_;
    std::condition_variable_any posted_;
    std::deque<Task> tasks_;  // under mutex_
    std::jthread thread_;     // last: it uses all the others
};

}  // namespace earshot::app
