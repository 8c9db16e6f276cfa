#include <algorithm>

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/hub/scope.h"
#include "sync/store/people.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::size_t name_max = 128;

json::object to_json(const Token& token) {
    json::object out = scope_of(token.role, token.shops);
    out["id"] = token.id;
    out["name"] = token.name;
    out["user"] = token.user;
    out["made_at"] = wire::to_text(token.made_at);
    out["expires"] = or_null(token.expires);
    return out;
}

Token to_token(const wire::Field& in) {
    Token token;
    token.name = in["name"].text(name_max);
    if (token.name.empty()) in["name"].refuse("empty");
    token.role = to_role(in["role"]);
    token.shops = in["shops"].optional(to_shops);
    token.expires = in["expires"].optional(&wire::Field::instant);
    return token;
}

}  // namespace

void give_tokens(Desk& desk, Call call, const Reply& reply) {
    json::array list;
    for (const Token& token : tokens(desk.store, desk.clock().wall))
        if (covers(call.manager->shops, token.shops)) list.push_back(to_json(token));
    reply(answer_with(json::object{{"tokens", std::move(list)}}));
}

void make_token(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    auto token = body_of(call, to_token);
    if (!token) return reply(problem_of(token.error()));
    const Act act = act_of(desk, call);
    if (token->expires && *token->expires <= act.at)
        return reply(problem(400, "It would have ended already.", "/expires"));
    if (!covers(call.manager->shops, token->shops)) return reply(no_such_shop());
    token->user = call.manager->name;
    std::optional<NewToken> made;
    desk.writer.run([&](Store& store) { made = add_token(store, *token, act); });
    json::object body = to_json(made->told);
    body["token"] = made->secret;
    reply(answer_with(body, 201));
}

void delete_token(Desk& desk, Call call, const Reply& reply) {
    const std::string& id = call.parts.at("token");
    const auto all = tokens(desk.store, desk.clock().wall);
    const auto found = std::ranges::find(all, id, &Token::id);
    if (found == all.end() || !covers(call.manager->shops, found->shops))
        return reply(problem(404, "There is no such token."));
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) { revoke_token(store, id, act); });
    desk.live.rights_changed();
    reply(done());
}

}  // namespace earshot::sync
