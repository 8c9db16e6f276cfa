#include <spdlog/spdlog.h>

#include "sync/hub/desk.h"

namespace earshot::sync {
namespace {

Response fine() {
    Response response;
    response.body = R"({"status":"ok"})";
    return response;
}

}  // namespace

void give_health(Desk&, Call, const Reply& reply) { reply(fine()); }

// By a write that is made durable: a full disk still reads.
void give_readiness(Desk& desk, Call, const Reply& reply) {
    try {
        desk.writer.run([&](Store& store) { store.check_writable(desk.clock().wall); });
        reply(fine());
    } catch (const sql::Unavailable& error) {
        spdlog::warn("not ready: {}", error.what());
        reply(come_back(503, "The hub cannot store anything now.", 10));
    }
}

}  // namespace earshot::sync
