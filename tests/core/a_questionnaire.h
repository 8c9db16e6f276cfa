#pragma once

#include <string>

#include "core/questionnaire.h"

// Questionnaires that survey tests share.
namespace earshot::test {

inline core::Choice a_choice(const std::string& id, bool anchored = false) {
    core::Choice choice;
    choice.id = id;
    choice.text = {{"en", "Some " + id}};
    choice.anchored = anchored;
    return choice;
}

// Shuffled, with a way out.
inline core::Question a_question(const std::string& id) {
    core::Question question;
    question.id = id;
    question.text = {{"en", "What about it?"}};
    question.choices = {a_choice("price"), a_choice("taste"), a_choice("none", true)};
    return question;
}

// First question B; its choice "price" is followed by "B.price".
inline core::Questionnaire a_questionnaire() {
    core::Questionnaire questionnaire;
    questionnaire.id = "shop";
    questionnaire.languages = {"en"};
    questionnaire.tickets = {{"B", 1}};
    questionnaire.questions = {a_question("B"), a_question("B.price")};
    questionnaire.questions[0].choices[0].next = {{"B.price", 1}};
    return questionnaire;
}

}  // namespace earshot::test
