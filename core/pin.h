#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/clock.h"

// The shop's PIN: it guards functions, never data, as every six-digit PIN falls in days to whoever
// holds its hash. So guesses are counted, and waited for.
namespace earshot::core {

// Whether `pin` is the one that `hash` was made from (argon2id, as libsodium writes it). Takes the
// time and memory that the hash was made to take: not for a thread that draws. Throws
// std::runtime_error where it cannot be told: no memory, or no such hash.
bool fits_pin(std::string_view pin, const std::string& hash);

// Which start of the machine this is, another after each; empty where it cannot be told.
std::string this_boot();

// How many guesses were wrong in a row, and how long the next must wait. Only the steady clock
// counts, and only within one start of the machine: after another, what is left of a wait is
// unknown, and all of it is waited again. The wall clock, which anybody may set, is never asked.
class PinGuesses {
  public:
    static constexpr int without_waiting = 5;
    static constexpr int ask_supervisor_from = 10;
    static constexpr milliseconds shortest_wait = std::chrono::seconds(30);
    static constexpr milliseconds longest_wait = std::chrono::minutes(15);

    // `boot` is this_boot(); so far none was wrong.
    explicit PinGuesses(std::string boot) : boot_(std::move(boot)) {}
    // What written() gave, in this start of the machine or an earlier one. What cannot be read
    // was tampered with: it counts as ask_supervisor_from wrong ones, just made.
    static PinGuesses read(std::string_view text, std::string boot, milliseconds now);
    static PinGuesses suspicious(std::string boot, milliseconds now);
    std::string written() const;

    int wrong() const { return wrong_; }
    // Until the next may be made; zero where it may be made now.
    milliseconds left(milliseconds now) const;

    // One more, held for wrong until it is judged. Only while nothing is left to wait.
    void count(milliseconds now);
    void was_right() { wrong_ = 0; }

  private:
    milliseconds wait() const;

    std::string boot_;
    int wrong_ = 0;
    milliseconds counted_at_{0};
};

struct PinVerdict {
    bool right = false;
    bool judged = true;  // false where it came too soon
    int wrong = 0;       // in a row
    milliseconds left{0};

    bool operator==(const PinVerdict&) const = default;
};

// The same on a disk: as FOLDER/pin-guesses, so that no restart and no power cut gives guesses
// back. Not thread-safe; not for a thread that draws.
class PinGate {
  public:
    // Where the file cannot be written, a restart would give guesses back: each then begins as
    // after suspicious().
    PinGate(std::filesystem::path folder, std::string boot, milliseconds now);

    PinVerdict look(milliseconds now) const;
    // The guess is durably counted as wrong before it is judged. Throws as fits_pin() does.
    PinVerdict guess(std::string_view pin, const std::string& hash, milliseconds now);

  private:
    bool keep() const;

    std::filesystem::path file_;
    PinGuesses guesses_;
};

}  // namespace earshot::core
