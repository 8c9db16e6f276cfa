#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "core/questionnaire_rules.h"
#include "core/text.h"

namespace earshot::core {
namespace {

// The limits of survey science: what a shopper with bags in hand reads in ten seconds.
constexpr int stem_words_max = 10;
constexpr int choice_words_max = 5;
constexpr std::size_t choice_characters_max = 24;
constexpr int screen_words_max = 50;
constexpr std::size_t first_shuffled_max = 10;
constexpr std::size_t first_anchored_max = 2;
constexpr std::size_t second_choices_max = 8;  // 7 and a way out

// What puts an answer into the shopper's mouth, in English stems.
constexpr std::array forbidden_in_stems{
    "do you agree", "satisfied are you with our", "don't you", "improve", "excellent", "problem",
    "please rate"};

std::string in_lower_case(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

class Lint {
  public:
    explicit Lint(const Questionnaire& questionnaire) : questionnaire_(questionnaire) {}

    Findings all() {
        for (const Question& question : questionnaire_.questions) {
            stem(question);
            for (std::size_t index = 0; index < question.choices.size(); ++index)
                choice(question, index);
            screen(question);
            if (is_first(question))
                first_screen(question);
            else
                second_screen(question);
        }
        return std::move(findings_);
    }

  private:
    void add(const Question& question, const std::string& part, const char* rule,
             const std::string& message, std::size_t limit = 0) {
        if (findings_.size() >= findings_max) return;
        findings_.push_back({"/question/" + question.id + part,
                             fmt::format("question \"{}\"{}", question.id, message), rule,
                             static_cast<int>(limit)});
    }

    bool is_first(const Question& question) const {
        return questionnaire_.tickets.contains(question.id);
    }

    const std::string& own_words(const Wording& text) const {
        return wording_in(text, questionnaire_.languages.front());
    }

    void stem(const Question& question) {
        const std::string part = "/text/" + questionnaire_.languages.front();
        if (const int words = count_words(own_words(question.text)); words > stem_words_max)
            add(question, part, "stem_words",
                fmt::format(": {} words; shoppers take in {}", words, stem_words_max),
                stem_words_max);

        const auto english = question.text.find("en");
        if (english == question.text.end()) return;
        const std::string asked = " " + in_lower_case(english->second) + " ";
        for (const std::string_view words : forbidden_in_stems)
            if (asked.find(words) != std::string::npos)
                add(question, "/text/en", "leads",
                    fmt::format(": \"{}\" leads the shopper", words));
        for (const std::string_view joint : {"and", "or", "and/or"})
            if (asked.find(fmt::format(" {} ", joint)) != std::string::npos)
                add(question, "/text/en", "two_ideas",
                    fmt::format(": \"{}\" may join two ideas; ask one", joint));
    }

    void choice(const Question& question, std::size_t index) {
        const Choice& choice = question.choices[index];
        const std::string& label = own_words(choice.text);
        const std::string part =
            fmt::format("/choice/{}/text/{}", index, questionnaire_.languages.front());
        if (const int words = count_words(label); words > choice_words_max)
            add(question, part, "choice_words",
                fmt::format(", choice \"{}\": {} words; {} are read at a glance", choice.id, words,
                            choice_words_max),
                choice_words_max);
        if (const std::size_t length = count_characters(label); length > choice_characters_max)
            add(question, part, "choice_characters",
                fmt::format(", choice \"{}\": {} characters; {} fit a card", choice.id, length,
                            choice_characters_max),
                choice_characters_max);
    }

    void screen(const Question& question) {
        int words = count_words(own_words(question.text));
        for (const Choice& choice : question.choices) words += count_words(own_words(choice.text));
        if (words > screen_words_max)
            add(question, "", "screen_words",
                fmt::format(": {} words on the screen; at most {} are read", words,
                            screen_words_max),
                screen_words_max);
    }

    void first_screen(const Question& question) {
        const auto anchored =
            static_cast<std::size_t>(std::ranges::count_if(question.choices, &Choice::anchored));
        const std::size_t others = question.choices.size() - anchored;
        if (others > first_shuffled_max || anchored > first_anchored_max)
            add(question, "", "first_choices",
                fmt::format(": {} choices and {} anchored; a first screen has at most {} and {}",
                            others, anchored, first_shuffled_max, first_anchored_max),
                first_shuffled_max);
        const bool has_null = std::ranges::any_of(question.choices, [](const Choice& choice) {
            return choice.anchored && choice.id != "other";
        });
        if (question.order == ChoiceOrder::shuffled && !has_null)
            add(question, "", "no_honest_null",
                ": a first screen needs an honest way to say nothing, such as \"Nothing, all "
                "good\", anchored");
    }

    void second_screen(const Question& question) {
        if (!is_followed(question))
            add(question, "", "never_asked",
                ": never asked; it has no ticket and no next leads here");
        if (question.choices.size() > second_choices_max && !is_list_of_a_first(question))
            add(question, "", "second_choices",
                fmt::format(
                    ": {} choices; a second screen has at most {}, or a first screen's list",
                    question.choices.size(), second_choices_max),
                second_choices_max);
    }

    bool is_followed(const Question& question) const {
        for (const Question& first : questionnaire_.questions)
            for (const Choice& choice : first.choices)
                for (const Next& next : choice.next)
                    if (next.question == question.id) return true;
        return false;
    }

    // Whether all that is not anchored stands on one first screen too.
    bool is_list_of_a_first(const Question& question) const {
        return std::ranges::any_of(questionnaire_.questions, [&](const Question& first) {
            return is_first(first) &&
                   std::ranges::all_of(question.choices, [&](const Choice& choice) {
                       return choice.anchored || first.find(choice.id);
                   });
        });
    }

    const Questionnaire& questionnaire_;
    Findings findings_;
};

}  // namespace

Findings poor_asking(const Questionnaire& questionnaire) {
    return questionnaire.languages.empty() ? Findings{} : Lint(questionnaire).all();
}

}  // namespace earshot::core
