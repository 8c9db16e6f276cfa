#include <spdlog/spdlog.h>

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/wire/json.h"

namespace earshot::sync {
void enrol_device(Desk& desk, Call call, const Reply& reply) {
    const core::Now now = desk.clock();
    // Before the code is looked at: a code is short enough to be guessed at.
    if (const auto wait = desk.gate.address_waits(call.request.address, now.steady))
        return reply(come_back(429, "Too many tries have failed.", *wait));
    if (!is_json(call.request)) return reply(not_json());
    const auto request = wire::decode_enrolment_request(call.request.body);
    if (!request) return reply(problem_of(request.error()));

    std::optional<core::Result<wire::Enrolment>> enrolment;
    desk.writer.run([&](Store& store) { enrolment = store.enrol(*request, now.wall); });
    if (!*enrolment) {
        desk.gate.failed(call.request.address, now.steady);
        spdlog::warn("an enrolment was refused: its code is not valid, was used, or is too old");
        return reply(denied(enrolment->error().message, "/code"));
    }
    desk.live.tell((*enrolment)->shop, Live::Kind::device, (*enrolment)->device_id);
    Response response;
    response.status = 201;
    response.body = wire::encode(**enrolment);
    response.trusted = true;
    reply(std::move(response));
}

void renew_token(Desk& desk, Call call, const Reply& reply) {
    std::optional<std::string> token;
    const core::Now now = desk.clock();
    desk.writer.run([&](Store& store) { token = store.renew_token(call.token, now.wall); });
    // Replaced by another call meanwhile.
    if (!token) return reply(denied("This needs a valid token."));
    const wire::json::object body{{"device_id", call.device->id},
                                  {"token", *token},
                                  {"old_token_until", wire::to_text(now.wall + old_token_life)}};
    Response response;
    response.status = 201;
    response.body = wire::canonical(body);
    reply(std::move(response));
}

}  // namespace earshot::sync
