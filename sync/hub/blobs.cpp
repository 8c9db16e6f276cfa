#include "sync/store/blobs.h"

#include "core/id.h"
#include "core/seal.h"
#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/wire/blob.h"

// PUT and GET /v1/blobs/{blob}: what cashiers said aloud.
namespace earshot::sync {
namespace {

constexpr auto opus = "audio/ogg";

}  // namespace

void put_blob(Desk& desk, Call call, const Reply& reply) {
    const std::string& box = call.request.body;
    if (call.request.header("content-type") != wire::blob_type)
        return reply(problem(415, "Send application/octet-stream."));
    if (box.size() > wire::blob_max) return reply(problem(413, "A recording has 512 KiB at most."));
    const std::string& id = call.parts.at("blob");
    if (!core::is_id(id)) return reply(problem(400, "The id is no UUID in lower case."));
    // What nobody could ever hear is not kept.
    if (const auto opened = core::open_bytes(box, desk.store.keys().sealing); !opened)
        return reply(problem(400, opened.error().message));

    core::Result<void> kept;
    const core::Instant now = desk.clock().wall;
    desk.writer.run(
        [&](Store& store) { kept = keep_blob(store, call.device->shop, id, box, now); });
    if (!kept) return reply(problem_of(kept.error()));
    Response response;
    response.body = wire::encode(wire::BlobReceipt{id, static_cast<std::int64_t>(box.size())});
    reply(std::move(response));
}

void give_blob(Desk& desk, Call call, const Reply& reply) {
    const auto found = find_blob(desk.store, call.parts.at("blob"));
    if (!found || !call.manager->sees(found->shop))
        return reply(problem(404, "There is no recording under this id."));
    auto opened = core::open_bytes(found->box, desk.store.keys().sealing);
    if (!opened) throw sql::Unavailable("a recording is damaged in the store");
    Response response;
    response.type = opus;
    response.body = *std::move(opened);
    reply(std::move(response));
}

}  // namespace earshot::sync
