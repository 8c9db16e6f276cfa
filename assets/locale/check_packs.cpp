// Run while building, on the packs we ship:
//   check_packs LANGUAGE,LANGUAGE,… QUESTIONNAIRE REASONS
// Prints every problem of them, and every wording that one of the program's languages lacks there;
// fails where there is any.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

#include "core/data_folder.h"
#include "core/questionnaire.h"
#include "core/reasons.h"

namespace {

using namespace earshot;
using Lines = std::vector<std::string>;

Lines split(const std::string& languages) {
    Lines parts;
    std::istringstream stream(languages);
    for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
    return parts;
}

core::Result<Lines> wrong_in_questionnaire(const std::string& file, const Lines& languages) {
    TRY_ASSIGN(const std::string text, core::read_file(file));
    const core::Reading reading = core::read_questionnaire(text);
    Lines wrong;
    for (const core::Problem& problem : reading.problems)
        wrong.push_back(
            fmt::format("{}:{}:{}: {}", file, problem.line, problem.column, problem.message));
    if (reading.questionnaire && reading.questionnaire->languages != languages)
        wrong.push_back(fmt::format("{}: its languages are {}; the program speaks {}", file,
                                    fmt::join(reading.questionnaire->languages, ", "),
                                    fmt::join(languages, ", ")));
    return wrong;
}

core::Result<Lines> wrong_in_reasons(const std::string& file, const Lines& languages) {
    TRY_ASSIGN(const std::string text, core::read_file(file));
    const auto reasons = core::read_reasons(text);
    if (!reasons) return Lines{file + ": " + reasons.error().message};
    Lines wrong;
    for (const core::Reason& reason : *reasons)
        for (const std::string& language : languages)
            if (!reason.text.contains(language))
                wrong.push_back(
                    fmt::format("{}: reason \"{}\": no text in \"{}\"", file, reason.id, language));
    return wrong;
}

// How much is wrong.
std::size_t print(const core::Result<Lines>& wrong) {
    if (!wrong) {
        fmt::print(stderr, "{}\n", wrong.error().message);
        return 1;
    }
    for (const std::string& line : *wrong) fmt::print(stderr, "{}\n", line);
    return wrong->size();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        fmt::print(stderr, "usage: check_packs LANGUAGE,LANGUAGE,… QUESTIONNAIRE REASONS\n");
        return 2;
    }
    const Lines languages = split(argv[1]);
    const std::size_t wrong = print(wrong_in_questionnaire(argv[2], languages)) +
                              print(wrong_in_reasons(argv[3], languages));
    return wrong == 0 ? 0 : 1;
}
