#include "sync/store/actions.h"

#include "core/id.h"
#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/store/alerts.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

struct Opening {
    std::string shop;
    wire::ActionChange with;
};

Opening to_opening(const wire::Field& in) {
    // It says what it is about.
    if (in["title"].null()) in["title"].refuse("missing");
    return {in["shop"].name(), wire::to_action_change(in)};
}

Response no_such_action() { return problem(404, "There is no such action."); }

std::optional<wire::Action> action_of(Desk& desk, const Call& call) {
    auto action = find_action(desk.store, call.parts.at("action"));
    if (action && !call.manager->sees(action->shop)) return std::nullopt;
    return action;
}

}  // namespace

void give_actions(Desk& desk, Call call, const Reply& reply) {
    const auto shop = shop_asked_for(desk, call);
    if (!shop) return reply(problem_of(shop.error()));
    const auto state = call.asked("state");
    if (state && !wire::action_state(*state)) return reply(problem(400, "state names no state."));
    json::array list;
    for (const wire::Action& action : actions(desk.store, *shop))
        if (call.manager->sees(action.shop) && (!state || text_of(action.state) == *state))
            list.push_back(to_json(action));
    reply(answer_with(json::object{{"actions", std::move(list)}}));
}

void give_action(Desk& desk, Call call, const Reply& reply) {
    const auto action = action_of(desk, call);
    reply(action ? answer_with(to_json(*action)) : no_such_action());
}

void begin_action(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto opening = body_of(call, to_opening);
    if (!opening) return reply(problem_of(opening.error()));
    if (!call.manager->sees(opening->shop)) return reply(no_such_shop());
    const Act act = act_of(desk, call);
    const std::string id = core::make_id(act.at, core::system_random);
    std::optional<core::Result<wire::Action>> opened;
    desk.writer.run(
        [&](Store& store) { opened = open_action(store, id, opening->shop, opening->with, act); });
    if (!*opened) return reply(problem_of(opened->error()));
    desk.bundles.renewed(opening->shop);
    reply(answer_with(to_json(**opened), 201));
}

void patch_action(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto before = action_of(desk, call);
    if (!before) return reply(no_such_action());
    const auto change = body_of(call, wire::to_action_change);
    if (!change) return reply(problem_of(change.error()));
    const Act act = act_of(desk, call);
    std::optional<core::Result<wire::Action>> after;
    desk.writer.run([&](Store& store) { after = change_action(store, before->id, *change, act); });
    if (!*after) return reply(problem_of(after->error()));
    desk.bundles.renewed(before->shop);
    // Whoever watches sees who has taken it.
    if (const auto alert = alert_of_action(desk.store, before->id))
        desk.live.tell(before->shop, Live::Kind::alert, alert->id);
    reply(answer_with(to_json(**after)));
}

}  // namespace earshot::sync
