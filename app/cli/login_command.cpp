#include "app/cli/login_command.h"

#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/cli/credentials.h"
#include "sync/wire/field.h"
#include "sync/wire/problem.h"

namespace earshot::app {
namespace {

using core::Result;
using sync::wire::Field;

// Keeps what is typed off the screen, where there is one.
class Unseen {
  public:
    Unseen() : seen_(tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!seen_) return;
        termios hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~Unseen() {
        if (!seen_) return;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        std::cerr << '\n';
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

  private:
    termios before_{};
    bool seen_;
};

Result<std::string> ask(const char* what) {
    std::cerr << what << ": " << std::flush;
    std::string line;
    if (std::getline(std::cin, line) && !line.empty()) return line;
    return core::fail(core::ErrorKind::usage, std::string("the ") + what + " is missing on stdin");
}

Result<sync::HttpReply> try_login(const HubAddress& at, const std::string& name,
                                  const std::string& password, const std::string& code) {
    sync::wire::json::object body{{"name", name}, {"password", password}, {"token", true}};
    if (!code.empty()) body["totp"] = code;
    return exchange(at, {.method = "POST",
                         .path = "/v1/sessions",
                         .headers = {{"Content-Type", "application/json"}},
                         .body = sync::wire::write(body)});
}

bool asks_for_code(const sync::HttpReply& reply) {
    const auto problem = sync::wire::decode_problem(reply.body);
    return reply.status == 401 && problem && problem->pointer == "/totp";
}

}  // namespace

void add_login_flags(CLI::App& command, LoginWish& wish) {
    add_hub_flags(command, wish.at);
    command.add_option("--name", wish.name, "Your name; else it is asked for");
}

Result<void> log_in(const LoginWish& wish) {
    std::string name = wish.name;
    if (name.empty()) {
        TRY_ASSIGN(name, ask("name"));
    }
    Result<std::string> password;
    {
        const Unseen unseen;
        password = ask("password");
    }
    if (!password) return tl::unexpected(password.error());
    TRY_ASSIGN(auto reply, try_login(wish.at, name, *password, ""));
    if (asks_for_code(reply)) {
        TRY_ASSIGN(const std::string code, ask("code"));
        TRY_ASSIGN(reply, try_login(wish.at, name, *password, code));
    }
    TRY_ASSIGN(const std::string body, body_of(wish.at, reply));
    TRY_ASSIGN(const std::string token,
               sync::wire::decode(body, [](const Field& in) { return in["token"].text(); }));
    TRY(keep_token(wish.at.hub, token));
    print("logged in to " + wish.at.hub + " as " + name + "\n");
    return {};
}

}  // namespace earshot::app
