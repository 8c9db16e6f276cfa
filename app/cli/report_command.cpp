#include "app/cli/report_command.h"

#include <fmt/format.h>
#include <langinfo.h>

#include <CLI/CLI.hpp>
#include <clocale>
#include <cstring>

#include "app/cli/report_view.h"
#include "app/cli/since.h"
#include "core/id.h"
#include "sync/wire/loyalty.h"
#include "sync/wire/report.h"

namespace earshot::app {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

class Query {
  public:
    void add(const char* name, const std::string& value) {
        if (!value.empty()) text_ += fmt::format("{}{}={}", text_.empty() ? '?' : '&', name, value);
    }
    // A name, as the hub knows it.
    Result<void> add_name(const char* name, const std::string& value) {
        if (!value.empty() && !core::is_name(value))
            return fail(ErrorKind::usage, fmt::format("--{}: “{}” is no name", name, value));
        add(name, value);
        return {};
    }
    Result<void> add_time(const char* name, const std::string& value, core::Instant now) {
        if (value.empty()) return {};
        TRY_ASSIGN(const std::string time, since_start(value, now));
        add(name, time);
        return {};
    }
    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

// Whether it is of shops as a whole, so that loyalty belongs to it.
bool is_whole(const ReportWish& wish) {
    return wish.question.empty() && wish.by.empty() && wish.till.empty() && wish.source.empty() &&
           wish.flagged.empty();
}

Result<std::string> ask(const ReportWish& wish, const std::string& path) {
    return ask_hub(wish.at, {.path = path, .headers = {}, .body = ""});
}

Result<void> print_loyalty(const ReportWish& wish) {
    TRY_ASSIGN(const std::string path, loyalty_path(wish, core::system_now().wall));
    TRY_ASSIGN(const std::string body, ask(wish, path));
    if (wish.json) {
        print(body + "\n");
        return {};
    }
    TRY_ASSIGN(const auto sentences, sync::wire::decode_loyalty_sentences(body));
    print(loyalty_text(sentences));
    return {};
}

}  // namespace

void add_report_flags(CLI::App& command, ReportWish& wish) {
    add_hub_flags(command, wish.at);
    command.add_option("--shop", wish.shop, "One shop; else all you may see");
    command.add_option("--since", wish.since, "12h, 7d, 4w, or a date; else the last 28 days");
    command.add_option("--until", wish.until, "The same, for the end; else now");
    command.add_option("--question", wish.question, "One question");
    command.add_option("--till", wish.till, "One till of a shop");
    command.add_option("--source", wish.source, "kiosk or heard; else both")
        ->check(CLI::IsMember({"kiosk", "heard"}));
    command.add_option("--by", wish.by, "Split by day, hour, shop or till")
        ->check(CLI::IsMember({"day", "hour", "shop", "till"}));
    command.add_option("--flagged", wish.flagged, "include: count what was set aside too")
        ->check(CLI::IsMember({"include"}));
    command
        .add_option("--compare", wish.compare,
                    "previous: say what changed since the same time before; none. Printed for "
                    "people, shops as a whole are compared")
        ->check(CLI::IsMember({"previous", "none"}));
    command.add_option("--language", wish.language, "As en or de; else the shop's own");
    auto* json = command.add_flag("--json", wish.json, "The hub's answer as it is");
    auto* csv = command.add_flag("--csv", wish.csv, "For a spreadsheet")->excludes(json);
    command
        .add_flag("--loyalty", wish.loyalty,
                  "Only who chooses the shop first and comes back; else the last 13 weeks")
        ->excludes(csv);
}

Result<std::string> report_path(const ReportWish& wish, core::Instant now) {
    Query query;
    TRY(query.add_name("shop", wish.shop));
    TRY(query.add_name("question", wish.question));
    TRY(query.add_time("from", wish.since, now));
    TRY(query.add_time("to", wish.until, now));
    TRY(query.add_name("till", wish.till));
    query.add("source", wish.source);
    query.add("by", wish.by);
    query.add("flagged", wish.flagged);
    query.add("compare", wish.compare);
    TRY(query.add_name("language", wish.language));
    return "/v1/report" + query.text();
}

Result<std::string> loyalty_path(const ReportWish& wish, core::Instant now) {
    if (!is_whole(wish))
        return fail(ErrorKind::usage,
                    "--loyalty: it is of shops as a whole; only --shop, --since, --until and "
                    "--language go with it");
    Query query;
    TRY(query.add_name("shop", wish.shop));
    TRY(query.add_time("from", wish.since, now));
    TRY(query.add_time("to", wish.until, now));
    TRY(query.add_name("language", wish.language));
    return "/v1/loyalty" + query.text();
}

Result<void> print_report(const ReportWish& wish) {
    if (wish.loyalty) return print_loyalty(wish);
    ReportWish asked = wish;
    const bool for_people = !wish.json && !wish.csv;
    if (for_people && is_whole(wish) && wish.compare.empty()) asked.compare = "previous";
    TRY_ASSIGN(const std::string path, report_path(asked, core::system_now().wall));
    TRY_ASSIGN(const std::string body, ask(wish, path));
    TRY_ASSIGN(const auto report, sync::wire::decode_report(body));
    if (wish.json) {
        print(body + "\n");
    } else if (wish.csv) {
        print(report_csv(report));
    } else {
        std::setlocale(LC_CTYPE, "");
        print(report_table(report, {.utf8 = std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0}));
        if (!is_whole(wish)) return {};
        // Its pairs of answers are fewer: over its own time, unless one was asked for.
        const auto told = print_loyalty(wish);
        // A hub from before it could tell.
        if (!told && told.error().kind != ErrorKind::not_found) return told;
    }
    return {};
}

}  // namespace earshot::app
