#include "core/patience.h"

namespace earshot::core {

Patience::State Patience::state(milliseconds now) const {
    const milliseconds quiet = now - since_;
    if (quiet < terms_.quiet) return State::waits;
    return quiet < terms_.quiet + terms_.warning ? State::warns : State::over;
}

std::optional<milliseconds> Patience::deadline(milliseconds now) const {
    switch (state(now)) {
        case State::waits:
            return since_ + terms_.quiet;
        case State::warns:
            return since_ + terms_.quiet + terms_.warning;
        case State::over:
            return {};
    }
    return {};
}

void Patience::touched(milliseconds now) {
    if (state(now) == State::waits) since_ = now;
}

void Patience::attended(milliseconds now) {
    if (state(now) == State::warns)
        since_ = now - terms_.quiet;
    else
        touched(now);
}

bool Patience::more_time(milliseconds now) {
    if (state(now) != State::warns || !can_extend()) return false;
    ++extensions_;
    since_ = now;
    return true;
}

}  // namespace earshot::core
