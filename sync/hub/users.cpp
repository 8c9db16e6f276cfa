#include <algorithm>

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/hub/scope.h"
#include "sync/store/keys.h"
#include "sync/store/people.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::size_t name_max = 64;
constexpr std::size_t password_min = 8;
constexpr std::size_t password_max = 1'024;

json::object to_json(const User& user) {
    json::object out = scope_of(user.role, user.shops);
    out["name"] = user.name;
    out["totp"] = user.totp;
    out["made_at"] = wire::to_text(user.made_at);
    return out;
}

struct Wanted {
    User user;
    std::string password;
};

Wanted to_wanted(const wire::Field& in) {
    Wanted wanted;
    wanted.user.name = in["name"].text(name_max);
    if (wanted.user.name.empty()) in["name"].refuse("empty");
    wanted.password = in["password"].text(password_max);
    if (wanted.password.size() < password_min) in["password"].refuse("shorter than 8");
    wanted.user.role = to_role(in["role"]);
    wanted.user.shops = in["shops"].optional(to_shops);
    return wanted;
}

}  // namespace

void give_users(Desk& desk, Call call, const Reply& reply) {
    json::array list;
    for (const User& user : users(desk.store))
        if (covers(call.manager->shops, user.shops)) list.push_back(to_json(user));
    reply(answer_with(json::object{{"users", std::move(list)}}));
}

void make_user(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    auto wanted = body_of(call, to_wanted);
    if (!wanted) return reply(problem_of(wanted.error()));
    if (!covers(call.manager->shops, wanted->user.shops)) return reply(no_such_shop());
    const std::string hashed = hash_password(wanted->password);
    const Act act = act_of(desk, call);
    wanted->user.made_at = act.at;
    core::Result<void> added;
    desk.writer.run([&](Store& store) { added = add_user(store, wanted->user, hashed, act); });
    reply(added ? answer_with(to_json(wanted->user), 201) : problem_of(added.error()));
}

void delete_user(Desk& desk, Call call, const Reply& reply) {
    const std::string& name = call.parts.at("user");
    const auto all = users(desk.store);
    const auto found = std::ranges::find(all, name, &User::name);
    if (found == all.end() || !covers(call.manager->shops, found->shops))
        return reply(problem(404, "There is nobody of this name."));
    const Act act = act_of(desk, call);
    core::Result<void> removed;
    desk.writer.run([&](Store& store) { removed = remove_user(store, name, act); });
    desk.live.rights_changed();
    reply(removed ? done() : problem_of(removed.error()));
}

}  // namespace earshot::sync
