#include "sync/hub/live_events.h"

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/store/hidden_id.h"
#include "sync/store/people.h"

// GET /v1/live
namespace earshot::sync {
namespace {

constexpr int full_seconds = 10;
// A browser comes back after this long.
constexpr std::string_view greeting = "retry: 2000\n\n";

std::optional<Live::Kind> kind_of(const News& news) {
    using enum Live::Kind;
    if (news.kind == "response") return response;
    if (news.kind == "comment") return comment;
    if (news.kind == "follow_up") return follow_up;
    if (news.kind == "device") return device;
    return std::nullopt;
}

}  // namespace

void tell(Live& live, const News& news, const HubKeys& keys) {
    const auto kind = kind_of(news);
    if (kind == Live::Kind::device)
        live.tell(news.shop, *kind, news.id);
    else if (kind)
        live.tell(news.shop, *kind, hidden_id(news.id, keys));
}

void give_live(Desk& desk, Call call, const Reply& reply) {
    const auto shop = shop_asked_for(desk, call);
    if (!shop) return reply(problem_of(shop.error()));
    const auto who = [&desk, token = call.token, session = call.session] {
        const core::Instant now = desk.clock().wall;
        return token.empty() ? manager_of_session(desk.store, session, now)
                             : desk.store.manager_of(token, now);
    };
    auto events = desk.live.read(who, *shop, call.request.header("last-event-id").value_or(""));
    if (!events) return reply(come_back(503, "Too many read live events.", full_seconds));
    Response response;
    response.type = "text/event-stream";
    response.body = greeting;
    // A proxy that gathers answers would hold events back.
    response.headers.emplace_back("X-Accel-Buffering", "no");
    response.rest = *std::move(events);
    reply(std::move(response));
}

}  // namespace earshot::sync
