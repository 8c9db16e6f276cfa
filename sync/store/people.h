#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/store.h"

// Who may look at the hub and act on it: accounts, the sessions of browsers, tokens of scripts.
namespace earshot::sync {

struct User {
    std::string name;
    Role role = Role::viewer;
    std::optional<std::vector<std::string>> shops;  // none: all
    bool totp = false;                              // asked for a second factor
    core::Instant made_at;
};

std::vector<User> users(Store& store);
// The password as hash_password() has it. Fails as `in_use` where the name is taken.
core::Result<void> add_user(Store& store, const User& user, const std::string& hashed_password,
                            const Act& act);
// With all its sessions and tokens. Fails as `not_found`, and as `in_use` for the last admin of all
// shops, without whom nobody could make another.
core::Result<void> remove_user(Store& store, const std::string& name, const Act& act);

// What of an account is changed.
struct UserChange {
    std::optional<Role> role;
    std::optional<std::optional<std::vector<std::string>>> shops;
    std::optional<std::string> password;  // as hash_password() has it
};
// Tokens that would reach further than the account now does end; with a new password all its
// sessions do, but for `kept`. Fails as remove_user() does.
core::Result<User> change_user(Store& store, const std::string& name, const UserChange& change,
                               const Act& act,
                               const std::optional<std::string>& kept = std::nullopt);

// What a login is held against.
struct Credentials {
    std::string password;             // hashed
    std::optional<std::string> totp;  // the secret, raw; only where it was confirmed
    std::optional<std::string> unconfirmed;
    std::int64_t last_step = 0;  // the last step of time whose code was taken
};
std::optional<Credentials> credentials_of(Store& store, const std::string& name);

// A new secret counts once a code of it was shown; none: no second factor any more.
void set_totp(Store& store, const std::string& name, const std::optional<std::string>& secret,
              bool confirmed, const Act& act);
// Takes a code's step of time, so that the code works once. False where one as late was taken.
bool take_step(Store& store, const std::string& name, std::int64_t step);

inline constexpr std::chrono::hours session_life{12};

// A session's secret, for the cookie; it ends after session_life.
std::string open_session(Store& store, const std::string& user, const Act& act);
void close_session(Store& store, const std::string& session, const Act& act);
// Whom a session speaks for: with the role and shops that the account has now.
std::optional<Manager> manager_of_session(Store& store, const std::string& session,
                                          core::Instant now);

struct Token {
    std::string id, name, user;
    Role role = Role::viewer;
    std::optional<std::vector<std::string>> shops;
    core::Instant made_at;
    std::optional<core::Instant> expires;
};

// Those that still work.
std::vector<Token> tokens(Store& store, core::Instant now);
// The token itself, which is shown this once; `id` and `made_at` are given here.
struct NewToken {
    Token told;
    std::string secret;
};
NewToken add_token(Store& store, Token token, const Act& act);
// False where there is none that works.
bool revoke_token(Store& store, const std::string& id, const Act& act);

const char* name_of(Role role);
std::optional<Role> role_named(std::string_view name);

}  // namespace earshot::sync
