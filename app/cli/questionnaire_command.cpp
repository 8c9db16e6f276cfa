#include "app/cli/questionnaire_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "core/data_folder.h"
#include "core/questionnaire.h"

namespace earshot::app {

core::Result<void> check_questionnaire(const std::string& file) {
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
    std::cout << fmt::format("{}: {} version {} is sound: {} questions in {} languages\n", file,
                             reading.questionnaire->id, reading.questionnaire->version,
                             reading.questionnaire->questions.size(),
                             reading.questionnaire->languages.size());
    return {};
}

}  // namespace earshot::app
