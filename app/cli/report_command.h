#pragma once

#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"

namespace CLI {
class App;
}

// `earshot report`: asks the hub and prints.
namespace earshot::app {

struct ReportWish {
    std::string hub;
    std::optional<std::string> ca;
    std::string shop, since, question, by, flagged;
    bool json = false;
    bool csv = false;
};

void add_report_flags(CLI::App& command, ReportWish& wish);

// The call that asks for it: path and query. Fails as `usage`.
core::Result<std::string> report_path(const ReportWish& wish, core::Instant now);

core::Result<void> print_report(const ReportWish& wish);

}  // namespace earshot::app
