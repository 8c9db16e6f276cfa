#include "app/cli/device_folder.h"

#include <fmt/format.h>

#include <chrono>

#include "app/common/control.h"
#include "core/data_folder.h"
#include "core/journal.h"
#include "sync/uplink/bundle_file.h"
#include "sync/uplink/identity.h"
#include "sync/wire/field.h"
#include "sync/wire/record.h"

namespace earshot::app {
namespace {

namespace fs = std::filesystem;
namespace wire = sync::wire;
namespace json = wire::json;
using core::ErrorKind;
using core::Result;

constexpr int lines_at_once = 200;
constexpr std::size_t lines_max = 1'000;
constexpr std::size_t answer_max = 16 << 20;
constexpr std::uintmax_t disk_low = std::uintmax_t{64} << 20U;

// Of the kiosk at work; `unavailable` where none is.
Result<json::value> ask(const fs::path& data, const json::object& question) {
    TRY_ASSIGN(const std::string line, ask_control(data / kiosk_socket, json::serialize(question)));
    TRY_ASSIGN(auto answer, wire::parse(line, answer_max));
    if (const auto* error = answer.as_object().if_contains("error"))
        return core::fail(ErrorKind::denied, std::string(error->as_string()));
    return answer;
}

auto not_settled(const fs::path& data) {
    return core::fail(
        ErrorKind::invalid,
        data.string() +
            ": the journal is new and has not met its hub yet, so its records have no "
            "number that holds: let the kiosk reach the hub once");
}

Result<Queue> to_queue(const fs::path& data, const json::value& answer) {
    Queue queue;
    if (answer.at("fresh").as_bool()) return not_settled(data);
    for (const auto& line : answer.at("lines").as_array())
        queue.lines.emplace_back(line.as_string());
    queue.last = answer.at("after").as_int64();
    return queue;
}

// The folder of a kiosk that is not at work, opened as the kiosk would.
struct Held {
    core::DataFolder folder;
    core::Journal journal;
};

Result<Held> hold(const fs::path& data) {
    if (!fs::exists(data / "journal.db"))
        return core::fail(ErrorKind::not_found, data.string() + " is no kiosk's data folder");
    TRY_ASSIGN(auto folder, core::DataFolder::claim(data));
    TRY_ASSIGN(auto journal, core::Journal::open(data, [](const core::Record& record) {
                   return wire::encode(record);
               }));
    return Held{std::move(folder), std::move(journal)};
}

std::string instant_text(const std::string& body) {
    const auto value = wire::parse(body, body.size());
    const auto* object = value ? value->if_object() : nullptr;
    const auto* at = object != nullptr ? object->if_contains("at") : nullptr;
    return at != nullptr && at->is_string() ? std::string(at->get_string()) : "unknown";
}

std::vector<Said> look_into(const fs::path& data, Held& held) {
    std::vector<Said> all{{true, "no kiosk is at work here: start earshot-kiosk to ask again"}};
    const auto identity = sync::load_identity(data);
    if (identity)
        all.push_back({true, fmt::format("enrolled at {} as shop {}, till {}", identity->hub,
                                         identity->shop, identity->till)});
    else
        all.push_back({false, identity.error().kind == ErrorKind::not_found
                                  ? "not enrolled: start it with --hub URL --enrol CODE, a code of "
                                    "earshot-hub enrol"
                                  : identity.error().message + ": enrol the kiosk anew"});
    const auto bundle = sync::load_bundle(data);
    if (bundle)
        all.push_back({true, fmt::format("asks from bundle {}", bundle->etag)});
    else
        all.push_back({!identity, bundle.error().kind == ErrorKind::not_found
                                      ? "has no questions yet: they come from the hub"
                                      : bundle.error().message});
    const auto unsent = held.journal.unsent();
    const auto oldest = held.journal.waiting(1);
    all.push_back(
        {true, unsent == 0
                   ? "everything is sent"
                   : fmt::format("{} records are not sent yet, the oldest of {}: they stay "
                                 "until the hub has them, or take them by earshot carry",
                                 unsent, oldest.empty() ? "now" : instant_text(oldest[0].body))});
    const auto refused = held.journal.quarantined();
    if (!refused.empty())
        all.push_back({false, fmt::format("the hub refused {} records, the first as “{}”: see "
                                          "Input quality on the manager's page",
                                          refused.size(), refused[0].reason)});
    if (const auto& recovery = held.journal.recovery())
        all.push_back(
            {false,
             fmt::format("the journal was damaged: {} records saved, {} set aside; "
                         "the damaged file is kept as {}",
                         recovery->saved, recovery->quarantined, recovery->kept_as.string())});
    std::error_code failed;
    const auto space = fs::space(data, failed);
    if (failed || space.available < disk_low)
        all.push_back(
            {false, fmt::format("the disk of {} is almost full: make room on it", data.string())});
    return all;
}

}  // namespace

Result<Queue> queue_after(const fs::path& data, std::int64_t after) {
    const auto answer = ask(data, {{"do", "carry"}, {"after", after}});
    if (answer) return to_queue(data, *answer);
    if (answer.error().kind != ErrorKind::unavailable) return tl::unexpected(answer.error());
    TRY_ASSIGN(auto held, hold(data));
    if (held.journal.fresh()) return not_settled(data);
    Queue queue{{}, after};
    for (const core::JournalLine& line : held.journal.waiting(lines_at_once, after)) {
        queue.lines.push_back(wire::numbered(line.body, line.seq));
        queue.last = line.seq;
    }
    return queue;
}

Result<std::vector<Said>> how_it_stands(const fs::path& data) {
    const auto answer = ask(data, {{"do", "doctor"}});
    if (!answer && answer.error().kind == ErrorKind::unavailable) {
        TRY_ASSIGN(auto held, hold(data));
        return look_into(data, held);
    }
    if (!answer) return tl::unexpected(answer.error());
    std::vector<Said> all;
    for (const auto& each : answer->at("findings").as_array())
        all.push_back({each.at("well").as_bool(), std::string(each.at("text").as_string())});
    return all;
}

}  // namespace earshot::app
