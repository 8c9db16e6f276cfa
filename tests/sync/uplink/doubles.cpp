#include "tests/sync/uplink/doubles.h"

#include <algorithm>
#include <memory>

#include "sync/wire/compression.h"
#include "sync/wire/limits.h"
#include "sync/wire/problem.h"
#include "sync/wire/record.h"

namespace earshot::test {

core::Random chance(std::uint64_t seed) {
    return [engine = std::mt19937_64(seed)]() mutable { return engine(); };
}

void Shelf::keep(int count, const std::string& filling) {
    std::uint64_t number = 0;
    for (int i = 0; i < count; ++i) {
        const std::int64_t seq = ++last_;
        const core::Record record{
            core::make_id({}, [&] { return ++number + static_cast<std::uint64_t>(seq) * 1'000; }),
            seq,
            {},
            core::Status{filling}};
        lines[seq] = {seq, record.id, sync::wire::encode(record)};
    }
}

std::vector<core::JournalLine> Shelf::waiting(int limit) {
    std::vector<core::JournalLine> oldest;
    for (const auto& [seq, line] : lines) {
        if (static_cast<int>(oldest.size()) == limit) break;
        oldest.push_back(line);
    }
    return oldest;
}

void Shelf::acknowledge(const std::vector<std::int64_t>& seqs) {
    for (const std::int64_t seq : seqs) lines.erase(seq);
}

void Shelf::quarantine(std::int64_t seq, const std::string& reason) {
    quarantined[seq] = reason;
    lines.erase(seq);
}

void Shelf::continue_after(std::int64_t seq) {
    went_on_after = seq;
    fresh_ = false;
    if (lines.empty() || lines.begin()->first > seq) return;
    std::map<std::int64_t, core::JournalLine> moved;
    for (auto& [old, line] : lines) {
        line.seq = old + seq;
        moved[line.seq] = line;
    }
    lines = std::move(moved);
}

std::size_t ScriptedLine::asked(const std::string& path) const {
    return static_cast<std::size_t>(std::ranges::count(requests, path, &sync::HttpRequest::path));
}

sync::HttpReply reply(int status, std::string type, std::string body) {
    return {status, std::move(type), std::move(body), std::nullopt, std::nullopt};
}

sync::HttpReply problem(int status, const std::string& title) {
    return reply(status, std::string(sync::wire::problem_type),
                 encode(sync::wire::Problem{"about:blank", title, status, "", ""}));
}

std::vector<sync::wire::Line> lines_of(const sync::HttpRequest& request) {
    const auto body =
        sync::wire::unpack(sync::wire::Encoding::zstd, request.body, sync::wire::unpacked_max);
    return sync::wire::decode_batch(body.value()).value();
}

sync::HttpReply receipt_for(const sync::HttpRequest& request, core::Instant hub_time,
                            const std::function<void(sync::wire::Receipt&)>& change) {
    const auto lines = lines_of(request);
    sync::wire::Receipt receipt;
    receipt.accepted = static_cast<std::int64_t>(lines.size());
    receipt.acked_through = lines.empty() ? 0 : lines.back().seq.value();
    receipt.hub_time = hub_time;
    receipt.bundle_etag = "\"v1\"";
    if (change) change(receipt);
    return reply(200, "application/json", encode(receipt));
}

sync::Identity an_identity() {
    return {"https://hub.example",
            "019f0000-0000-7000-8000-00000000000a",
            "s3cret-token",
            "harbour",
            "till-3",
            std::string(43, 'A') + "=",
            "key-1"};
}

}  // namespace earshot::test
