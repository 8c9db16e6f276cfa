#include "app/cli/said_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/cli/since.h"
#include "core/id.h"

namespace earshot::app {
namespace {

// A year of a busy shop; a chain asks shop by shop.
constexpr std::size_t export_max = 512 << 20;
constexpr std::chrono::minutes export_wait{30};

}  // namespace

void add_export_flags(CLI::App& command, ExportWish& wish) {
    add_hub_flags(command, wish.at);
    command.add_option("--what", wish.what, "responses, comments, tallies or actions")
        ->required()
        ->check(CLI::IsMember({"responses", "comments", "tallies", "actions"}));
    command.add_option("--format", wish.format, "csv or ndjson")
        ->check(CLI::IsMember({"csv", "ndjson"}));
    command.add_option("--shop", wish.shop, "One shop; else all you may see");
    command.add_option("--since", wish.since, "12h, 7d, 4w, or a date; else the last 28 days");
}

core::Result<std::string> export_path(const ExportWish& wish, core::Instant now) {
    std::string path = fmt::format("/v1/export/{}.{}", wish.what, wish.format);
    if (!wish.shop.empty()) {
        if (!core::is_name(wish.shop))
            return core::fail(core::ErrorKind::usage,
                              fmt::format("--shop: “{}” is no name", wish.shop));
        path += "?shop=" + wish.shop;
    }
    if (!wish.since.empty()) {
        TRY_ASSIGN(const std::string from, since_start(wish.since, now));
        path += (wish.shop.empty() ? "?from=" : "&from=") + from;
    }
    return path;
}

core::Result<void> print_export(const ExportWish& wish) {
    TRY_ASSIGN(const std::string path, export_path(wish, core::system_now().wall));
    TRY_ASSIGN(const std::string body,
               ask_hub(wish.at, {.path = path, .headers = {}, .body = "", .reply_max = export_max},
                       export_wait));
    print(body);
    return {};
}

void add_erase_flags(CLI::App& command, EraseWish& wish) {
    add_hub_flags(command, wish.at);
    command.add_option("id", wish.id, "What a list or an export calls it")->required();
}

core::Result<void> erase_said(const EraseWish& wish) {
    if (!core::is_id(wish.id))
        return core::fail(core::ErrorKind::usage, fmt::format("“{}” is no id", wish.id));
    for (const char* list : {"/v1/comments/", "/v1/responses/"}) {
        const auto erased = ask_hub(
            wish.at, {.method = "DELETE", .path = list + wish.id, .headers = {}, .body = ""});
        if (erased) return {};
        if (erased.error().kind != core::ErrorKind::not_found)
            return tl::unexpected(erased.error());
    }
    return core::fail(core::ErrorKind::not_found,
                      fmt::format("{} has nothing under {}", wish.at.hub, wish.id));
}

}  // namespace earshot::app
