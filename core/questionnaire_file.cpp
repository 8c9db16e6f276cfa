#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "core/nearest.h"
#include "core/questionnaire.h"
#include "core/questionnaire_rules.h"
#include "core/toml.h"

namespace earshot::core {
namespace {

const std::map<std::string, QuestionKind> kinds{{"single", QuestionKind::single},
                                                {"multiple", QuestionKind::multiple},
                                                {"scale", QuestionKind::scale}};
const std::map<std::string, ChoiceOrder> orders{{"shuffled", ChoiceOrder::shuffled},
                                                {"fixed", ChoiceOrder::fixed},
                                                {"flipped", ChoiceOrder::flipped}};

template <typename Value>
std::vector<std::string> names_of(const std::map<std::string, Value>& map) {
    std::vector<std::string> names;
    for (const auto& [name, value] : map) names.push_back(name);
    return names;
}

std::string key_of(const std::string& part) { return part.substr(part.rfind('/') + 1); }

std::string unknown(const std::string& what, const std::string& given,
                    const std::vector<std::string>& known) {
    const std::string meant = did_you_mean(given, known);
    return fmt::format(
        "unknown {} \"{}\"{}", what, given,
        meant.empty() ? fmt::format("; expected one of {}", fmt::join(known, ", ")) : meant);
}

// Turns the tree of a file into a questionnaire. Notes where each part stands, and what has the
// wrong shape; whether the whole makes sense is for the rules.
class Reader {
  public:
    Questionnaire read(const TomlTable& file) {
        Questionnaire questionnaire;
        fields("", file,
               {{"id", text(questionnaire.id)},
                {"version", number(questionnaire.version)},
                {"languages", languages(questionnaire.languages)},
                {"tickets", tickets(questionnaire.tickets)},
                {"question", questions(questionnaire.questions)}});
        for (const std::string key : {"id", "version", "languages", "tickets", "question"})
            if (!places_.contains("/" + key))
                wrong("/" + key, fmt::format("\"{}\" is missing", key));
        return questionnaire;
    }

    const Findings& findings() const { return findings_; }

    // Where a part stands, or else the nearest part around it.
    Place place_of(std::string part) const {
        for (; !part.empty(); part.erase(part.rfind('/')))
            if (const auto found = places_.find(part); found != places_.end()) return found->second;
        return {};
    }

  private:
    // Reads the value of one part into what it was made for.
    using Field = std::function<void(const std::string& part, const TomlValue& value)>;

    bool full() const { return findings_.size() >= findings_max; }

    void wrong(const std::string& part, std::string message) {
        if (!full()) findings_.push_back({part, std::move(message)});
    }

    template <typename Value>
    const Value* expect(const std::string& part, const TomlValue& value, const char* expected) {
        const auto* found = std::get_if<Value>(&value.data);
        if (!found) wrong(part, fmt::format("\"{}\" must be {}", key_of(part), expected));
        return found;
    }

    // Hands each entry of a table to the reader of its key.
    void fields(const std::string& part, const TomlTable& table,
                const std::map<std::string, Field>& known) {
        each(part, table, [&](const std::string& at, const TomlEntry& entry) {
            if (const auto field = known.find(entry.key); field != known.end())
                field->second(at, entry.value);
            else if (!full())
                wrong(at, unknown("key", entry.key, names_of(known)));
        });
    }

    template <typename Act>
    void each(const std::string& part, const TomlTable& table, const Act& act) {
        for (const TomlEntry& entry : table) {
            const std::string at = part + "/" + entry.key;
            places_[at] = entry.at;
            act(at, entry);
        }
    }

    // Reads a list of tables, each into a new element of `into`.
    template <typename Element>
    Field list(std::vector<Element>& into, const char* expected,
               void (Reader::*read_one)(const std::string&, const TomlTable&, Element&)) {
        return [this, &into, expected, read_one](const auto& part, const auto& value) {
            const auto* elements = expect<TomlArray>(part, value, expected);
            if (!elements) return;
            for (const TomlValue& element : *elements) {
                const std::string at = fmt::format("{}/{}", part, into.size());
                places_[at] = element.at;
                into.emplace_back();
                if (const auto* table = std::get_if<TomlTable>(&element.data))
                    (this->*read_one)(at, *table, into.back());
                else
                    wrong(at, fmt::format("\"{}\" must be {}", key_of(part), expected));
            }
        };
    }

    Field text(std::string& into) {
        return [this, &into](const auto& part, const auto& value) {
            if (const auto* found = expect<std::string>(part, value, "a text in quotes"))
                into = *found;
        };
    }

    Field text(std::optional<std::string>& into) {
        return [this, &into](const auto& part, const auto& value) {
            if (const auto* found = expect<std::string>(part, value, "a text in quotes"))
                into = *found;
        };
    }

    Field truth(bool& into) {
        return [this, &into](const auto& part, const auto& value) {
            if (const auto* found = expect<bool>(part, value, "true or false")) into = *found;
        };
    }

