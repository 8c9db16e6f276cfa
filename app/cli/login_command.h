#pragma once

#include <string>

#include "app/cli/hub_call.h"

namespace earshot::app {

struct LoginWish {
    HubAddress at;
    std::string name;
};

void add_login_flags(CLI::App& command, LoginWish& wish);

// `earshot login`: asks for the name, the password and, where the account has one, the code, each a
// line of stdin, and keeps a token for this hub. Other commands then need no EARSHOT_TOKEN.
core::Result<void> log_in(const LoginWish& wish);

}  // namespace earshot::app
