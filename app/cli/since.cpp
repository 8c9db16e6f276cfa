#include "app/cli/since.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <regex>

namespace earshot::app {

core::Result<std::string> since_start(const std::string& since, core::Instant now) {
    static const std::regex span(R"((\d{1,5})([hdw]))");
    static const std::regex date(R"(\d{4}-\d{2}-\d{2})");
    std::smatch parts;
    if (std::regex_match(since, date)) return since;
    if (!std::regex_match(since, parts, span))
        return core::fail(
            core::ErrorKind::usage,
            "--since takes 12h, 7d, 4w or a date such as 2026-11-01, not “" + since + "”");
    const std::chrono::hours unit(parts[2] == "h" ? 1 : parts[2] == "d" ? 24 : 7 * 24);
    const auto start = std::chrono::floor<std::chrono::seconds>(now - std::stoi(parts[1]) * unit);
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", start);
}

}  // namespace earshot::app
