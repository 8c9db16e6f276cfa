#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/store/keys.h"
#include "sync/store/reason_book.h"
#include "sync/wire/bundle.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::size_t reasons_max = 1'000;

Response book_of(const std::vector<core::Reason>& reasons, const HubKeys& keys) {
    json::array list;
    for (const core::Reason& reason : reasons) list.push_back(wire::to_json(reason));
    Response response = answer_with(json::object{{"reasons", std::move(list)}});
    response.headers.emplace_back("ETag", "\"" + digest_of(response.body, keys) + "\"");
    return response;
}

}  // namespace

void give_reasons(Desk& desk, Call, const Reply& reply) {
    reply(book_of(desk.published.now()->reasons(), desk.store.keys()));
}

void put_reasons(Desk& desk, Call call, const Reply& reply) {
    if (call.manager->shops)
        return reply(problem(403, "Your account is for some shops only; the book is for all."));
    if (!is_json(call.request)) return reply(not_json());
    const auto reasons = body_of(call, [](const wire::Field& in) {
        return in["reasons"].each(reasons_max, wire::to_reason);
    });
    if (!reasons) return reply(problem_of(reasons.error()));
    const auto expected = call.request.header("if-match");
    const Act act = act_of(desk, call);
    core::Result<void> changed;
    bool meanwhile = false;
    desk.writer.run([&](Store& store) {
        // In the writer's turn: nobody changes it between this look and the change.
        const Response now = book_of(store.catalogue().reasons(), store.keys());
        meanwhile = expected && now.headers.front().second != *expected;
        if (!meanwhile) changed = change_reasons(store, *reasons, act);
    });
    if (meanwhile)
        return reply(problem(412, "The reason book was changed meanwhile: read it again."));
    if (!changed) return reply(problem_of(changed.error()));
    desk.published.renew();
    desk.bundles.renewed(std::nullopt);
    give_reasons(desk, std::move(call), reply);
}

}  // namespace earshot::sync
