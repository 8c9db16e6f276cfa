#include "sync/store/people.h"

#include <algorithm>
#include <array>

#include "core/id.h"
#include "core/seal.h"
#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/followup_keys.h"
#include "sync/store/reading.h"

namespace earshot::sync {
namespace {

constexpr std::array roles = {"viewer", "manager", "admin"};

constexpr std::string_view all_users =
    "SELECT name, role, shops, totp IS NOT NULL AND totp_confirmed = 1, made_at FROM users "
    "ORDER BY name";

constexpr std::string_view one_user = "SELECT 1 FROM users WHERE name = $1";

constexpr std::string_view insert_user = R"(
    INSERT INTO users (name, password, role, shops, made_at) VALUES ($1, $2, $3, $4, $5))";

constexpr std::string_view chief_admins =
    "SELECT name FROM users WHERE role = 'admin' AND shops IS NULL";

constexpr std::string_view delete_tokens_of = "DELETE FROM tokens WHERE user = $1";
constexpr std::string_view delete_sessions_of = "DELETE FROM sessions WHERE user = $1";
constexpr std::string_view delete_user = "DELETE FROM users WHERE name = $1";

constexpr std::string_view update_user =
    "UPDATE users SET role = $2, shops = $3, password = COALESCE($4, password) WHERE name = $1";

constexpr std::string_view user_by_name =
    "SELECT name, role, shops, totp IS NOT NULL AND totp_confirmed = 1, made_at FROM users "
    "WHERE name = $1";

constexpr std::string_view tokens_of =
    "SELECT id, role, shops FROM tokens WHERE user = $1 AND revoked_at IS NULL";

constexpr std::string_view end_token_by_id = "UPDATE tokens SET revoked_at = $2 WHERE id = $1";

constexpr std::string_view delete_other_sessions =
    "DELETE FROM sessions WHERE user = $1 AND session_hash <> $2";

constexpr std::string_view user_credentials =
    "SELECT password, totp, totp_confirmed, totp_step FROM users WHERE name = $1";

constexpr std::string_view update_totp =
    "UPDATE users SET totp = $2, totp_confirmed = $3, totp_step = 0 WHERE name = $1";

constexpr std::string_view update_step =
    "UPDATE users SET totp_step = $2 WHERE name = $1 AND totp_step < $2 RETURNING 1";

constexpr std::string_view insert_session = R"(
    INSERT INTO sessions (session_hash, user, made_at, expires) VALUES ($1, $2, $3, $4))";

constexpr std::string_view delete_old_sessions = "DELETE FROM sessions WHERE expires < $1";

constexpr std::string_view delete_session =
    "DELETE FROM sessions WHERE session_hash = $1 RETURNING user";

constexpr std::string_view user_by_session = R"(
    SELECT users.name, users.role, users.shops FROM sessions JOIN users ON users.name = user
    WHERE session_hash = $1 AND expires > $2)";

constexpr std::string_view working_tokens = R"(
    SELECT id, name, user, role, shops, made_at, expires FROM tokens
    WHERE revoked_at IS NULL AND (expires IS NULL OR expires > $1) ORDER BY made_at, id)";

constexpr std::string_view insert_token = R"(
    INSERT INTO tokens (token_hash, id, name, user, role, shops, made_at, expires)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8))";

constexpr std::string_view end_token = R"(
    UPDATE tokens SET revoked_at = $2
    WHERE id = $1 AND revoked_at IS NULL AND (expires IS NULL OR expires > $2)
    RETURNING user, name)";

using Shops = std::optional<std::vector<std::string>>;

std::optional<std::string> listed(const Shops& shops) {
    if (!shops) return std::nullopt;
    std::string list;
    for (const std::string& shop : *shops) list += (list.empty() ? "" : ",") + shop;
    return list;
}

Shops shops_in(const sql::Row& row, std::size_t column) {
    const auto list = row.optional_text(column);
    return list ? Shops(split(*list)) : std::nullopt;
}

wire::json::object scope(Role role, const Shops& shops) {
    return {{"role", name_of(role)},
            {"shops", shops ? wire::json::value_from(*shops) : wire::json::value(nullptr)}};
}

