#pragma once

#include <string>

#include "app/cli/hub_call.h"
#include "core/clock.h"
#include "core/result.h"

// `earshot report`: asks the hub and prints.
namespace earshot::app {

struct ReportWish {
    HubAddress at;
    std::string shop, since, question, by, flagged;
    std::string until, till, source, compare, language;
    bool loyalty = false;  // that alone
    bool json = false;
    bool csv = false;
};

void add_report_flags(CLI::App& command, ReportWish& wish);

// The call that asks for it: path and query. Fails as `usage`.
core::Result<std::string> report_path(const ReportWish& wish, core::Instant now);
// The same for loyalty, which shops have as a whole.
core::Result<std::string> loyalty_path(const ReportWish& wish, core::Instant now);

core::Result<void> print_report(const ReportWish& wish);

}  // namespace earshot::app
