#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/store/follow_ups.h"
#include "sync/store/retention.h"

namespace earshot::sync {

void give_keeping(Desk&, Call, const Reply& reply) {
    namespace json = wire::json;
    json::array kinds;
    const auto add = [&](std::string_view kind, std::chrono::hours life) {
        kinds.push_back(json::object{{"kind", kind}, {"days", life / std::chrono::hours(24)}});
    };
    for (const Keeping& keeping : keepings()) add(keeping.kind, keeping.life);
    add("recording", voice_life);
    add("follow_up", follow_up_life);
    add("refused", quarantine_life);
    reply(answer_with(json::object{{"kinds", std::move(kinds)}}));
}

}  // namespace earshot::sync