User user_in(const sql::Row& row) {
    return {row.text(0), role_named(row.text(1)).value_or(Role::viewer), shops_in(row, 2),
            row.number(3) != 0, instant_of(row.number(4))};
}

// Whether a token of this role and these shops may do what the account may not.
bool reaches_further(Role role, const Shops& shops, const User& user) {
    if (role > user.role) return true;
    if (!user.shops) return false;
    return !shops || !std::ranges::all_of(*shops, [&](const std::string& shop) {
        return std::ranges::find(*user.shops, shop) != user.shops->end();
    });
}

bool is_last_chief(sql::Connection& connection, const std::string& name) {
    const auto chiefs = connection.run(chief_admins, {});
    return chiefs.size() == 1 && chiefs[0].text(0) == name;
}

core::Error the_last_chief_stays() {
    return {core::ErrorKind::in_use, "The last admin of all shops stays."};
}

// A copy of the database alone gives no second factor away.
std::string closed(const std::string& secret, const HubKeys& keys) {
    return core::to_base64(
        core::seal(core::to_base64(secret), {keys.sealing.id, keys.sealing.key}).box);
}

std::string opened(const std::string& kept, const HubKeys& keys) {
    const auto box = core::from_base64(kept);
    const auto text = box ? core::open({*box, keys.sealing.id}, keys.sealing) : box;
    auto secret = text ? core::from_base64(*text) : text;
    if (!secret) throw sql::Unavailable("a kept secret does not read");
    return *std::move(secret);
}

}  // namespace

const char* name_of(Role role) { return roles[static_cast<std::size_t>(role)]; }

std::optional<Role> role_named(std::string_view name) {
    const auto found = std::ranges::find(roles, name);
    if (found == roles.end()) return std::nullopt;
    return static_cast<Role>(found - roles.begin());
}

std::vector<User> users(Store& store) {
    std::vector<User> all;
    for (const sql::Row& row : Store::Reading(store).run(all_users, {}))
        all.push_back(user_in(row));
    return all;
}

core::Result<void> add_user(Store& store, const User& user, const std::string& hashed_password,
                            const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    if (!connection.run(one_user, {user.name}).empty())
        return core::fail(core::ErrorKind::in_use, "There is somebody of this name already.");
    connection.run(insert_user, {user.name, hashed_password, name_of(user.role), listed(user.shops),
                                 number_of(act.at)});
    note(connection, store.keys(), act, "user.add", std::nullopt, user.name,
         scope(user.role, user.shops));
    transaction.commit();
    return {};
}

core::Result<void> remove_user(Store& store, const std::string& name, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    if (connection.run(one_user, {name}).empty())
        return core::fail(core::ErrorKind::not_found, "There is nobody of this name.");
    if (is_last_chief(connection, name)) return tl::unexpected(the_last_chief_stays());
    remove_copies(connection, name);
    connection.run(delete_tokens_of, {name});
    connection.run(delete_sessions_of, {name});
    connection.run(delete_user, {name});
    note(connection, store.keys(), act, "user.remove", std::nullopt, name);
    transaction.commit();
    return {};
}

core::Result<User> change_user(Store& store, const std::string& name, const UserChange& change,
                               const Act& act, const std::optional<std::string>& kept) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    const auto rows = connection.run(user_by_name, {name});
    if (rows.empty())
        return core::fail(core::ErrorKind::not_found, "There is nobody of this name.");
    User user = user_in(rows[0]);
    user.role = change.role.value_or(user.role);
    user.shops = change.shops.value_or(user.shops);
    if ((user.role != Role::admin || user.shops) && is_last_chief(connection, name))
        return tl::unexpected(the_last_chief_stays());
    connection.run(update_user, {name, name_of(user.role), listed(user.shops), change.password});
    for (const sql::Row& token : connection.run(tokens_of, {name})) {
        const Role role = role_named(token.text(1)).value_or(Role::admin);
        if (!reaches_further(role, shops_in(token, 2), user)) continue;
        connection.run(end_token_by_id, {token.text(0), number_of(act.at)});
        note(connection, store.keys(), act, "token.revoke", std::nullopt, token.text(0),
             {{"user", name}});
    }
    if (user.role < Role::manager) remove_copies(connection, name);
    if (change.password) {
        const std::string hash = kept ? digest_of(*kept, store.keys()) : "";
        connection.run(delete_other_sessions, {name, hash});
        note(connection, store.keys(), act, "user.password", std::nullopt, name);
    }
    if (change.role || change.shops)
        note(connection, store.keys(), act, "user.change", std::nullopt, name,
             scope(user.role, user.shops));
    transaction.commit();
    return user;
}

