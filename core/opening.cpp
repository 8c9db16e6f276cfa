#include "core/opening.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace earshot::core {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr minutes scan_step{5};
constexpr days scan_reach{8};
constexpr std::array<std::string_view, 7> weekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

// "HH:MM" as sync/wire has checked it.
minutes of_day(const std::string& time) {
    const auto digits = [&](std::size_t at) {
        return (time[at] - '0') * 10 + (time[at + 1] - '0');
    };
    return minutes{digits(0) * 60 + digits(3)};
}

// Whether a span that began on `day` is on at this time after that day's midnight, which may lie
// on the day after.
bool is_on(const std::map<std::string, OpenHours>& hours, std::chrono::local_days day,
           milliseconds since_midnight) {
    const auto weekday = std::chrono::weekday{day}.c_encoding();
    const auto spans = hours.find(std::string(weekdays.at(weekday)));
    if (spans == hours.end()) return false;
    return std::ranges::any_of(spans->second, [&](const auto& span) {
        const minutes from = of_day(span.first);
        minutes to = of_day(span.second);
        if (to <= from) to += days{1};
        return from <= since_midnight && since_midnight < to;
    });
}

}  // namespace

bool is_open(const Hours& hours, std::chrono::local_time<milliseconds> local) {
    if (!hours) return true;
    const auto today = std::chrono::floor<days>(local);
    return is_on(*hours, today, local - today) ||
           is_on(*hours, today - days{1}, local - (today - days{1}));
}

std::optional<Instant> next_change(const Hours& hours, Instant from, const ToLocal& to_local) {
    if (!hours) return {};
    const auto open_at = [&](Instant at) { return is_open(hours, to_local(at)); };
    const bool open = open_at(from);
    Instant same = from;
    while (open_at(same + scan_step) == open) {
        same += scan_step;
        if (same - from > scan_reach) return {};
    }
    Instant other = same + scan_step;
    while (other - same > std::chrono::seconds{1}) {
        const Instant middle = same + (other - same) / 2;
        (open_at(middle) == open ? same : other) = middle;
    }
    return std::chrono::ceil<std::chrono::seconds>(same + milliseconds{1});
}

}  // namespace earshot::core
