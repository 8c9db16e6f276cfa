#include "core/questionnaire.h"

#include <algorithm>

#include "core/questionnaire_rules.h"

namespace earshot::core {

const Choice* Question::find(std::string_view choice) const {
    const auto found = std::ranges::find(choices, choice, &Choice::id);
    return found == choices.end() ? nullptr : &*found;
}

const Question* Questionnaire::find(std::string_view question) const {
    const auto found = std::ranges::find(questions, question, &Question::id);
    return found == questions.end() ? nullptr : &*found;
}

std::vector<Problem> check(const Questionnaire& questionnaire) {
    std::vector<Problem> problems;
    for (const Finding& finding : broken_rules(questionnaire))
        problems.push_back({0, 0, Severity::error, finding.message});
    return problems;
}

}  // namespace earshot::core
