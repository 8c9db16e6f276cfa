#include "sync/wire/batch.h"

#include <algorithm>

#include "core/id.h"
#include "sync/wire/field.h"
#include "sync/wire/limits.h"

namespace earshot::sync::wire {
namespace {

std::optional<std::int64_t> seq_of(const json::value& value) {
    std::optional<Refusal> refusal;
    const std::int64_t seq = Field(value, refusal)["seq"].integer(1, seq_max);
    return refusal ? std::nullopt : std::optional(seq);
}

std::optional<std::string> id_of(const json::value& value) {
    std::optional<Refusal> refusal;
    std::string id = Field(value, refusal)["id"].id();
    return refusal ? std::nullopt : std::optional(std::move(id));
}

Rejection rejection(const Line& line, Refusal refusal) {
    return {line.seq, line.number, line.id, std::move(refusal.title), std::move(refusal.pointer)};
}

Line decode_line(std::string_view text, int number) {
    Line line;
    line.number = number;
    // An over-long line's strings are read whole, so that its seq and id are known.
    const bool too_long = text.size() > line_max;
    const auto value = parse(text, too_long ? text.size() : json_string_max);
    if (!value) {
        line.content = text;
        line.read = rejection(line, {too_long ? "line over 64 KiB" : value.error().message, ""});
        return line;
    }
    line.content = canonical(*value);
    line.seq = seq_of(*value);
    line.id = id_of(*value);
    if (too_long) {
        line.read = rejection(line, {"line over 64 KiB", ""});
        return line;
    }
    auto record = decode_record(*value);
    if (auto* refusal = std::get_if<Refusal>(&record))
        line.read = rejection(line, std::move(*refusal));
    else
        line.read = std::get<core::Record>(std::move(record));
    return line;
}

json::value to_json(const Rejection& rejection) {
    return json::object{{"seq", rejection.seq ? json::value(*rejection.seq) : json::value(nullptr)},
                        {"line", rejection.line},
                        {"id", nullable(rejection.id)},
                        {"type", "about:blank"},
                        {"title", rejection.title},
                        {"pointer", rejection.pointer}};
}

Rejection to_rejection(const Field& in) {
    Rejection rejection;
    rejection.seq =
        in.object()["seq"].optional([](const Field& seq) { return seq.integer(1, seq_max); });
    rejection.line = in["line"].count();
    rejection.id = in["id"].optional([](const Field& id) { return id.text(); });
    rejection.title = in["title"].text();
    rejection.pointer = in["pointer"].null() ? "" : in["pointer"].text();
    return rejection;
}

Receipt to_receipt(const Field& in) {
    Receipt receipt;
    receipt.acked_through = in["acked_through"].integer(0, seq_max);
    receipt.accepted = in["accepted"].count();
    receipt.duplicates = in["duplicates"].count();
    receipt.rejected = in["rejected"].each(records_max, to_rejection);
    receipt.hub_time = in["hub_time"].instant();
    receipt.bundle_etag = in["bundle_etag"].text();
    return receipt;
}

}  // namespace

core::Result<std::vector<Line>> decode_batch(std::string_view body) {
    std::vector<Line> lines;
    for (int number = 1; !body.empty(); ++number) {
        const std::size_t end = std::min(body.find('\n'), body.size());
        std::string_view text = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (text.ends_with('\r')) text.remove_suffix(1);
        if (text.find_first_not_of(" \t") == std::string_view::npos) continue;
        if (lines.size() == records_max) {
            return core::fail(core::ErrorKind::invalid,
                              "more than " + std::to_string(records_max) + " records");
        }
        lines.push_back(decode_line(text, number));
    }
    return lines;
}

std::string encode(const Receipt& receipt) {
    json::array rejected;
    for (const Rejection& rejection : receipt.rejected) rejected.push_back(to_json(rejection));
    return write(json::object{{"acked_through", receipt.acked_through},
                              {"accepted", receipt.accepted},
                              {"duplicates", receipt.duplicates},
                              {"rejected", std::move(rejected)},
                              {"hub_time", to_text(receipt.hub_time)},
                              {"bundle_etag", receipt.bundle_etag}});
}

core::Result<Receipt> decode_receipt(std::string_view body) { return decode(body, to_receipt); }

}  // namespace earshot::sync::wire
