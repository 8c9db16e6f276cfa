#include "sync/store/catalogue.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace earshot::sync {
namespace {

using wire::Refusal;

std::string at(const char* list, std::size_t index, const char* member) {
    return std::string("/") + list + "/" + std::to_string(index) + member;
}

bool all_alnum(std::string_view text) {
    return std::ranges::all_of(text,
                               [](unsigned char c) { return c < 128 && std::isalnum(c) != 0; });
}

// A language code (RFC 5646) in its common form: "de", "pt-BR", "zh-Hant-TW".
bool is_locale(std::string_view text) {
    constexpr std::size_t longest = 35;
    if (text.size() > longest) return false;
    std::size_t part = 0;
    while (true) {
        const std::size_t end = std::min(text.find('-'), text.size());
        const std::string_view subtag = text.substr(0, end);
        if (subtag.empty() || subtag.size() > 8 || !all_alnum(subtag)) return false;
        if (part++ == 0 && (subtag.size() < 2 || subtag.size() > 3)) return false;
        if (end == text.size()) return true;
        text.remove_prefix(end + 1);
    }
}

std::optional<Refusal> check_locale(std::string_view locale) {
    if (is_locale(locale)) return std::nullopt;
    return Refusal{"not a language code", "/locale"};
}

std::size_t most_choices(const core::Question& question) {
    return question.kind == core::QuestionKind::multiple ? static_cast<std::size_t>(question.max)
                                                         : 1;
}

// Each id a choice of the question, and none twice.
std::optional<Refusal> check_ids(const std::vector<std::string>& ids,
                                 const core::Question& question, const std::string& pointer) {
    for (auto id = ids.begin(); id != ids.end(); ++id) {
        const std::string here = pointer + "/" + std::to_string(id - ids.begin());
        if (question.find(*id) == nullptr) return Refusal{"unknown choice", here};
        if (std::find(ids.begin(), id, *id) != id) return Refusal{"choice given twice", here};
    }
    return std::nullopt;
}

std::optional<Refusal> check_scale(const core::Answer& answer, const core::Question& question,
                                   const std::string& pointer) {
    if (question.kind != core::QuestionKind::scale) {
        if (!answer.scale) return std::nullopt;
        return Refusal{"not a scale", pointer};
    }
    if (answer.scale &&
        (*answer.scale < 1 || *answer.scale > static_cast<int>(question.choices.size())))
        return Refusal{"scale out of range", pointer};
    const bool fits =
        answer.choices.empty()
            ? !answer.scale
            : answer.scale && question.choices[static_cast<std::size_t>(*answer.scale - 1)].id ==
                                  answer.choices.front();
    if (!fits) return Refusal{"scale and choice differ", pointer};
    return std::nullopt;
}

std::optional<Refusal> check_answer(const core::Answer& answer, const core::Question& question,
                                    std::size_t index) {
    const std::string choices = at("answers", index, "/choices");
    if (auto wrong = check_ids(answer.choices, question, choices)) return wrong;
    if (answer.choices.size() > most_choices(question)) return Refusal{"too many choices", choices};
    if (auto wrong = check_scale(answer, question, at("answers", index, "/scale"))) return wrong;
    return check_ids(answer.shown, question, at("answers", index, "/shown"));
}

// Choices may come and go; the points of a scale are counted by their place.
bool means_the_same(const core::Question& before, const core::Question& now) {
    if (before.kind != now.kind || before.measures != now.measures) return false;
    if (now.kind != core::QuestionKind::scale) return true;
    return std::ranges::equal(before.choices, now.choices, {}, &core::Choice::id,
                              &core::Choice::id);
}

void add_choices(core::Question& newest, const core::Question& older) {
    for (const core::Choice& choice : older.choices)
        if (newest.find(choice.id) == nullptr) newest.choices.push_back(choice);
}

}  // namespace

bool Catalogue::Version::is_for(const std::string& shop) const {
    return !shops || std::ranges::find(*shops, shop) != shops->end();
}

void Catalogue::add(core::Questionnaire questionnaire,
                    std::optional<std::vector<std::string>> shops, core::Instant from) {
    for (const core::Question& question : questionnaire.questions)
        question_ids_.insert(question.id);
    auto& versions = questionnaires_[questionnaire.id];
    const int version = questionnaire.version;
    versions.insert_or_assign(version, Version{std::move(questionnaire), std::move(shops), from});
}

void Catalogue::set_reasons(std::vector<core::Reason> reasons) {
    reasons_ = std::move(reasons);
    reason_ids_.clear();
    for (const core::Reason& reason : reasons_) reason_ids_.insert(reason.id);
}

