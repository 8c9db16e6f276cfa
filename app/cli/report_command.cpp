#include "app/cli/report_command.h"

#include <fmt/format.h>
#include <langinfo.h>

#include <CLI/CLI.hpp>
#include <clocale>
#include <cstring>

#include "app/cli/report_view.h"
#include "app/cli/since.h"
#include "core/id.h"
#include "sync/wire/report.h"

namespace earshot::app {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

}  // namespace

void add_report_flags(CLI::App& command, ReportWish& wish) {
    add_hub_flags(command, wish.at);
    command.add_option("--shop", wish.shop, "One shop; else all you may see");
    command.add_option("--since", wish.since, "12h, 7d, 4w, or a date; else the last 28 days");
    command.add_option("--question", wish.question, "One question");
    command.add_option("--by", wish.by, "Split by day, hour, shop or till")
        ->check(CLI::IsMember({"day", "hour", "shop", "till"}));
    command.add_option("--flagged", wish.flagged, "include: count what was set aside too")
        ->check(CLI::IsMember({"include"}));
    auto* json = command.add_flag("--json", wish.json, "The hub's answer as it is");
    command.add_flag("--csv", wish.csv, "For a spreadsheet")->excludes(json);
}

Result<std::string> report_path(const ReportWish& wish, core::Instant now) {
    std::string query;
    const auto add = [&](const char* name, const std::string& value) {
        query += fmt::format("{}{}={}", query.empty() ? '?' : '&', name, value);
    };
    for (const auto& [name, value] : {std::pair{"shop", wish.shop}, {"question", wish.question}}) {
        if (value.empty()) continue;
        if (!core::is_name(value))
            return fail(ErrorKind::usage, fmt::format("--{}: “{}” is no name", name, value));
        add(name, value);
    }
    if (!wish.since.empty()) {
        TRY_ASSIGN(const std::string from, since_start(wish.since, now));
        add("from", from);
    }
    if (!wish.by.empty()) add("by", wish.by);
    if (!wish.flagged.empty()) add("flagged", wish.flagged);
    return "/v1/report" + query;
}

Result<void> print_report(const ReportWish& wish) {
    TRY_ASSIGN(const std::string path, report_path(wish, core::system_now().wall));
    TRY_ASSIGN(const std::string body, ask_hub(wish.at, {.path = path, .headers = {}, .body = ""}));
    TRY_ASSIGN(const auto report, sync::wire::decode_report(body));
    if (wish.json) {
        print(body + "\n");
    } else if (wish.csv) {
        print(report_csv(report));
    } else {
        std::setlocale(LC_CTYPE, "");
        print(report_table(report, {.utf8 = std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0}));
    }
    return {};
}

}  // namespace earshot::app
