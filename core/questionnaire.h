#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/reasons.h"

// A versioned set of questions: what a kiosk can ask. The file form is TOML
// (ARCHITECTURE.md, "Questionnaire files"); over the wire it goes in the bundle.
namespace earshot::core {

enum class QuestionKind { single, multiple, scale };
enum class ChoiceOrder {
    shuffled,  // anew each interview, anchored choices last
    fixed,
    flipped,  // the other way round on a random half of the device's weeks
};

struct Next {
    std::string question;
    int weight = 1;

    bool operator==(const Next&) const = default;
};

struct Choice {
    std::string id;
    std::optional<std::string> reason;
    Wording text;
    std::string icon;
    bool anchored = false;
    std::vector<Next> next;  // empty: no second question; else one is drawn by weight

    bool operator==(const Choice&) const = default;
};

struct Question {
    std::string id;
    QuestionKind kind = QuestionKind::single;
    std::optional<std::string>
        measures;  // why change found elsewhere price visit rank trips frequency
    ChoiceOrder order = ChoiceOrder::shuffled;
    int max = 1;  // how many choices `multiple` takes
    Wording text;
    std::vector<Choice> choices;

    const Choice* find(std::string_view choice) const;
    bool operator==(const Question&) const = default;
};

struct Questionnaire {
    std::string id;
    int version = 1;
    std::vector<std::string> languages;
    std::map<std::string, int> tickets;  // first questions and how often each is drawn, relative
    std::vector<Question> questions;

    const Question* find(std::string_view question) const;
    bool operator==(const Questionnaire&) const = default;
};

enum class Severity {
    error,    // the file is refused
    warning,  // allowed, but a rule of good asking is broken
};

struct Problem {
    int line = 0;  // from 1; 0 where the file as a whole is meant
    int column = 0;
    Severity severity = Severity::error;
    std::string message;  // what is wrong, and what was expected

    bool operator==(const Problem&) const = default;
};

// What reading a file gave. `questionnaire` is set where no problem is an error.
struct Reading {
    std::optional<Questionnaire> questionnaire;
    std::vector<Problem> problems;  // every one there is, by line
};

// Reads and checks the text of a questionnaire file. Never throws for what the text says.
Reading read_questionnaire(std::string_view toml);

// The rules that hold however a questionnaire came (a file, the hub's bundle): names resolve, no
// cycle, no path over two questions, every language worded, a way out of shuffled lists. Errors
// only, without line and column; empty where all is well.
std::vector<Problem> check(const Questionnaire& questionnaire);

}  // namespace earshot::core
