#include "app/cli/said_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "app/cli/since.h"
#include "core/data_folder.h"
#include "core/id.h"
#include "sync/wire/field.h"

namespace earshot::app {
namespace {

// A year of a busy shop; a chain asks shop by shop.
constexpr std::size_t export_max = 512 << 20;
constexpr std::size_t members_max = 1'000;
constexpr std::chrono::minutes export_wait{30};

void add(std::string& line, const std::string& part) {
    if (!part.empty()) line += (line.empty() ? "" : ", ") + part;
}

void add_text(std::string& line, const sync::wire::Field& text) {
    if (!text.null()) add(line, "“" + text.text() + "”");
}

// One line for a person to know it by: where, when, what.
std::string line_of(const sync::wire::Field& in) {
    std::string line;
    for (const char* member : {"shop", "day", "daypart"}) add(line, in[member].text());
    if (!in["topics"].null())
        for (const std::string& topic : in["topics"].names(members_max)) add(line, topic);
    if (!in["answers"].null())
        for (const auto& answer : in["answers"].items(members_max)) {
            for (const std::string& choice : answer["choices"].names(members_max))
                add(line, answer["question"].text() + " " + choice);
            add_text(line, answer["text"]);
        }
    add_text(line, in["text"]);
    for (const auto& words : in["words"].items(members_max)) add_text(line, words["text"]);
    return line;
}

bool is_confirmed(const std::string& line) {
    std::cerr << line << "\nErase this for good? [yes/no] " << std::flush;
    std::string said;
    return std::getline(std::cin, said) && (said == "yes" || said == "y");
}

}  // namespace

void add_export_flags(CLI::App& command, ExportWish& wish) {
    add_hub_flags(command, wish.at);
    command
        .add_option(
            "--what", wish.what,
            "responses, comments, tallies, actions, or codebook: what their columns and ids mean")
        ->required()
        ->check(CLI::IsMember({"responses", "comments", "tallies", "actions", "codebook"}));
    command.add_option("--format", wish.format, "csv or ndjson")
        ->check(CLI::IsMember({"csv", "ndjson"}));
    command.add_option("--shop", wish.shop, "One shop; else all you may see");
    command.add_option("--since", wish.since, "12h, 7d, 4w, or a date; else the last 28 days");
    CLI::Option* to = command.add_option("--to", wish.to, "Into this file; else to stdout");
    command.add_flag("--force", wish.force, "Also over a file that is there")->needs(to);
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
    const auto is_there = [&] {
        return !wish.to.empty() && !wish.force && std::filesystem::exists(wish.to);
    };
    const auto there_already = [&] {
        return core::fail(core::ErrorKind::usage,
                          wish.to + " is there already: name another file, or add --force");
    };
    if (is_there()) return there_already();
    TRY_ASSIGN(const std::string body,
               ask_hub(wish.at, {.path = path, .headers = {}, .body = "", .reply_max = export_max},
                       export_wait));
    if (wish.to.empty()) {
        print(body);
        return {};
    }
    if (is_there()) return there_already();
    core::write_file(wish.to, body);
    return {};
}

void add_erase_flags(CLI::App& command, EraseWish& wish) {
    add_hub_flags(command, wish.at);
    command.add_option("id", wish.id, "What a list or an export calls it")->required();
    command.add_flag("--yes", wish.yes, "Erase it without asking");
}

core::Result<void> erase_said(const EraseWish& wish) {
    if (!core::is_id(wish.id))
        return core::fail(core::ErrorKind::usage, fmt::format("“{}” is no id", wish.id));
    for (const char* list : {"/v1/comments/", "/v1/responses/"}) {
        const std::string path = list + wish.id;
        const auto shown = ask_hub(wish.at, {.path = path, .headers = {}, .body = ""});
        if (!shown && shown.error().kind == core::ErrorKind::not_found) continue;
        if (!shown) return tl::unexpected(shown.error());
        TRY_ASSIGN(const std::string line, sync::wire::decode(*shown, line_of));
        if (!wish.yes && !is_confirmed(line))
            return core::fail(core::ErrorKind::denied,
                              "nothing was erased: answer yes, or add --yes");
        TRY(ask_hub(wish.at, {.method = "DELETE", .path = path, .headers = {}, .body = ""}));
        std::cerr << "erased " << line
                  << "; backups are told, and erase it again when they are restored\n";
        return {};
    }
    return core::fail(core::ErrorKind::not_found,
                      fmt::format("nothing found for {} at {}", wish.id, wish.at.hub));
}

}  // namespace earshot::app
