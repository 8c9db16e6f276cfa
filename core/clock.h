#pragma once

#include <chrono>
#include <functional>

namespace earshot::core {

using std::chrono::milliseconds;

// A point on the wall clock, UTC, to the millisecond. It may jump: nothing is timed by it.
using Instant = std::chrono::sys_time<milliseconds>;

// Both clocks, read together. Records carry `wall`; every wait and latency is told by `steady`,
// which starts anywhere and only goes forward.
struct Now {
    Instant wall;
    milliseconds steady{0};
};

using Clock = std::function<Now()>;

// The machine's own clocks.
inline Now system_now() {
    using namespace std::chrono;
    return {time_point_cast<milliseconds>(system_clock::now()),
            duration_cast<milliseconds>(steady_clock::now().time_since_epoch())};
}

}  // namespace earshot::core
