#include "app/cli/questionnaire_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "core/data_folder.h"
#include "core/id.h"
#include "core/questionnaire.h"
#include "sync/wire/bundle.h"

namespace earshot::app {
namespace {

// The questionnaire of a sound file; every problem goes to stderr.
core::Result<core::Questionnaire> read_file(const std::string& file) {
    TRY_ASSIGN(const std::string text, core::read_file(file));
    const core::Reading reading = core::read_questionnaire(text);
    for (const core::Problem& problem : reading.problems)
        std::cerr << fmt::format("{}:{}:{}: {}: {}\n", file, problem.line, problem.column,
                                 problem.severity == core::Severity::error ? "error" : "warning",
                                 problem.message);
    const auto errors =
        std::ranges::count(reading.problems, core::Severity::error, &core::Problem::severity);
    if (errors > 0)
        return core::fail(core::ErrorKind::invalid,
                          fmt::format("{}: {} to mend before it can be published", file,
                                      errors == 1 ? "1 error" : fmt::format("{} errors", errors)));
    return *reading.questionnaire;
}

}  // namespace

core::Result<void> check_questionnaire(const std::string& file) {
    TRY_ASSIGN(const core::Questionnaire questionnaire, read_file(file));
    print(fmt::format("{}: {} version {} is sound: {} questions in {} languages\n", file,
                      questionnaire.id, questionnaire.version, questionnaire.questions.size(),
                      questionnaire.languages.size()));
    return {};
}

void add_publish_flags(CLI::App& command, PublishWish& wish) {
    command.add_option("file", wish.file, "The questionnaire (TOML)")->required();
    add_hub_flags(command, wish.at);
    command.add_option("--shop", wish.shop, "For one shop; else for all");
}

core::Result<void> publish_questionnaire(const PublishWish& wish) {
    namespace json = sync::wire::json;
    if (!wish.shop.empty() && !core::is_name(wish.shop))
        return core::fail(core::ErrorKind::usage,
                          fmt::format("--shop: “{}” is no name", wish.shop));
    TRY_ASSIGN(const core::Questionnaire questionnaire, read_file(wish.file));
    const std::string path = "/v1/questionnaires/" + questionnaire.id;
    const std::map<std::string, std::string> headers{{"Content-Type", "application/json"}};
    TRY(ask_hub(wish.at, {.method = "PUT",
                          .path = path,
                          .headers = headers,
                          .body = sync::wire::write(sync::wire::to_json(questionnaire))}));
    json::object whom;
    if (!wish.shop.empty()) whom["shop"] = wish.shop;
    TRY(ask_hub(wish.at, {.method = "POST",
                          .path = path + "/publish",
                          .headers = headers,
                          .body = sync::wire::write(whom)}));
    print(fmt::format("{} version {} is published for {}\n", questionnaire.id,
                      questionnaire.version, wish.shop.empty() ? "all shops" : wish.shop));
    return {};
}

}  // namespace earshot::app
