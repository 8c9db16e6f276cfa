#include "app/cli/simulated_days.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <stdexcept>

namespace earshot::app {
namespace {

core::Result<const date::time_zone*> zone_of(const std::string& timezone) try {
    return date::locate_zone(timezone);
} catch (const std::runtime_error&) {
    return core::fail(
        core::ErrorKind::invalid,
        fmt::format("this machine does not know the time zone {}: install tzdata", timezone));
}

}  // namespace

core::Result<DayBegins> day_begins_in(const std::string& timezone) {
    TRY_ASSIGN(const date::time_zone* zone, zone_of(timezone));
    return [zone](std::chrono::local_days day) {
        const date::local_days local{day.time_since_epoch()};
        return core::Instant{std::chrono::time_point_cast<core::milliseconds>(
            zone->to_sys(local, date::choose::earliest))};
    };
}

core::Result<std::chrono::local_days> day_of(const std::string& timezone, core::Instant at) {
    TRY_ASSIGN(const date::time_zone* zone, zone_of(timezone));
    const auto local = zone->to_local(at);
    return std::chrono::local_days{std::chrono::floor<std::chrono::days>(local.time_since_epoch())};
}

std::string date_name(std::chrono::local_days day) {
    const std::chrono::year_month_day date{day};
    return fmt::format("{}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

int weekday_of(std::chrono::local_days day) {
    return static_cast<int>(std::chrono::weekday{day}.iso_encoding()) - 1;
}

}  // namespace earshot::app
