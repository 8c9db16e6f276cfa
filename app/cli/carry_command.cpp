#include "app/cli/carry_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/cli/device_folder.h"
#include "core/data_folder.h"
#include "sync/uplink/identity.h"
#include "sync/wire/batch.h"
#include "sync/wire/compression.h"
#include "sync/wire/field.h"
#include "sync/wire/limits.h"

namespace earshot::app {
namespace {

namespace fs = std::filesystem;
namespace wire = sync::wire;
namespace json = wire::json;
using core::ErrorKind;
using core::fail;
using core::Result;

// Of one upload, well within what the hub takes.
constexpr std::size_t records_at_once = 1'000;
constexpr std::size_t bytes_at_once = 4 << 20;
constexpr std::string_view heading = "earshot_queue";
constexpr std::int64_t file_version = 1;

struct Heading {
    std::int64_t version = 0;
    std::string device, shop, till;
};

Result<Heading> read_heading(const std::string& line, const std::string& file) {
    auto read = wire::decode(line, [](const wire::Field& in) {
        return Heading{in[heading].integer(1, 1'000), in["device"].id(), in["shop"].name(),
                       in["till"].name()};
    });
    if (!read) return fail(ErrorKind::corrupt, file + " is no queue of a kiosk");
    if (read->version > file_version)
        return fail(ErrorKind::invalid, file + " is from a newer earshot: update this one");
    return *read;
}

Result<void> carry_out(const CarryWish& wish) {
    const fs::path data(wish.data), to(wish.to);
    if (fs::exists(to))
        return fail(ErrorKind::usage, wish.to + " is there already: name another file");
    if (!fs::exists(data)) return fail(ErrorKind::not_found, wish.data + " is not there");
    TRY_ASSIGN(const auto identity, sync::load_identity(data));
    std::string text = wire::write(json::object{{heading, file_version},
                                                {"device", identity.device_id},
                                                {"shop", identity.shop},
                                                {"till", identity.till}}) +
                       '\n';
    std::size_t count = 0;
    // Ends as each piece begins behind the one before, and a queue has an end.
    for (std::int64_t after = 0;;) {
        TRY_ASSIGN(const Queue piece, queue_after(data, after));
        if (piece.lines.empty()) break;
        for (std::string line : piece.lines) {
            while (line.ends_with('\n')) line.pop_back();
            text += line + '\n';
        }
        count += piece.lines.size();
        after = piece.last;
    }
    if (count == 0) return fail(ErrorKind::not_found, wish.data + ": everything is sent already");
    core::write_file(to, text);
    print(
        fmt::format("{} records of shop {}, till {} are in {}; the kiosk keeps them until the hub "
                    "has them. At the hub: earshot carry --from {} --hub URL\n",
                    count, identity.shop, identity.till, wish.to, wish.to));
    return {};
}

struct Sum {
    std::int64_t accepted = 0, duplicates = 0;
    std::size_t rejected = 0;
};

Result<void> upload(const CarryWish& wish, const Heading& of, const std::string& body, Sum& sum) {
    TRY_ASSIGN(const std::string answer,
               ask_hub(wish.at, {.method = "POST",
                                 .path = "/v1/devices/" + of.device + "/batches",
                                 .headers = {{"Content-Type", "application/x-ndjson"},
                                             {"Content-Encoding", "zstd"}},
                                 .body = wire::compress_zstd(body)}));
    TRY_ASSIGN(const auto receipt, wire::decode_receipt(answer));
    sum.accepted += receipt.accepted;
    sum.duplicates += receipt.duplicates;
    sum.rejected += receipt.rejected.size();
    for (const auto& rejection : receipt.rejected)
        std::cerr << fmt::format("refused: {} {}\n", rejection.title, rejection.pointer);
    return {};
}

Result<void> carry_in(const CarryWish& wish) {
    std::ifstream in(wish.from);
    if (!in) return fail(ErrorKind::not_found, wish.from + " is not there, or cannot be read");
    std::string line;
    std::getline(in, line);
    TRY_ASSIGN(const Heading of, read_heading(line, wish.from));
    Sum sum;
    std::string body;
    std::size_t records = 0;
    const auto send = [&]() -> Result<void> {
        if (records == 0) return {};
        TRY(upload(wish, of, body, sum));
        body.clear();
        records = 0;
        return {};
    };
    while (std::getline(in, line)) {
        if (line.empty()) continue;
        if (records == records_at_once || body.size() + line.size() > bytes_at_once) TRY(send());
        body += line + '\n';
        ++records;
    }
    if (in.bad()) return fail(ErrorKind::unavailable, wish.from + " cannot be read to its end");
    TRY(send());
    print(fmt::format("{} records of shop {}, till {}: {} new, {} known already, {} refused\n",
                      sum.accepted + sum.duplicates + static_cast<std::int64_t>(sum.rejected),
                      of.shop, of.till, sum.accepted, sum.duplicates, sum.rejected));
    return {};
}

}  // namespace

void add_carry_flags(CLI::App& command, CarryWish& wish) {
    CLI::Option* data = command.add_option("--data", wish.data, "The kiosk's data folder");
    CLI::Option* to = command.add_option("--to", wish.to, "Into this file");
    CLI::Option* from = command.add_option("--from", wish.from, "What was carried out");
    CLI::Option* hub = command.add_option("--hub", wish.at.hub, "The hub's address");
    command.add_option("--ca", wish.at.ca, "The shop's own certificate authority")->needs(hub);
    data->needs(to);
    to->needs(data);
    from->needs(hub)->excludes(data);
    hub->needs(from);
}

Result<void> carry(const CarryWish& wish) {
    if (!wish.to.empty()) return carry_out(wish);
    if (!wish.from.empty()) return carry_in(wish);
    return fail(ErrorKind::usage, "carry takes --data DIR --to FILE, or --from FILE --hub URL");
}

}  // namespace earshot::app
