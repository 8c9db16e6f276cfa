#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/kiosk/child.h"
#include "core/clock.h"

namespace earshot::app {

// Says sentences, one at a time, through a program of its own, so that a fault of it is none of
// ours. Its text goes in on stdin: it stands in no list of processes and on no disk. Where the
// program or any sound is missing, everything is said in silence, at once.
// say() and hush() wait for nothing; one thread calls them.
class Speech {
  public:
    static constexpr int levels = 4;
    // A program that has not said its sentence by then hangs, and is killed.
    static constexpr core::milliseconds gives_up_after{90'000};

    // The program and its flags, for a language's code and a level from 1 to `levels`.
    using Command = std::function<std::vector<std::string>(const std::string& language, int level)>;
    // From the speech's own thread: what say() gave this number has been said to its end.
    using Ended = std::function<void(std::uint64_t number)>;

    explicit Speech(Ended ended, Command command = espeak,
                    core::milliseconds patience = gives_up_after);
    ~Speech();
    Speech(const Speech&) = delete;
    Speech& operator=(const Speech&) = delete;

    // Cuts off what is being said. Gives its number.
    std::uint64_t say(std::string text, std::string language, int level);
    // Silent on return of the program's death, a moment later; it is no end to be told of.
    void hush();

    static std::vector<std::string> espeak(const std::string& language, int level);

  private:
    struct Saying {
        std::uint64_t number = 0;
        std::string text, language;
        int level = 1;
    };

    void run(const std::stop_token& stop);
    // Whether it was said to its end.
    bool speak(const Saying& saying);

    Ended ended_;
    Command command_;
    core::milliseconds patience_;
    std::uint64_t count_ = 0;
    Bell bell_;  // rung when what is being said is to be cut off
    std::mutex mutex_;
    std::condition_variable_any woken_;
    std::optional<Saying> next_;
    std::jthread thread_;
};

}  // namespace earshot::app
