#include <algorithm>
#include <cctype>

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/store/fleet.h"
#include "sync/wire/batch.h"
#include "sync/wire/compression.h"
#include "sync/wire/json.h"

namespace earshot::sync {
namespace {

constexpr int busy_seconds = 2;
constexpr int failing_seconds = 10;

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool is_ndjson(const Request& request) {
    const auto type = request.header("content-type");
    if (!type) return false;
    std::string name = lower(type->substr(0, type->find(';')));
    while (name.ends_with(' ')) name.pop_back();
    return name == "application/x-ndjson";
}

std::optional<wire::Encoding> encoding_of(const Request& request) {
    if (!request.has_header("content-encoding")) return wire::Encoding::identity;
    const std::string name = lower(request.header("content-encoding").value_or(""));
    if (name == "identity") return wire::Encoding::identity;
    if (name == "gzip") return wire::Encoding::gzip;
    if (name == "zstd") return wire::Encoding::zstd;
    return std::nullopt;  // stacked ones too: nobody needs them, and they hide bombs
}

Response refuse_type(std::string detail) {
    Response response = problem(415, std::move(detail));
    response.headers.emplace_back("Accept-Encoding", "zstd, gzip, identity");
    return response;
}

core::Result<std::optional<core::Instant>> device_time(const Request& request) {
    if (!request.has_header("earshot-time")) return std::nullopt;
    TRY_ASSIGN(const auto time, wire::to_instant(request.header("earshot-time").value_or("")));
    return time;
}

Response receipt_of(Desk& desk, const Device& device, core::Result<wire::Receipt> receipt) {
    if (!receipt)
        return come_back(503, "The hub cannot store anything now. Nothing of this batch was kept.",
                         failing_seconds);
    desk.metrics.received(*receipt);
    if (receipt->accepted > 0) desk.bundles.changed(device.shop);
    receipt->bundle_etag = desk.bundles.recent_etag(device, *desk.published.now(), desk.clock());
    Response response;
    response.body = wire::encode(*receipt);
    response.trusted = true;
    return response;
}

void take_from(Desk& desk, const Call& call, const Device& from, const Reply& reply) {
    const Request& request = call.request;
    if (!is_ndjson(request)) return reply(refuse_type("Send application/x-ndjson."));
    const auto encoding = encoding_of(request);
    if (!encoding) return reply(refuse_type("The one Content-Encoding is zstd, gzip or identity."));
    const auto time = device_time(request);
    if (!time) return reply(problem(400, "Earshot-Time: " + time.error().message));

    const auto come_back_soon = [&] {
        reply(come_back(503, "Too many batches wait.", busy_seconds));
    };
    if (!desk.writer.has_room(request.body.size())) return come_back_soon();
    const auto body = wire::unpack(*encoding, request.body, desk.limits.unpacked);
    if (!body) {
        const bool too_large = body.error().kind == core::ErrorKind::unavailable;
        return reply(problem(too_large ? 413 : 400, body.error().message));
    }
    auto lines = wire::decode_batch(*body);
    if (!lines) return reply(problem(413, lines.error().message));

    Delivery delivery = make_delivery(from, *std::move(lines), *desk.published.now(),
                                      desk.store.keys(), *time, desk.clock().wall);
    const bool waits = desk.writer.take(
        std::move(delivery), [&desk, device = from, reply](core::Result<wire::Receipt> receipt) {
            try {
                reply(receipt_of(desk, device, std::move(receipt)));
            } catch (const std::exception&) {
                // It is stored, but what to tell of the bundle cannot be read: asked again, it is a
                // duplicate.
                reply(come_back(503, "The hub cannot read its store now.", failing_seconds));
            }
        });
    if (!waits) come_back_soon();
}

}  // namespace

void take_batch(Desk& desk, Call call, const Reply& reply) {
    const Device from = *call.device;
    take_from(desk, call, from, reply);
}

void take_carried_batch(Desk& desk, Call call, const Reply& reply) {
    const auto from = device_named(desk.store, call.parts.at("device"));
    if (!from || !call.manager->sees(from->shop))
        return reply(problem(404, "There is no such device."));
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) { note_carried(store, *from, act); });
    take_from(desk, call, *from, reply);
}

}  // namespace earshot::sync
