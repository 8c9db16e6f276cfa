#include "sync/store/action_rules.h"

#include <gtest/gtest.h>

#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using sync::wire::Action;
using sync::wire::ActionChange;
using sync::wire::ActionState;
using sync::wire::Decision;
using sync::wire::Outcome;

const sync::Act rosa{test::at("2026-10-25T12:00:00Z"), "rosa"};

// The pointer of what is wrong, or the state it comes to.
std::string tried(const Action& action, const ActionChange& change) {
    const auto after = sync::changed(action, change, rosa);
    if (after) return std::string(text_of(after->state));
    const std::string& message = after.error().message;
    return message.substr(message.rfind(" at \"") + 5);
}

ActionChange to(ActionState state) {
    ActionChange change;
    change.state = state;
    return change;
}

Action planned() {
    Action action;
    action.state = ActionState::planned;
    action.owner = "rosa";
    action.decision = Decision::fix;
    action.due = "2026-11-30";
    return action;
}

TEST(ActionRulesTest, EachStepNeedsWhatMakesItOne) {
    Action action;
    EXPECT_EQ(tried(action, to(ActionState::owned)), "/owner\"");
    action.owner = "rosa";
    EXPECT_EQ(tried(action, to(ActionState::owned)), "owned");
    EXPECT_EQ(tried(action, to(ActionState::planned)), "/decision\"");
    action.decision = Decision::fix;
    EXPECT_EQ(tried(action, to(ActionState::planned)), "/due\"");
    action.due = "2026-11-30";
    EXPECT_EQ(tried(action, to(ActionState::done)), "done");
    EXPECT_EQ(tried(action, to(ActionState::told)), "/notice\"");
    action.notice = {{"en", "Riper mangoes"}};
    EXPECT_EQ(tried(action, to(ActionState::told)), "told");
    EXPECT_EQ(tried(action, to(ActionState::closed)), "/outcome\"");
    action.outcome = Outcome::worked;
    EXPECT_EQ(tried(action, to(ActionState::closed)), "closed");
}

TEST(ActionRulesTest, GoesBackUntilShoppersWereToldAndNeverOutOfItsEnd) {
    Action action = planned();
    EXPECT_EQ(tried(action, to(ActionState::open)), "/state\"");
    action.state = ActionState::done;
    EXPECT_EQ(tried(action, to(ActionState::planned)), "planned");
    EXPECT_EQ(tried(action, to(ActionState::false_alarm)), "/state\"");
    action.notice = {{"en", "Riper mangoes"}};
    action.state = ActionState::told;
    EXPECT_EQ(tried(action, to(ActionState::planned)), "/state\"");
    for (const ActionState over :
         {ActionState::closed, ActionState::duplicate, ActionState::false_alarm}) {
        action.state = over;
        EXPECT_EQ(tried(action, to(ActionState::owned)), "/state\"");
    }
}

TEST(ActionRulesTest, ANoSaysWhyAndMayBeTold) {
    ActionChange no = to(ActionState::declined);
    EXPECT_EQ(tried(Action{}, no), "/because\"");
    no.because = "The street is the town's";
    const Action declined = sync::changed(Action{}, no, rosa).value();
    EXPECT_EQ(declined.state, ActionState::declined);
    EXPECT_EQ(declined.decision, Decision::no);
    ActionChange tell = to(ActionState::told);
    EXPECT_EQ(tried(declined, tell), "/notice\"");
    tell.notice = core::Wording{{"en", "No lights, because the street is the town's"}};
    EXPECT_EQ(tried(declined, tell), "told");
    EXPECT_EQ(tried(Action{}, to(ActionState::duplicate)), "/duplicate_of\"");
}

TEST(ActionRulesTest, KeepsWhoChangedWhatAndWhen) {
    ActionChange change;
    change.owner = "ben";
    change.due = "2026-12-01";
    const Action after = sync::changed(planned(), change, rosa).value();
    ASSERT_EQ(after.history.size(), 1U);
    EXPECT_EQ(after.history[0].by, "rosa");
    EXPECT_EQ(after.history[0].at, rosa.at);
    EXPECT_EQ(sync::wire::canonical(after.history[0].changed),
              R"({"due":"2026-12-01","owner":"ben"})");
    EXPECT_EQ(sync::changed(after, change, rosa)->history.size(), 1U);
}

}  // namespace
}  // namespace earshot
