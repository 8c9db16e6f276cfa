#include "sync/uplink/backoff.h"

#include <array>
#include <charconv>
#include <sstream>

namespace earshot::sync {
namespace {

using core::milliseconds;
using std::chrono::seconds;

constexpr int doublings_max = 9;  // 2^9 s is over backoff_max

// Uniform from 0 to `span`.
milliseconds draw(milliseconds span, const core::Random& random) {
    return milliseconds(random() % static_cast<std::uint64_t>(span.count() + 1));
}

// The one form of HTTP dates that is still written: "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<core::Instant> read_http_date(const std::string& text) {
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    std::string weekday, month, zone;
    int day = 0, year = 0, hour = -1, minute = -1, second = -1;
    char first_colon = 0, second_colon = 0;
    in >> weekday >> day >> month >> year >> hour >> first_colon >> minute >> second_colon >>
        second >> zone;
    const auto found = std::ranges::find(months, std::string_view(month));
    if (!in || found == months.end() || first_colon != ':' || second_colon != ':' || zone != "GMT")
        return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year(year),
        std::chrono::month(static_cast<unsigned>(found - months.begin()) + 1),
        std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
        second > 60)
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           seconds(second);
}

std::optional<milliseconds> read_seconds(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (end != text.data() + text.size()) return std::nullopt;
    if (error == std::errc::result_out_of_range) return retry_after_max;
    if (error != std::errc() || count < 0) return std::nullopt;
    return std::min<seconds>(seconds(count), std::chrono::duration_cast<seconds>(retry_after_max));
}

}  // namespace

milliseconds Backoff::next(const core::Random& random) {
    failures_ = std::min(failures_ + 1, doublings_max);
    const milliseconds ceiling = std::min(backoff_max, backoff_min * (1 << failures_));
    return backoff_min + draw(ceiling - backoff_min, random);
}

std::optional<milliseconds> read_retry_after(std::string_view text, core::Instant hub_now) {
    if (const auto wait = read_seconds(text)) return std::max(*wait, backoff_min);
    const auto at = read_http_date(std::string(text));
    if (!at || *at <= hub_now) return std::nullopt;
    return std::clamp(*at - hub_now, backoff_min, retry_after_max);
}

milliseconds spread(milliseconds wait, const core::Random& random) {
    return std::min(retry_after_max, wait + draw(wait / 10, random));
}

}  // namespace earshot::sync
