#include "sync/store/action_rules.h"

#include <algorithm>

#include "sync/wire/bundle.h"

namespace earshot::sync {
namespace {

using wire::Action;
using wire::ActionChange;
using wire::ActionState;
namespace json = wire::json;

core::Result<void> wrong(const std::string& what, const char* pointer) {
    return core::fail(core::ErrorKind::invalid, what + " at \"" + pointer + "\"");
}

bool reached(ActionState state, ActionState step) {
    return state >= step && state <= ActionState::closed;
}

core::Result<void> check_way(ActionState from, ActionState to) {
    if (from == to) return {};
    const bool over = from == ActionState::duplicate || from == ActionState::false_alarm ||
                      from == ActionState::closed;
    const bool undone = from <= ActionState::planned;
    bool open = false;
    if (from == ActionState::declined)
        open = to == ActionState::told || to == ActionState::closed || to == ActionState::owned;
    else if (to > ActionState::closed)
        open = undone;
    else if (to > from)
        open = true;
    else
        open =
            from <= ActionState::done && (to == ActionState::owned || to == ActionState::planned);
    if (!over && open) return {};
    return wrong("from \"" + std::string(text_of(from)) + "\" there is no way to \"" +
                     std::string(text_of(to)) + "\"",
                 "/state");
}

// What its state needs. An action declined and then told needs no plan.
core::Result<void> check_needs(const Action& action) {
    const ActionState state = action.state;
    const bool refused = action.decision == wire::Decision::no;
    if (reached(state, ActionState::owned) && !refused && !action.owner)
        return wrong("nobody owns it", "/owner");
    if (reached(state, ActionState::planned) && !refused) {
        if (!action.decision) return wrong("nothing is decided", "/decision");
        if (!action.due) return wrong("it has no date", "/due");
    }
    if (reached(state, ActionState::told) && action.notice.empty())
        return wrong("there is nothing to tell", "/notice");
    if (state == ActionState::closed && !refused && !action.outcome)
        return wrong("it has no outcome", "/outcome");
    if ((state == ActionState::declined || refused) && action.because.empty())
        return wrong("it does not say why not", "/because");
    if (state == ActionState::false_alarm && action.because.empty())
        return wrong("it does not say why it was none", "/because");
    if (state == ActionState::duplicate && !action.duplicate_of)
        return wrong("it does not say of which", "/duplicate_of");
    if (action.duplicate_of == action.id)
        return wrong("it cannot be its own duplicate", "/duplicate_of");
    return {};
}

// Puts in what is given and is other than it was; the result names it for the history.
class Changes {
  public:
    template <typename T, typename U>
    void put(const char* name, T& value, const std::optional<U>& change) {
        if (!change || value == T(*change)) return;
        value = *change;
        names_.emplace_back(name);
    }
    std::vector<std::string> names() const { return names_; }

  private:
    std::vector<std::string> names_;
};

}  // namespace

core::Result<Action> changed(Action action, const ActionChange& change, const Act& act) {
    const ActionState before = action.state;
    Changes changes;
    changes.put("title", action.title, change.title);
    changes.put("reasons", action.reasons, change.reasons);
    changes.put("owner", action.owner, change.owner);
    changes.put("due", action.due, change.due);
    changes.put("decision", action.decision, change.decision);
    changes.put("because", action.because, change.because);
    changes.put("duplicate_of", action.duplicate_of, change.duplicate_of);
    changes.put("outcome", action.outcome, change.outcome);
    changes.put("notice", action.notice, change.notice);
    changes.put("state", action.state, change.state);
    if (change.state == ActionState::declined)
        changes.put("decision", action.decision, std::optional(wire::Decision::no));
    TRY(check_way(before, action.state));
    TRY(check_needs(action));

    if (changes.names().empty()) return action;
    const json::object whole = to_json(action);
    json::object told;
    for (const std::string& name : changes.names()) told[name] = whole.at(name);
    action.history.push_back({act.at, act.by, std::move(told)});
    return action;
}

void reopen(Action& action, const Act& act) {
    action.state = ActionState::open;
    action.owner.reset();
    action.due.reset();
    action.decision.reset();
    action.outcome.reset();
    action.history.push_back({act.at, act.by,
                              json::object{{"state", text_of(action.state)},
                                           {"owner", nullptr},
                                           {"due", nullptr},
                                           {"decision", nullptr},
                                           {"outcome", nullptr}}});
}

bool tells(ActionState state) {
    return state >= ActionState::done && state <= ActionState::declined;
}

}  // namespace earshot::sync
