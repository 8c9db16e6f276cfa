#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/reasons.h"
#include "sync/wire/field.h"
#include "sync/wire/json.h"

// What the manager takes up: who does it, by when, what came of it, and what shoppers are told.
namespace earshot::sync::wire {

// In the order in which one is worked on; the last three are ways out.
enum class ActionState {
    open,
    owned,
    planned,
    done,
    told,
    closed,
    declined,
    duplicate,
    false_alarm
};
enum class Decision { fix, look_into, no };
enum class Outcome { worked, no_clear_change, worse, too_few };

// One change, as it stands in the history.
struct ActionStep {
    core::Instant at;
    std::string by;
    json::value changed;  // the members that were given
    bool operator==(const ActionStep&) const = default;
};

struct Action {
    std::string id, shop;
    std::string title;
    std::vector<std::string> reasons;  // of the reason book
    ActionState state = ActionState::open;
    std::optional<std::string> owner;
    std::optional<std::string> due;  // a date
    std::optional<Decision> decision;
    std::string because;
    std::optional<std::string> duplicate_of;
    std::optional<Outcome> outcome;
    core::Wording notice;                // "you said, we did"
    std::optional<core::Instant> since;  // when shoppers were first told
    std::optional<int> count;            // how many had asked for it by then
    core::Instant made_at;
    std::vector<ActionStep> history;
};

// What is to be other than it was; what is none stays.
struct ActionChange {
    std::optional<std::string> title;
    std::optional<std::vector<std::string>> reasons;
    std::optional<ActionState> state;
    std::optional<std::string> owner, due;
    std::optional<Decision> decision;
    std::optional<std::string> because, duplicate_of;
    std::optional<Outcome> outcome;
    std::optional<core::Wording> notice;
};

std::string_view text_of(ActionState state);
// None for a word that names no state.
std::optional<ActionState> action_state(std::string_view text);

json::object to_json(const Action& action);
Action to_action(const Field& in);  // as the hub keeps one
ActionChange to_action_change(const Field& in);

}  // namespace earshot::sync::wire
