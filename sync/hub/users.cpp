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

// Long enough to be worth its hashing.
std::string to_password(const wire::Field& in) {
    std::string password = in.text(password_max);
    if (password.size() < password_min) in.refuse("shorter than 8");
    return password;
}

struct Change {
    UserChange change;
    std::optional<std::string> password;
};

core::Result<Change> change_in(const std::string& text) {
    TRY_ASSIGN(const json::value body, wire::parse(text));
    return wire::decode(text, [&](const wire::Field& in) {
        Change wanted;
        wanted.change.role = in["role"].optional(to_role);
        // Null is a change too: to all shops.
        if (body.is_object() && body.as_object().contains("shops"))
            wanted.change.shops = in["shops"].optional(to_shops);
        wanted.password = in["password"].optional(to_password);
        return wanted;
    });
}

struct PasswordChange {
    std::string old, wanted;
};

PasswordChange to_password_change(const wire::Field& in) {
    return {in["old"].text(password_max), to_password(in["new"])};
}

struct Wanted {
    User user;
    std::string password;
};

Wanted to_wanted(const wire::Field& in) {
    Wanted wanted;
    wanted.user.name = in["name"].text(name_max);
    if (wanted.user.name.empty()) in["name"].refuse("empty");
    // `self` is whoever calls.
    if (wanted.user.name == "self") in["name"].refuse("taken");
    wanted.password = to_password(in["password"]);
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

void patch_user(Desk& desk, Call call, const Reply& reply) {
    const std::string& name = call.parts.at("user");
    const auto all = users(desk.store);
    const auto found = std::ranges::find(all, name, &User::name);
    if (found == all.end() || !covers(call.manager->shops, found->shops))
        return reply(problem(404, "There is nobody of this name."));
    if (!is_json(call.request)) return reply(not_json());
    auto wanted = change_in(call.request.body);
    if (!wanted) return reply(problem_of(wanted.error()));
    if (wanted->change.shops && !covers(call.manager->shops, *wanted->change.shops))
        return reply(no_such_shop());
    if (wanted->password) wanted->change.password = hash_password(*wanted->password);
    const Act act = act_of(desk, call);
    std::optional<core::Result<User>> changed;
    desk.writer.run([&](Store& store) { changed = change_user(store, name, wanted->change, act); });
    desk.live.rights_changed();
    reply(*changed ? answer_with(to_json(**changed)) : problem_of(changed->error()));
}

void change_password(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto wanted = body_of(call, to_password_change);
    if (!wanted) return reply(problem_of(wanted.error()));
    const std::string& name = call.manager->name;
    const std::string& address = call.request.address;
    const core::milliseconds now = desk.clock().steady;
    // A page left open is no way to guess at a password either.
    if (const auto wait = desk.logins.waits(name, address, now))
        return reply(come_back(429, "Too many tries have failed.", *wait));
    const Logins::Place place(desk.logins);
    if (!place.taken()) return reply(come_back(503, "Others are logging in.", 1));
    const auto credentials = credentials_of(desk.store, name);
    if (!credentials || !fits_password(wanted->old, credentials->password)) {
        desk.logins.failed(name, address, now);
        return reply(problem(400, "The old password is another.", "/old"));
    }
    desk.logins.succeeded(name, address);
    UserChange change;
    change.password = hash_password(wanted->wanted);
    const Act act = act_of(desk, call);
    std::optional<core::Result<User>> changed;
    desk.writer.run(
        [&](Store& store) { changed = change_user(store, name, change, act, call.session); });
    desk.live.rights_changed();
    reply(*changed ? done() : problem_of(changed->error()));
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
