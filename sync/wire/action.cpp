#include "sync/wire/action.h"

#include <algorithm>
#include <array>

#include "sync/wire/bundle.h"

namespace earshot::sync::wire {
namespace {

constexpr std::size_t title_max = 140;
constexpr std::size_t name_max = 128;
constexpr std::size_t because_max = 500;
constexpr std::size_t reasons_max = 50;
constexpr std::size_t notice_max = 140;
constexpr std::size_t history_max = 100'000;

constexpr std::array state_words{Word<ActionState>{ActionState::open, "new"},
                                 Word<ActionState>{ActionState::owned, "owned"},
                                 Word<ActionState>{ActionState::planned, "planned"},
                                 Word<ActionState>{ActionState::done, "done"},
                                 Word<ActionState>{ActionState::told, "told"},
                                 Word<ActionState>{ActionState::closed, "closed"},
                                 Word<ActionState>{ActionState::declined, "declined"},
                                 Word<ActionState>{ActionState::duplicate, "duplicate"},
                                 Word<ActionState>{ActionState::false_alarm, "false_alarm"}};
constexpr std::array decision_words{Word<Decision>{Decision::fix, "fix"},
                                    Word<Decision>{Decision::look_into, "look_into"},
                                    Word<Decision>{Decision::no, "no"}};
constexpr std::array outcome_words{Word<Outcome>{Outcome::worked, "worked"},
                                   Word<Outcome>{Outcome::no_clear_change, "no_clear_change"},
                                   Word<Outcome>{Outcome::worse, "worse"},
                                   Word<Outcome>{Outcome::too_few, "too_few"}};

template <typename E, std::size_t size>
std::span<const Word<E>> words(const std::array<Word<E>, size>& list) {
    return list;
}

ActionState state(const Field& in) { return in.one_of(words(state_words)); }
Decision decision(const Field& in) { return in.one_of(words(decision_words)); }
Outcome outcome(const Field& in) { return in.one_of(words(outcome_words)); }

template <typename E, std::size_t size>
json::value word_or_null(const std::array<Word<E>, size>& list, const std::optional<E>& meaning) {
    return meaning ? json::value(wire::text_of(words(list), *meaning)) : json::value(nullptr);
}

std::string title(const Field& in) {
    std::string text = in.text(title_max);
    if (text.empty()) in.refuse("empty");
    return text;
}

std::string owner(const Field& in) {
    std::string text = in.text(name_max);
    if (text.empty()) in.refuse("empty");
    return text;
}

std::string because(const Field& in) { return in.text(because_max); }
std::vector<std::string> reasons(const Field& in) { return in.names(reasons_max); }
std::string plain(const Field& in) { return in.text(); }

std::string due(const Field& in) {
    std::string date = in.text(10);
    if (!to_instant(date + "T00:00:00Z")) in.refuse("not a date like 2026-11-22");
    return date;
}

core::Wording notice(const Field& in) {
    core::Wording text = to_wording(in);
    for (const auto& [language, told] : in.members(text.size()))
        if (told.text(notice_max).empty()) told.refuse("empty");
    return text;
}

json::value step(const ActionStep& step) {
    return json::object{{"at", to_text(step.at)}, {"by", step.by}, {"changed", step.changed}};
}

ActionStep to_step(const Field& in) {
    return {in["at"].instant(), in["by"].text(), in["changed"].value()};
}

}  // namespace

std::string_view text_of(ActionState state) { return text_of(words(state_words), state); }

std::optional<ActionState> action_state(std::string_view text) {
    for (const auto& word : state_words)
        if (word.text == text) return word.meaning;
    return std::nullopt;
}

json::object to_json(const Action& action) {
    json::array history;
    for (const ActionStep& each : action.history) history.push_back(step(each));
    return {{"id", action.id},
            {"shop", action.shop},
            {"title", action.title},
            {"reasons", json::value_from(action.reasons)},
            {"state", text_of(action.state)},
            {"owner", nullable(action.owner)},
            {"due", nullable(action.due)},
            {"decision", word_or_null(decision_words, action.decision)},
            {"because", action.because},
            {"duplicate_of", nullable(action.duplicate_of)},
            {"outcome", word_or_null(outcome_words, action.outcome)},
            {"notice", to_json(action.notice)},
            {"since", action.since ? json::value(to_text(*action.since)) : json::value(nullptr)},
            {"count", action.count ? json::value(*action.count) : json::value(nullptr)},
            {"made_at", to_text(action.made_at)},
            {"history", std::move(history)}};
}

Action to_action(const Field& in) {
    Action action;
    action.id = in["id"].id();
    action.shop = in["shop"].name();
    action.title = in["title"].text();
    action.reasons = in["reasons"].names(reasons_max);
    action.state = state(in["state"]);
    action.owner = in["owner"].optional(plain);
    action.due = in["due"].optional(plain);
    action.decision = in["decision"].optional(decision);
    action.because = in["because"].text();
    action.duplicate_of = in["duplicate_of"].optional(plain);
    action.outcome = in["outcome"].optional(outcome);
    action.notice = to_wording(in["notice"]);
    action.since = in["since"].optional(&Field::instant);
    action.count = in["count"].optional(&Field::count);
    action.made_at = in["made_at"].instant();
    action.history = in["history"].each(history_max, to_step);
    return action;
}

ActionChange to_action_change(const Field& in) {
    ActionChange change;
    change.title = in["title"].optional(title);
    change.reasons = in["reasons"].optional(reasons);
    change.state = in["state"].optional(state);
    change.owner = in["owner"].optional(owner);
    change.due = in["due"].optional(due);
    change.decision = in["decision"].optional(decision);
    change.because = in["because"].optional(because);
    change.duplicate_of = in["duplicate_of"].optional(&Field::id);
    change.outcome = in["outcome"].optional(outcome);
    change.notice = in["notice"].optional(notice);
    return change;
}

}  // namespace earshot::sync::wire