std::optional<Credentials> credentials_of(Store& store, const std::string& name) {
    const auto rows = Store::Reading(store).run(user_credentials, {name});
    if (rows.empty()) return std::nullopt;
    Credentials credentials;
    credentials.password = rows[0].text(0);
    if (!rows[0].null(1))
        (rows[0].number(2) != 0 ? credentials.totp : credentials.unconfirmed) =
            opened(rows[0].text(1), store.keys());
    credentials.last_step = rows[0].number(3);
    return credentials;
}

void set_totp(Store& store, const std::string& name, const std::optional<std::string>& secret,
              bool confirmed, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    std::optional<std::string> kept;
    if (secret) kept = closed(*secret, store.keys());
    connection.run(update_totp, {name, kept, confirmed});
    note(connection, store.keys(), act,
         !secret     ? "user.totp.off"
         : confirmed ? "user.totp.on"
                     : "user.totp.offer",
         std::nullopt, name);
    transaction.commit();
}

bool take_step(Store& store, const std::string& name, std::int64_t step) {
    return !store.writer().run(update_step, {name, step}).empty();
}

std::string open_session(Store& store, const std::string& user, const Act& act) {
    std::string session = new_token();
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    connection.run(delete_old_sessions, {number_of(act.at)});
    connection.run(insert_session, {digest_of(session, store.keys()), user, number_of(act.at),
                                    number_of(act.at + session_life)});
    note(connection, store.keys(), act, "session.open", std::nullopt, user);
    transaction.commit();
    return session;
}

void close_session(Store& store, const std::string& session, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    for (const sql::Row& row : connection.run(delete_session, {digest_of(session, store.keys())}))
        note(connection, store.keys(), act, "session.close", std::nullopt, row.text(0));
    transaction.commit();
}

std::optional<Manager> manager_of_session(Store& store, const std::string& session,
                                          core::Instant now) {
    const auto rows = Store::Reading(store).run(user_by_session,
                                                {digest_of(session, store.keys()), number_of(now)});
    if (rows.empty()) return std::nullopt;
    return Manager{rows[0].text(0), role_named(rows[0].text(1)).value_or(Role::viewer),
                   shops_in(rows[0], 2)};
}

std::vector<Token> tokens(Store& store, core::Instant now) {
    std::vector<Token> all;
    for (const sql::Row& row : Store::Reading(store).run(working_tokens, {number_of(now)})) {
        Token token{row.text(0),      row.text(1),
                    row.text(2),      role_named(row.text(3)).value_or(Role::viewer),
                    shops_in(row, 4), instant_of(row.number(5))};
        if (!row.null(6)) token.expires = instant_of(row.number(6));
        all.push_back(std::move(token));
    }
    return all;
}

NewToken add_token(Store& store, Token token, const Act& act) {
    NewToken made{std::move(token), new_token()};
    made.told.id = core::make_id(act.at, core::system_random);
    made.told.made_at = act.at;
    std::optional<std::int64_t> expires;
    if (made.told.expires) expires = number_of(*made.told.expires);
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    connection.run(insert_token, {digest_of(made.secret, store.keys()), made.told.id,
                                  made.told.name, made.told.user, name_of(made.told.role),
                                  listed(made.told.shops), number_of(act.at), expires});
    note(connection, store.keys(), act, "token.add", std::nullopt, made.told.id,
         scope(made.told.role, made.told.shops));
    transaction.commit();
    return made;
}

bool revoke_token(Store& store, const std::string& id, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    const auto ended = connection.run(end_token, {id, number_of(act.at)});
    for (const sql::Row& row : ended)
        note(connection, store.keys(), act, "token.revoke", std::nullopt, id,
             {{"user", row.text(0)}, {"name", row.text(1)}});
    transaction.commit();
    return !ended.empty();
}

}  // namespace earshot::sync
