#pragma once

#include <optional>

#include "core/clock.h"

namespace earshot::core {

// How long a shopper who has begun something is waited for: first in silence, then with a warning
// in which they can ask for more time. What was begun is given up after that, so that the next
// shopper does not find it.
class Patience {
  public:
    struct Terms {
        milliseconds quiet;       // untouched, until it warns
        milliseconds warning;     // how long it warns
        int extensions_max = 10;  // how often "more time" is there
    };
    enum class State { waits, warns, over };

    // Starts to wait. All times are of the steady clock.
    Patience(Terms terms, milliseconds now) : terms_(terms), since_(now) {}

    State state(milliseconds now) const;
    // When state() changes next; none once it is over.
    std::optional<milliseconds> deadline(milliseconds now) const;

    // A touch or a key: the silence begins anew. Nothing ends a warning but more_time(): what is
    // typed without looking must not.
    void touched(milliseconds now);
    // What is shown is being spoken: the silence, or the warning, begins anew.
    void attended(milliseconds now);
    // "More time", while it warns. False where there is no more to be had.
    bool more_time(milliseconds now);
    bool can_extend() const { return extensions_ < terms_.extensions_max; }

  private:
    Terms terms_;
    milliseconds since_;
    int extensions_ = 0;
};

// Words and contact details (trust: accessibility, time).
inline constexpr Patience::Terms patience_for_words{milliseconds{45'000}, milliseconds{20'000}};
// The second question where it is asked at a slow pace.
inline constexpr Patience::Terms patience_for_slow_question{milliseconds{30'000},
                                                            milliseconds{20'000}};

}  // namespace earshot::core
