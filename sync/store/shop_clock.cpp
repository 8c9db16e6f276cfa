#include "sync/store/shop_clock.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace earshot::sync {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Beyond these the calendar has no names; a device's clock can be anywhere.
constexpr core::Instant earliest{milliseconds{-62'135'596'800'000}};  // 0001
constexpr core::Instant latest{milliseconds{253'402'300'799'000}};    // 9999

core::Instant within(core::Instant at) { return std::clamp(at, earliest, latest); }

const date::time_zone& zone(const std::string& name) { return *date::locate_zone(name); }

seconds offset_at(const std::string& timezone, core::Instant at) {
    return zone(timezone).get_info(std::chrono::floor<seconds>(at)).offset;
}

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

}  // namespace

bool is_timezone(const std::string& name) try {
    return date::locate_zone(name) != nullptr;
} catch (const std::runtime_error&) {
    return false;
}

std::string machine_timezone() try {
    return date::current_zone()->name();
} catch (const std::runtime_error&) {
    return "UTC";
}

core::Instant hour_of(const std::string& timezone, core::Instant at) {
    const seconds offset = offset_at(timezone, within(at));
    return core::Instant{std::chrono::floor<hours>((within(at) + offset).time_since_epoch())} -
           offset;
}

core::Instant hour_from(const std::string& timezone, core::Instant at) {
    const core::Instant start = hour_of(timezone, at);
    return start == at ? start : hour_of(timezone, start + hours{1});
}

std::string day_name(const std::string& timezone, core::Instant at) {
    const auto day = date::floor<date::days>(within(at) + offset_at(timezone, within(at)));
    return date::format("%F", day);
}

std::string hour_name(const std::string& timezone, core::Instant at) {
    const seconds offset = offset_at(timezone, within(at));
    const auto away = std::chrono::duration_cast<minutes>(std::chrono::abs(offset));
    return fmt::format("{}{}{:02}:{:02}", date::format("%FT%R", within(at) + offset),
                       offset < seconds{0} ? '-' : '+', away.count() / 60, away.count() % 60);
}

std::uint8_t week_part(const std::string& timezone, core::Instant at) {
    const auto local = within(at) + offset_at(timezone, within(at));
    const auto day = date::floor<date::days>(local);
    const auto hour = std::chrono::floor<hours>(local - day).count();
    const date::weekday of_week{day};
    const int part = (hour >= 11 ? 1 : 0) + (hour >= 14 ? 1 : 0) + (hour >= 17 ? 1 : 0);
    const bool weekend = of_week == date::Saturday || of_week == date::Sunday;
    return static_cast<std::uint8_t>(part + (weekend ? 4 : 0));
}

std::string daypart_name(const std::string& timezone, core::Instant at) {
    constexpr std::array names = {"morning", "midday", "afternoon", "evening"};
    return names.at(week_part(timezone, at) % names.size());
}

core::Instant start_of_daypart(const std::string& timezone, core::Instant at) {
    const std::string name = daypart_name(timezone, at);
    core::Instant start = hour_of(timezone, at);
    // A day has 25 hours at most.
    for (int hour = 0; hour < 25; ++hour) {
        const core::Instant before = hour_of(timezone, start - milliseconds{1});
        if (daypart_name(timezone, before) != name ||
            day_name(timezone, before) != day_name(timezone, at))
            break;
        start = before;
    }
    return start;
}

core::Result<core::Instant> start_of_day(const std::string& timezone, std::string_view day) {
    const auto wrong = [&] {
        return core::fail(core::ErrorKind::invalid,
                          "\"" + std::string(day) + "\" is no date like 2026-11-22");
    };
    if (day.size() != 10 || day[4] != '-' || day[7] != '-') return wrong();
    const auto year = number(day.substr(0, 4));
    const auto month = number(day.substr(5, 2));
    const auto of_month = number(day.substr(8, 2));
    if (!year || !month || !of_month || *year < 1 || *month < 1 || *of_month < 1) return wrong();
    const date::year_month_day date{date::year{*year}, date::month{static_cast<unsigned>(*month)},
                                    date::day{static_cast<unsigned>(*of_month)}};
    if (!date.ok()) return wrong();
    // Where midnight is skipped the day begins an hour later; where it comes twice, at the first.
    const auto start = zone(timezone).to_sys(date::local_days{date}, date::choose::earliest);
    return std::chrono::time_point_cast<milliseconds>(start);
}

}  // namespace earshot::sync
