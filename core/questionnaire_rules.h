#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/questionnaire.h"

// What makes a questionnaire sound, and what makes it well asked. Each rule is written here once,
// whether a questionnaire comes from a file or from the hub.
namespace earshot::core {

// What is wrong, and with which part: a path like "/question/B/choice/2/text/de", where choices
// count from 0; "" is the whole.
struct Finding {
    std::string part;
    std::string message;
    std::string rule;  // which one is broken, by a name for programs; "" of a file's own troubles
    int limit = 0;     // the number that the rule names; 0: it names none

    bool operator==(const Finding&) const = default;
};
using Findings = std::vector<Finding>;

// A person mends a few at a time; a file that is no questionnaire at all must not fill a screen.
inline constexpr std::size_t findings_max = 200;

inline constexpr std::size_t questions_max = 200;  // the supermarket's has 42
inline constexpr std::size_t choices_max = 20;     // what a screen can hold
inline constexpr std::size_t languages_max = 40;
inline constexpr std::size_t question_text_max = 140;  // characters, in any language
inline constexpr std::size_t choice_text_max = 60;
inline constexpr int number_max = 1'000'000;  // weights and versions

// What `measures` may say.
const std::vector<std::string>& measures_known();

// Errors: rules without which a questionnaire cannot be asked or counted.
Findings broken_rules(const Questionnaire& questionnaire);

// An error of a file: it asks nothing. (A hub may let every question rest, for a while.)
Findings nothing_asked(const Questionnaire& questionnaire);

// Warnings: rules of good asking, judged in the first language where they count words.
Findings poor_asking(const Questionnaire& questionnaire);

}  // namespace earshot::core
