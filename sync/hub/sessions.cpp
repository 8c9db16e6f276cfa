#include <spdlog/spdlog.h>

#include "core/seal.h"
#include "sync/hub/answers.h"
#include "sync/hub/caller.h"
#include "sync/hub/desk.h"
#include "sync/hub/scope.h"
#include "sync/store/people.h"
#include "sync/store/totp.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::size_t name_max = 64;
constexpr std::size_t password_max = 1'024;
constexpr std::size_t code_max = 16;
// A terminal's token after `earshot login`.
constexpr std::chrono::hours login_token_life{90 * 24};
// Of a password that nobody knows: whether there is somebody of a name must not show in the time.
constexpr auto nobodys_password =
    "$argon2id$v=19$m=65536,t=3,p=1$6m01lVec9hS2l63kcOlzzw$hIjb9831fgEVW7m5OWbRHStINlf+/iNn5/"
    "nFXFrgf5I";

struct Login {
    std::string name, password;
    std::optional<std::string> totp;
    bool token = false;  // for a terminal, instead of a session
};

Login to_login(const wire::Field& in) {
    return {in["name"].text(name_max), in["password"].text(password_max),
            in["totp"].optional([](const wire::Field& code) { return code.text(code_max); }),
            in["token"].optional(&wire::Field::boolean).value_or(false)};
}

json::object scope(const Manager& manager) {
    json::object out = scope_of(manager.role, manager.shops);
    out["user"] = manager.name;
    return out;
}

std::string cookie(const Request& request, const std::string& session, std::chrono::seconds life) {
    return std::string(session_cookie) + "=" + session +
           "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(life.count()) +
           (request.over_tls ? "; Secure" : "");
}

Response wrong() { return denied("The name, the password or the code is wrong."); }

// Whether the code is right, and for the first time; true where none is asked for.
bool fits_code(Desk& desk, const Login& login, const Credentials& credentials) {
    if (!credentials.totp) return true;
    if (!login.totp) return false;
    const auto step =
        totp_step(*credentials.totp, *login.totp, desk.clock().wall, credentials.last_step);
    if (!step) return false;
    bool first = false;
    desk.writer.run([&](Store& store) { first = take_step(store, login.name, *step); });
    return first;
}

Response session_for(Desk& desk, const Call& call, const Manager& manager) {
    const core::Instant now = desk.clock().wall;
    std::string session;
    desk.writer.run([&](Store& store) {
        session = open_session(store, manager.name, {now, manager.name});
    });
    json::object body = scope(manager);
    body["csrf"] = csrf_of(session, desk.store.keys());
    body["expires"] = wire::to_text(now + session_life);
    Response response = answer_with(body, 201);
    response.headers.emplace_back("Set-Cookie", cookie(call.request, session, session_life));
    return response;
}

Response token_for(Desk& desk, const Manager& manager) {
    const core::Instant now = desk.clock().wall;
    Token token{"",  "earshot login",       manager.name, manager.role, manager.shops,
                now, now + login_token_life};
    std::optional<NewToken> made;
    desk.writer.run([&](Store& store) { made = add_token(store, token, {now, manager.name}); });
    json::object body = scope(manager);
    body["token"] = made->secret;
    body["expires"] = wire::to_text(*made->told.expires);
    return answer_with(body, 201);
}

std::optional<Manager> account_of(Desk& desk, const std::string& name) {
    for (const User& user : users(desk.store))
        if (user.name == name) return Manager{user.name, user.role, user.shops};
    return std::nullopt;
}

}  // namespace

void log_in(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto login = body_of(call, to_login);
    if (!login) return reply(problem_of(login.error()));
    const std::string& address = call.request.address;
    const core::milliseconds now = desk.clock().steady;
    if (const auto wait = desk.gate.address_waits(address, now))
        return reply(come_back(429, "Too many tries have failed.", *wait));
    if (const auto wait = desk.logins.waits(login->name, address, now))
        return reply(come_back(429, "Too many tries have failed.", *wait));
    const Logins::Place place(desk.logins);
    if (!place.taken()) return reply(come_back(503, "Others are logging in.", 1));

    const auto credentials = credentials_of(desk.store, login->name);
    const bool right =
        fits_password(login->password, credentials ? credentials->password : nobodys_password);
    if (credentials && right && credentials->totp && !login->totp)
        return reply(denied("This account asks for a code as well.", "/totp"));
    const auto account = account_of(desk, login->name);
    if (!right || !account || !fits_code(desk, *login, *credentials)) {
        desk.gate.failed(address, now);
        desk.logins.failed(login->name, address, now);
        spdlog::warn("a login was refused");
        return reply(wrong());
    }
    desk.logins.succeeded(login->name, address);
    Response response =
        login->token ? token_for(desk, *account) : session_for(desk, call, *account);
    response.trusted = true;
    reply(std::move(response));
}

void give_session(Desk& desk, Call call, const Reply& reply) {
    json::object body = scope(*call.manager);
    body["csrf"] = call.session.empty() ? json::value(nullptr)
                                        : json::value(csrf_of(call.session, desk.store.keys()));
    reply(answer_with(body));
}

void log_out(Desk& desk, Call call, const Reply& reply) {
    const Act act = act_of(desk, call);
    if (!call.session.empty())
        desk.writer.run([&](Store& store) { close_session(store, call.session, act); });
    desk.live.rights_changed();
    Response response = done();
    response.headers.emplace_back("Set-Cookie", cookie(call.request, "", std::chrono::seconds{0}));
    reply(std::move(response));
}

void offer_totp(Desk& desk, Call call, const Reply& reply) {
    const std::string secret = new_totp_secret();
    const Act act = act_of(desk, call);
    const auto credentials = credentials_of(desk.store, call.manager->name);
    if (!credentials || credentials->totp)
        return reply(problem(409, "This account asks for a code already: end that first."));
    desk.writer.run([&](Store& store) { set_totp(store, call.manager->name, secret, false, act); });
    reply(answer_with(
        json::object{{"secret", base32(secret)}, {"uri", totp_uri(secret, call.manager->name)}},
        201));
}

void confirm_totp(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto code =
        body_of(call, [](const wire::Field& in) { return in["totp"].text(code_max); });
    if (!code) return reply(problem_of(code.error()));
    const auto credentials = credentials_of(desk.store, call.manager->name);
    if (!credentials || !credentials->unconfirmed)
        return reply(problem(409, "No code was offered to this account."));
    if (!totp_step(*credentials->unconfirmed, *code, desk.clock().wall, 0))
        return reply(problem(400, "The code is not the one that it is now.", "/totp"));
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) {
        set_totp(store, call.manager->name, credentials->unconfirmed, true, act);
    });
    reply(done());
}

void end_totp(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto code =
        body_of(call, [](const wire::Field& in) { return in["totp"].text(code_max); });
    if (!code) return reply(problem_of(code.error()));
    const auto credentials = credentials_of(desk.store, call.manager->name);
    if (credentials && credentials->totp &&
        !totp_step(*credentials->totp, *code, desk.clock().wall, credentials->last_step))
        return reply(problem(400, "The code is not the one that it is now.", "/totp"));
    const Act act = act_of(desk, call);
    desk.writer.run(
        [&](Store& store) { set_totp(store, call.manager->name, std::nullopt, false, act); });
    reply(done());
}

}  // namespace earshot::sync
