#include "app/cli/enrol_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "sync/wire/field.h"

namespace earshot::app {
namespace {

struct Code {
    std::string code, expires;
};

}  // namespace

void add_enrol_flags(CLI::App& command, EnrolWish& wish) {
    add_hub_flags(command, wish.at);
    command.add_option("--shop", wish.shop, "The shop, made if it is new")->required();
    command.add_option("--till", wish.till, "The till, made if it is new")->required();
    command.add_flag("--json", wish.json, "The hub's answer as it is");
}

core::Result<void> print_enrolment_code(const EnrolWish& wish) {
    const sync::wire::json::object body{{"shop", wish.shop}, {"till", wish.till}};
    TRY_ASSIGN(const std::string answer,
               ask_hub(wish.at, {.method = "POST",
                                 .path = "/v1/enrolments",
                                 .headers = {{"Content-Type", "application/json"}},
                                 .body = sync::wire::write(body)}));
    TRY_ASSIGN(const Code code, sync::wire::decode(answer, [](const sync::wire::Field& in) {
                   return Code{in["code"].text(), in["expires"].text()};
               }));
    print(wish.json ? answer + "\n"
                    : fmt::format("code: {}\nexpires: {}\n", code.code, code.expires));
    return {};
}

}  // namespace earshot::app
