#include "core/questionnaire_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "core/id.h"
#include "core/nearest.h"
#include "core/text.h"

namespace earshot::core {
namespace {

constexpr auto name_form = "1 to 64 of A-Z a-z 0-9 . _ -";

// A part of a questionnaire: its path, and what a person calls it.
struct Part {
    std::string path;
    std::string name;

    Part in(const std::string& key, const std::string& called) const {
        return {path + "/" + key, name + called};
    }
};

Part part_of(const Question& question) {
    return {"/question/" + question.id, fmt::format("question \"{}\"", question.id)};
}

Part part_of(const Question& question, std::size_t index) {
    return part_of(question).in(fmt::format("choice/{}", index),
                                fmt::format(", choice \"{}\"", question.choices[index].id));
}

std::vector<std::string> ids_of(const std::vector<Question>& questions) {
    std::vector<std::string> ids;
    ids.reserve(questions.size());
    for (const Question& question : questions) ids.push_back(question.id);
    return ids;
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Two or three small letters, then what a region or script adds: "en", "pt-BR", "zh-Hant".
bool is_language(std::string_view code) {
    const std::string_view base = code.substr(0, code.find('-'));
    return base.size() >= 2 && base.size() <= 3 && code.size() <= 16 && code.back() != '-' &&
           std::ranges::all_of(base, [](char c) { return c >= 'a' && c <= 'z'; }) &&
           std::ranges::all_of(code, [](char c) {
               return c == '-' || is_ascii_letter(c) || (c >= '0' && c <= '9');
           });
}

// Signs that no screen can show, or that turn round the text beside them.
bool has_forbidden_signs(std::string_view text) {
    constexpr auto is_control = [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; };
    if (std::ranges::any_of(text, is_control)) return true;
    // U+202A to U+202E and U+2066 to U+2069.
    for (const std::string_view sign :
         {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"})
        if (text.find(sign) != std::string_view::npos) return true;
    return false;
}

class Rules {
  public:
    explicit Rules(const Questionnaire& questionnaire)
        : questionnaire_(questionnaire), ids_(ids_of(questionnaire.questions)) {}

    Findings broken() {
        head();
        languages();
        if (questionnaire_.questions.empty())
            add({"/question", {}}, "no_question", "there is no question");
        if (questionnaire_.questions.size() > questions_max) {
            add({"/question", {}}, "questions",
                fmt::format("{} questions; at most {} are taken", questionnaire_.questions.size(),
                            questions_max));
            return std::move(findings_);
        }
        tickets();
        std::set<std::string> seen;
        for (const Question& asked : questionnaire_.questions) {
            if (!seen.insert(asked.id).second)
                add(part_of(asked), "id_taken", "this id is taken: each question needs its own");
            question(asked);
        }
        cycles();
        long_paths();
        return std::move(findings_);
    }

  private:
    void add(const Part& part, const char* rule, const std::string& message,
             std::size_t limit = 0) {
        if (findings_.size() >= findings_max) return;
        findings_.push_back({part.path, part.name.empty() ? message : part.name + ": " + message,
                             rule, static_cast<int>(limit)});
    }

    void name(const Part& part, std::string_view what, const std::string& given) {
        if (!is_name(given))
            add(part, "name",
                fmt::format("the {} \"{}\" is not {}", what, given.substr(0, 80), name_form));
    }

    void head() {
        name({"/id", {}}, "questionnaire's id", questionnaire_.id);
        if (questionnaire_.version < 1 || questionnaire_.version > number_max)
            add({"/version", {}}, "version",
                fmt::format("version must be a number from 1 to {}", number_max));
    }

    void languages() {
        const Part part{"/languages", {}};
        if (questionnaire_.languages.empty())
            add(part, "languages",
                "languages must name at least one, the first being the file's own");
        if (questionnaire_.languages.size() > languages_max)
            add(part, "languages", fmt::format("at most {} languages are taken", languages_max));
        std::set<std::string> seen;
        for (const std::string& language : questionnaire_.languages) {
            if (!is_language(language))
                add(part, "languages",
                    fmt::format("\"{}\" is no language code such as \"en\" or \"pt-BR\"",
                                language.substr(0, 80)));
            if (!seen.insert(language).second)
                add(part, "languages", fmt::format("\"{}\" stands twice in languages", language));
        }
    }

    void tickets() {
        for (const auto& [id, weight] : questionnaire_.tickets) {
            const Part part{"/tickets/" + id, {}};
            if (!questionnaire_.find(id))
                add(part, "tickets",
                    fmt::format("tickets name \"{}\", which is no question{}", id,
                                did_you_mean(id, ids_)));
            if (weight < 0 || weight > number_max)
                add(part, "tickets",
                    fmt::format("ticket \"{}\" must be a number from 0 to {}", id, number_max));
        }
    }

    void question(const Question& asked) {
        const Part part = part_of(asked);
        name(part, "question's id", asked.id);
        wording(part, asked.text, question_text_max);
        if (asked.measures && !std::ranges::count(measures_known(), *asked.measures))
            add(part.in("measures", ""), "measures",
                fmt::format("measures cannot be \"{}\"{}; expected one of {}", *asked.measures,
                            did_you_mean(*asked.measures, measures_known()),
                            fmt::join(measures_known(), ", ")));
        choices(part, asked);
        kind(part, asked);
    }

    void kind(const Part& part, const Question& asked) {
        const auto count = static_cast<int>(asked.choices.size());
        if (asked.kind == QuestionKind::multiple && (asked.max < 2 || asked.max > count))
            add(part.in("max", ""), "max",
                fmt::format("max must be from 2 to {}, the number of choices", count));
        if (asked.kind != QuestionKind::multiple && asked.max != 1)
            add(part.in("max", ""), "max", "max is only for kind = \"multiple\"");
        if (asked.kind == QuestionKind::scale && asked.order == ChoiceOrder::shuffled)
            add(part.in("order", ""), "scale_shuffled",
                "a scale cannot be shuffled; expected order = \"fixed\" or \"flipped\"");
        const bool anchored = std::ranges::any_of(asked.choices, &Choice::anchored);
        if (asked.kind == QuestionKind::scale && anchored)
            add(part, "scale_anchored",
                "a scale has no anchored choice: every one is a point of it");
        if (asked.kind != QuestionKind::scale && asked.order == ChoiceOrder::shuffled && !anchored)
            add(part, "no_way_out",
                "a shuffled list needs a way out: an anchored choice such as "
                "\"Something else\"");
    }

    void choices(const Part& part, const Question& asked) {
        const std::size_t count = asked.choices.size();
        if (count < 2 || count > choices_max) {
            add(part, "choices", fmt::format("{} choices; expected 2 to {}", count, choices_max),
                choices_max);
            if (count > choices_max) return;
        }
        std::set<std::string> seen;
        for (std::size_t index = 0; index < count; ++index) {
            const Part at = part_of(asked, index);
            const Choice& choice = asked.choices[index];
            if (!seen.insert(choice.id).second)
                add(at.in("id", ""), "id_taken",
                    "this id is taken by another choice of the question");
            name(at.in("id", ""), "choice's id", choice.id);
            if (choice.reason) name(at.in("reason", ""), "reason", *choice.reason);
            if (!choice.icon.empty()) name(at.in("icon", ""), "icon", choice.icon);
            wording(at, choice.text, choice_text_max);
            next(at.in("next", ""), asked, choice);
        }
    }

    void next(const Part& part, const Question& asked, const Choice& choice) {
        if (asked.kind == QuestionKind::multiple && !choice.next.empty())
            add(part, "multiple_next",
                "a choice of a \"multiple\" question has no next: several may be chosen");
        for (const Next& next : choice.next) {
            if (!questionnaire_.find(next.question))
                add(part, "next",
                    fmt::format("next is \"{}\", which is no question{}", next.question,
                                did_you_mean(next.question, ids_)));
            if (next.weight < 1 || next.weight > number_max)
                add(part, "next",
                    fmt::format("the weight of next \"{}\" must be a number from 1 to {}",
                                next.question, number_max));
        }
    }

    void wording(const Part& owner, const Wording& text, std::size_t most) {
        const Part part = owner.in("text", "");
        for (const std::string& language : questionnaire_.languages)
            if (const auto words = text.find(language);
                words == text.end() || count_words(words->second) == 0)
                add(part.in(language, ""), "no_text", fmt::format("no text in \"{}\"", language));
        for (const auto& [language, words] : text) {
            const Part at = part.in(language, "");
            if (!questionnaire_.languages.empty() &&
                !std::ranges::count(questionnaire_.languages, language))
                add(at, "languages",
                    fmt::format("\"{}\" is not among the questionnaire's languages{}", language,
                                did_you_mean(language, questionnaire_.languages)));
            if (const std::size_t length = count_characters(words); length > most)
                add(at, "too_long",
                    fmt::format("the text in \"{}\" has {} characters; at most {} fit", language,
                                length, most),
                    most);
            if (has_forbidden_signs(words))
                add(at, "signs",
                    fmt::format("the text in \"{}\" has control characters", language));
        }
    }

    // The questions that may follow, each with the first choice that leads there.
    std::map<std::string, std::size_t> following(const Question& asked) const {
        std::map<std::string, std::size_t> found;
        for (std::size_t index = 0; index < asked.choices.size(); ++index)
            for (const Next& next : asked.choices[index].next) found.emplace(next.question, index);
        return found;
    }

    void cycles() {
        for (const Question& start : questionnaire_.questions) {
            std::vector<std::string> path{start.id};
            follow(start, path);
        }
    }

    // Finds every cycle of which the first question of `path` is the first in the file, by walking
    // on from the last. Each question is walked once for each start (`walked_`).
    void follow(const Question& asked, std::vector<std::string>& path) {
        if (!walked_.emplace(path.front(), asked.id).second) return;
        for (const auto& [id, index] : following(asked)) {
            path.push_back(id);
            const Question* then = questionnaire_.find(id);
            if (id == path.front())
                cycle(asked, index, path);
            else if (then && then > questionnaire_.find(path.front()))
                follow(*then, path);
            path.pop_back();
        }
    }

    void cycle(const Question& asked, std::size_t index, const std::vector<std::string>& path) {
        add(part_of(asked, index).in("next", ""), "circle",
            fmt::format("questions go round in a circle: {}", fmt::join(path, " → ")));
        in_cycle_.insert(path.begin(), path.end());
    }

    void long_paths() {
        for (const Question& first : questionnaire_.questions)
            for (const auto& [second, unused] : following(first))
                if (const Question* asked = questionnaire_.find(second))
                    for (const auto& [third, index] : following(*asked))
                        if (!in_cycle_.contains(second) && questionnaire_.find(third))
                            add(part_of(*asked, index).in("next", ""), "third",
                                fmt::format("a shopper is asked two questions at most, and this "
                                            "path has three: {} → {} → {}",
                                            first.id, second, third));
    }

    const Questionnaire& questionnaire_;
    std::vector<std::string> ids_;
    Findings findings_;
    std::set<std::pair<std::string, std::string>> walked_;
    std::set<std::string> in_cycle_;
};

}  // namespace

const std::vector<std::string>& measures_known() {
    static const std::vector<std::string> known{"why",   "change", "found", "elsewhere", "price",
                                                "visit", "rank",   "trips", "frequency"};
    return known;
}

Findings broken_rules(const Questionnaire& questionnaire) { return Rules(questionnaire).broken(); }

Findings nothing_asked(const Questionnaire& questionnaire) {
    const auto drawn = [](const auto& ticket) { return ticket.second > 0; };
    if (std::ranges::any_of(questionnaire.tickets, drawn)) return {};
    return {
        {"/tickets", "at least one ticket must be over 0, or nothing is asked", "nothing_asked"}};
}

}  // namespace earshot::core