    Field number(int& into) {
        return [this, &into](const auto& part, const auto& value) {
            const auto* found = expect<std::int64_t>(part, value, "a whole number");
            if (!found) return;
            if (*found < -number_max || *found > number_max)
                wrong(part, fmt::format("\"{}\" must be at most {}", key_of(part), number_max));
            else
                into = static_cast<int>(*found);
        };
    }

    template <typename Value>
    Field one_of(const std::map<std::string, Value>& known, Value& into) {
        return [this, &known, &into](const auto& part, const auto& value) {
            const auto* given = expect<std::string>(part, value, "a text in quotes");
            if (!given) return;
            if (const auto found = known.find(*given); found != known.end())
                into = found->second;
            else
                wrong(part, unknown(key_of(part), *given, names_of(known)));
        };
    }

    Field wording(Wording& into) {
        return [this, &into](const auto& part, const auto& value) {
            const auto* table = expect<TomlTable>(
                part, value, "the words in each language, as { en = \"…\", de = \"…\" }");
            if (!table) return;
            each(part, *table, [&](const std::string& at, const TomlEntry& entry) {
                text(into[entry.key])(at, entry.value);
            });
        };
    }

    Field languages(std::vector<std::string>& into) {
        return [this, &into](const auto& part, const auto& value) {
            const auto* codes = expect<TomlArray>(part, value, "a list such as [\"en\", \"de\"]");
            if (!codes) return;
            for (const TomlValue& code : *codes) text(into.emplace_back())(part, code);
        };
    }

    Field tickets(std::map<std::string, int>& into) {
        return [this, &into](const auto& part, const auto& value) {
            const auto* table = expect<TomlTable>(part, value, "questions and their weights");
            if (!table) return;
            each(part, *table, [&](const std::string& at, const TomlEntry& entry) {
                number(into[entry.key])(at, entry.value);
            });
        };
    }

    Field questions(std::vector<Question>& into) {
        return [this, &into](const auto& part, const auto& value) {
            const auto* table = expect<TomlTable>(part, value, "tables named [question.ID]");
            if (!table) return;
            each(part, *table, [&](const std::string& at, const TomlEntry& entry) {
                into.emplace_back().id = entry.key;
                if (const auto* body = expect<TomlTable>(at, entry.value, "a table [question.ID]"))
                    read_question(at, *body, into.back());
            });
        };
    }

    void read_question(const std::string& part, const TomlTable& table, Question& into) {
        fields(part, table,
               {{"kind", one_of(kinds, into.kind)},
                {"order", one_of(orders, into.order)},
                {"measures", text(into.measures)},
                {"max", number(into.max)},
                {"text", wording(into.text)},
                {"choice",
                 list(into.choices, "tables under [[question.ID.choice]]", &Reader::read_choice)}});
        const bool says_order = places_.contains(part + "/order");
        if (into.kind == QuestionKind::scale && !says_order) into.order = ChoiceOrder::fixed;
    }

    void read_choice(const std::string& part, const TomlTable& table, Choice& into) {
        fields(part, table,
               {{"id", text(into.id)},
                {"reason", text(into.reason)},
                {"icon", text(into.icon)},
                {"anchored", truth(into.anchored)},
                {"text", wording(into.text)},
                {"next", list(into.next, "a list such as [{ question = \"rank\", weight = 1 }]",
                              &Reader::read_next)}});
    }

    void read_next(const std::string& part, const TomlTable& table, Next& into) {
        fields(part, table, {{"question", text(into.question)}, {"weight", number(into.weight)}});
    }

    std::map<std::string, Place> places_;
    Findings findings_;
};

// Whether reading has complained of this very part, or of one around it that did not come through.
bool is_told(const Findings& told, const std::string& part) {
    return std::ranges::any_of(told, [&](const Finding& finding) {
        return part == finding.part || part.starts_with(finding.part + "/");
    });
}

Problem problem(Place at, Severity severity, std::string message) {
    return {at.line, at.column, severity, std::move(message)};
}

}  // namespace

Reading read_questionnaire(std::string_view toml) {
    const auto file = parse_toml(toml);
    if (!file)
        return {std::nullopt,
                {problem(file.error().at, Severity::error, "not TOML: " + file.error().message)}};

    Reader reader;
    Questionnaire questionnaire = reader.read(*file);
    Findings errors = reader.findings();
    for (const auto rules : {broken_rules, nothing_asked})
        for (Finding& finding : rules(questionnaire))
            if (!is_told(reader.findings(), finding.part)) errors.push_back(std::move(finding));
    const bool sound = errors.empty();
    if (errors.size() > findings_max) errors.resize(findings_max);

    Reading reading;
    for (Finding& finding : errors)
        reading.problems.push_back(
            problem(reader.place_of(finding.part), Severity::error, std::move(finding.message)));
    for (Finding& finding : poor_asking(questionnaire))
        reading.problems.push_back(
            problem(reader.place_of(finding.part), Severity::warning, std::move(finding.message)));
    std::ranges::stable_sort(reading.problems, {}, [](const Problem& problem) {
        return std::pair(problem.line, problem.column);
    });
    if (sound) reading.questionnaire = std::move(questionnaire);
    return reading;
}

}  // namespace earshot::core
