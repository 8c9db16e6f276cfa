#include "app/cli/doctor_command.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <map>

#include "app/cli/credentials.h"
#include "app/cli/device_folder.h"
#include "app/common/control.h"
#include "sync/uplink/curl_transport.h"
#include "sync/uplink/identity.h"
#include "sync/wire/field.h"

namespace earshot::app {
namespace {

namespace fs = std::filesystem;
namespace wire = sync::wire;
namespace json = wire::json;
using core::ErrorKind;
using core::Result;

constexpr std::size_t answer_max = 8 << 20;
constexpr std::chrono::hours silent_after{24};
constexpr std::uintmax_t disk_low = std::uintmax_t{256} << 20U;
constexpr std::chrono::seconds hub_wait{10};

using Findings = std::vector<Said>;

// Whether a hub answers there at all.
void knock(const HubAddress& address, Findings& all) {
    const auto alive = exchange(address, {.path = "/healthz", .headers = {}, .body = ""}, hub_wait);
    if (!alive) {
        const bool untrusted = alive.error().kind == ErrorKind::denied;
        return all.push_back(
            {false,
             alive.error().message +
                 (untrusted ? ": give the shop's own authority with --ca FILE"
                            : ": check that earshot-hub serves, the address, and the cable")});
    }
    if (!body_of(address, *alive) || wire::parse(alive->body).has_value() == false)
        return all.push_back(
            {false, address.hub + " answers, but not as a hub: check the address, or whether "
                                  "the network wants a login page"});
    const auto ready = exchange(address, {.path = "/readyz", .headers = {}, .body = ""}, hub_wait);
    if (ready && ready->status == 200)
        all.push_back({true, address.hub + " serves and can store"});
    else
        all.push_back({false, address.hub +
                                  " cannot store anything now: look at its disk and its log; "
                                  "kiosks keep what they have meanwhile"});
}

std::optional<json::value> read(const HubAddress& address, const std::string& path) {
    const auto body = ask_hub(
        address, {.path = path, .headers = {}, .body = "", .reply_max = answer_max}, hub_wait);
    if (!body) return std::nullopt;
    auto value = wire::parse(*body, body->size());
    if (!value) return std::nullopt;
    return *std::move(value);
}

std::string text(const json::value& of, const char* name) {
    const auto* member = of.as_object().if_contains(name);
    return member != nullptr && member->is_string() ? std::string(member->get_string()) : "";
}

std::int64_t number(const json::value& of, const char* name) {
    const auto* member = of.as_object().if_contains(name);
    return member != nullptr && member->is_int64() ? member->get_int64() : 0;
}

void look_at(const json::value& device, core::Instant now, Findings& all) {
    if (!text(device, "revoked_at").empty()) return;
    const std::string who =
        fmt::format("shop {}, till {}", text(device, "shop"), text(device, "till"));
    const auto heard = wire::to_instant(text(device, "last_heard"));
    if (!heard)
        all.push_back({false, who + ": never heard from; is the kiosk on, and its network?"});
    else if (now - *heard > silent_after)
        all.push_back({false, fmt::format("{}: silent since {}; is the kiosk on, and its network? "
                                          "What it has can be brought by earshot carry",
                                          who, text(device, "last_heard"))});
    const auto* conflict = device.as_object().if_contains("conflict");
    if (conflict != nullptr && conflict->is_bool() && conflict->get_bool())
        all.push_back({false, who +
                                  ": two devices may share one identity; revoke it and enrol each "
                                  "anew"});
    if (const auto missing = number(device, "missing"); missing > 0)
        all.push_back(
            {false, fmt::format("{}: {} records never came; its disk may have been damaged", who,
                                missing)});
    if (const auto refused = number(device, "quarantined"); refused > 0)
        all.push_back({false, fmt::format("{}: {} records were refused; see Input quality on the "
                                          "manager's page",
                                          who, refused)});
    if (const auto off = number(device, "clock_off_ms"); off != 0)
        all.push_back(
            {false, fmt::format("{}: its clock is off by {} minutes; set it", who, off / 60'000)});
    if (const std::string error = text(device, "last_error"); !error.empty())
        all.push_back({true, who + " said last: " + error});
}

void look_at_fleet(const HubAddress& address, Findings& all) {
    if (!token_for(address.hub)) {
        return all.push_back({true, "nobody is logged in here: earshot login --hub " + address.hub +
                                        " shows how the kiosks are as well"});
    }
    const auto fleet = read(address, "/v1/devices");
    if (!fleet)
        return all.push_back(
            {false, "the token kept here is not taken: earshot login --hub " + address.hub});
    const auto& devices = fleet->at("devices").as_array();
    if (devices.empty())
        return all.push_back({false, "no kiosk is enrolled: earshot enrol --hub " + address.hub +
                                         " --shop SHOP --till TILL prints a code for one"});
    const std::size_t before = all.size();
    for (const auto& device : devices) look_at(device, core::system_now().wall, all);
    if (all.size() == before)
        all.push_back({true, fmt::format("all {} kiosks are well", devices.size())});
}

void look_at_disk(const fs::path& data, Findings& all) {
    struct stat status {};
    if (::stat(data.c_str(), &status) == 0 && (status.st_mode & 0007U) != 0)
        all.push_back(
            {false, data.string() + " can be entered by others: chmod 700 " + data.string()});
    std::error_code failed;
    const auto space = fs::space(data, failed);
    if (failed || space.available < disk_low)
        all.push_back({false, "the disk of " + data.string() + " is almost full: make room on it"});
}

// A hub's folder: its store is the hub's alone, which answers over its socket.
void look_at_store(const fs::path& data, Findings& all) {
    const auto answer = ask_control(data / hub_socket, R"({"do":"verify-audit"})");
    const auto read = answer ? wire::parse(*answer) : tl::unexpected(answer.error());
    if (!read)
        all.push_back(
            {false, "no hub serves this folder: earshot-hub serve --data " + data.string()});
    else if (const std::string error = text(*read, "error"); !error.empty())
        all.push_back({false, error});
    else
        all.push_back({true, fmt::format("a hub serves this folder, and its audit log is whole: {} "
                                         "entries",
                                         number(*read, "entries"))});
}

Result<Findings> look_into(const fs::path& data) {
    Findings all;
    if (!fs::exists(data)) return core::fail(ErrorKind::not_found, data.string() + " is not there");
    if (fs::exists(data / "hub.db")) {
        look_at_store(data, all);
    } else {
        TRY_ASSIGN(all, how_it_stands(data));
        // Where the kiosk cannot reach its hub, this machine may tell why.
        if (const auto identity = sync::load_identity(data))
            knock({identity->hub, std::nullopt}, all);
    }
    look_at_disk(data, all);
    return all;
}

}  // namespace

void add_doctor_flags(CLI::App& command, DoctorWish& wish) {
    CLI::Option* data =
        command.add_option("--data", wish.data, "A kiosk's data folder, or a hub's");
    CLI::Option* hub = command.add_option("--hub", wish.at.hub, "A hub's address");
    command.add_option("--ca", wish.at.ca, "The shop's own certificate authority");
    hub->excludes(data);
}

Result<void> examine(const DoctorWish& wish) {
    Findings all;
    if (!wish.data.empty()) {
        TRY_ASSIGN(all, look_into(wish.data));
    } else if (!wish.at.hub.empty()) {
        TRY(sync::check_hub_address(wish.at.hub));
        knock(wish.at, all);
        if (all.back().well) look_at_fleet(wish.at, all);
    } else {
        return core::fail(ErrorKind::usage, "doctor takes --data DIR or --hub URL");
    }
    std::ranges::stable_partition(all, [](const Said& said) { return !said.well; });
    std::string lines;
    for (const Said& said : all)
        lines += fmt::format("{} {}\n", said.well ? "ok   " : "WRONG", said.text);
    print(lines);
    const auto wrong = std::ranges::count(all, false, &Said::well);
    if (wrong == 0) return {};
    return core::fail(ErrorKind::invalid, wrong == 1
                                              ? "one thing to put right"
                                              : fmt::format("{} things to put right", wrong));
}

}  // namespace earshot::app