std::vector<core::Questionnaire> Catalogue::current(const std::string& shop) const {
    struct Candidate {
        bool its_own = false;  // published for this shop, not for all
        core::Instant from;
        const core::Questionnaire* newest = nullptr;
    };
    std::vector<Candidate> candidates;
    for (const auto& [id, versions] : questionnaires_) {
        Candidate candidate;
        for (const auto& [number, version] : versions) {
            if (!version.is_for(shop)) continue;
            candidate.its_own = candidate.its_own || version.shops.has_value();
            candidate.from = std::max(candidate.from, version.from);
            candidate.newest = &version.questionnaire;
        }
        if (candidate.newest != nullptr) candidates.push_back(candidate);
    }
    std::ranges::stable_sort(candidates, [](const Candidate& one, const Candidate& other) {
        return std::pair(one.its_own, one.from) > std::pair(other.its_own, other.from);
    });
    std::vector<core::Questionnaire> current;
    for (const Candidate& candidate : candidates) current.push_back(*candidate.newest);
    return current;
}

std::vector<core::Question> Catalogue::questions() const {
    std::vector<core::Question> all;
    for (const auto& [id, versions] : questionnaires_)
        for (auto version = versions.rbegin(); version != versions.rend(); ++version)
            for (const core::Question& question : version->second.questionnaire.questions) {
                const auto known = std::ranges::find(all, question.id, &core::Question::id);
                if (known == all.end())
                    all.push_back(question);
                else
                    add_choices(*known, question);
            }
    return all;
}

core::Result<void> Catalogue::fits(const core::Questionnaire& questionnaire) const {
    const std::vector<core::Question> known = questions();
    for (std::size_t index = 0; index < questionnaire.questions.size(); ++index) {
        const core::Question& question = questionnaire.questions[index];
        const auto before = std::ranges::find(known, question.id, &core::Question::id);
        if (before != known.end() && !means_the_same(*before, question))
            return core::fail(core::ErrorKind::invalid,
                              "question \"" + question.id +
                                  "\" was asked before and meant something else: give it a new "
                                  "name at \"" +
                                  at("questions", index, "/id") + "\"");
        for (std::size_t place = 0; place < question.choices.size(); ++place) {
            const auto& reason = question.choices[place].reason;
            if (reason && !has_reason(*reason))
                return core::fail(core::ErrorKind::invalid,
                                  "the reason \"" + *reason + "\" is not in the book at \"" +
                                      at("questions", index, "/choices/") + std::to_string(place) +
                                      "/reason\"");
        }
    }
    return {};
}

const core::Question* Catalogue::question(const std::string& questionnaire, int version,
                                          const std::string& id) const {
    const auto versions = questionnaires_.find(questionnaire);
    if (versions == questionnaires_.end()) return nullptr;
    const auto found = versions->second.find(version);
    return found == versions->second.end() ? nullptr : found->second.questionnaire.find(id);
}

bool Catalogue::has_question(const std::string& id) const { return question_ids_.contains(id); }

std::optional<Refusal> Catalogue::refusal(const core::Record& record) const {
    return std::visit([this](const auto& body) { return check(body); }, record.body);
}

std::optional<Refusal> Catalogue::check(const core::Response& response) const {
    const auto versions = questionnaires_.find(response.questionnaire);
    if (versions == questionnaires_.end())
        return Refusal{"unknown questionnaire", "/questionnaire/id"};
    const auto version = versions->second.find(response.version);
    if (version == versions->second.end())
        return Refusal{"unknown questionnaire version", "/questionnaire/version"};
    if (auto wrong = check_locale(response.locale)) return wrong;

    for (std::size_t index = 0; index < response.answers.size(); ++index) {
        const core::Answer& answer = response.answers[index];
        const core::Question* question = version->second.questionnaire.find(answer.question);
        if (question == nullptr)
            return Refusal{"unknown question", at("answers", index, "/question")};
        for (std::size_t before = 0; before < index; ++before)
            if (response.answers[before].question == answer.question)
                return Refusal{"question answered twice", at("answers", index, "/question")};
        if (auto wrong = check_answer(answer, *question, index)) return wrong;
    }
    return std::nullopt;
}

std::optional<Refusal> Catalogue::check(const core::Words& words) const {
    return check_locale(words.locale);
}

std::optional<Refusal> Catalogue::check(const core::Comment& comment) const {
    for (std::size_t index = 0; index < comment.topics.size(); ++index) {
        const auto here = comment.topics.begin() + static_cast<std::ptrdiff_t>(index);
        if (!reason_ids_.contains(*here)) return Refusal{"unknown topic", at("topics", index, "")};
        if (std::find(comment.topics.begin(), here, *here) != here)
            return Refusal{"topic given twice", at("topics", index, "")};
    }
    return check_locale(comment.locale);
}

std::optional<Refusal> Catalogue::check(const core::Exposure& exposure) const {
    for (std::size_t index = 0; index < exposure.questions.size(); ++index)
        if (!has_question(exposure.questions[index].question))
            return Refusal{"unknown question", at("questions", index, "/question")};
    return std::nullopt;
}

}  // namespace earshot::sync
