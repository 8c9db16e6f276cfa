#include "app/kiosk/staff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "app/common/assets.h"
#include "app/kiosk/knock.h"
#include "app/kiosk/staff_view.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

class StaffTest : public testing::Test {
  protected:
    void come(bool has_pin = true) {
        staff_.come(has_pin, now_);
        pass(300ms);
    }
    void pass(core::milliseconds time) {
        now_.steady += time;
        now_.wall += time;
        staff_.tick(now_);
    }
    void tap(Role role, const std::string& id) {
        pass(300ms);
        staff_.tap({role, id, "", {}, true, false, ""}, now_);
    }
    void type(const std::string& digits) {
        for (const char digit : digits) tap(Role::key, std::string(1, digit));
    }
    void guess(const std::string& pin, const core::PinVerdict& verdict) {
        type(pin);
        tap(Role::button, "done");
        staff_.judged(verdict, now_);
    }
    void enter() { guess("4711", {true, true, 0, 0ms}); }

    View view() {
        return staff_view(staff_,
                          {bundle_, "en", "019f-1", make_panel(1280, 800, {}, 100), health_},
                          wordings_, now_);
    }
    PinView pin() { return std::get<PinView>(view().screen); }
    ManagerView page() { return std::get<ManagerView>(view().screen); }
    std::string line(const std::string& id) {
        for (const LineView& line : page().lines)
            if (line.id == id) return line.text;
        return "(none)";
    }

    std::vector<std::string> guesses_;
    std::vector<bool> trained_;
    int looks_ = 0, asked_ = 0, ended_ = 0;
    Staff staff_{{[this] { ++asked_; }, [this](const std::string& pin) { guesses_.push_back(pin); },
                  [this] { ++looks_; }, [this](bool on) { trained_.push_back(on); },
                  [this] { ++ended_; }}};
    core::Now now_{core::Instant(std::chrono::sys_days(std::chrono::days(20'400))), 1h};
    core::Bundle bundle_;
    Health health_;
    Wordings wordings_{assets_folder() / "locale"};
};

TEST_F(StaffTest, AsksForThePinEachTime) {
    come();
    EXPECT_EQ(screen_name(view()), "pin");
    EXPECT_EQ(asked_, 1);
    enter();
    EXPECT_THAT(guesses_, ElementsAre("4711"));
    EXPECT_EQ(screen_name(view()), "manager");
    EXPECT_EQ(looks_, 1);
    tap(Role::button, "back");
    EXPECT_FALSE(staff_.open());
    come();
    EXPECT_EQ(screen_name(view()), "pin");
}

TEST_F(StaffTest, ShowsHowManyDigitsWereTypedAndNothingOfWhich) {
    come();
    type("471");
    EXPECT_EQ(pin().digits, 3);
    EXPECT_EQ(pin().digits_typed, "Digits typed: 3");
    tap(Role::key, "erase");
    EXPECT_EQ(pin().digits, 2);
    staff_.type("12", now_);
    staff_.type("x", now_);
    EXPECT_EQ(pin().digits, 4);
    EXPECT_TRUE(staff_.key(Key::erase, false, now_));
    EXPECT_FALSE(staff_.key(Key::select, true, now_));
    EXPECT_TRUE(staff_.key(Key::select, false, now_));
    EXPECT_THAT(guesses_, ElementsAre("471"));
    EXPECT_EQ(pin().digits, 0);
}

TEST_F(StaffTest, TakesNoMoreDigitsThanAPinHas) {
    come();
    type("123456789012345");
    EXPECT_EQ(pin().digits, Staff::digits_max);
}

TEST_F(StaffTest, TakesOneGuessAtATime) {
    come();
    type("4711");
    tap(Role::button, "done");
    EXPECT_FALSE(pin().takes);
    EXPECT_EQ(pin().warning, "One moment …");
    type("4712");
    tap(Role::button, "done");
    EXPECT_THAT(guesses_, ElementsAre("4711"));
}

TEST_F(StaffTest, SaysHowLongToWaitAndCountsItDown) {
    come();
    guess("1", {false, true, 4, 0ms});
    EXPECT_EQ(pin().warning, "That was not the PIN.");
    guess("1", {false, true, 5, 30s});
    EXPECT_EQ(pin().warning, "That was not the PIN. Wait 30 seconds, then try again.");
    EXPECT_FALSE(pin().takes);
    ASSERT_LE(*staff_.deadline() - now_.steady, 1s);
    pass(1s);
    EXPECT_THAT(pin().warning, HasSubstr("Wait 29 seconds"));
    type("4711");
    EXPECT_EQ(pin().digits, 0);
    guess("", {false, true, 9, 8min});
    EXPECT_EQ(pin().warning, "That was not the PIN. Wait 8 minutes, then try again.");
}

TEST_F(StaffTest, SendsWhoeverGuessesOnToTheSupervisor) {
    come();
    guess("1", {false, true, 10, 15min});
    EXPECT_EQ(pin().warning,
              "That was not the PIN. Wait 15 minutes, then try again. Please ask your "
              "supervisor.");
}

// The wait goes on while nobody looks, and is told to whoever comes next.
TEST_F(StaffTest, TellsOfTheWaitToWhoeverComesNext) {
    come();
    guess("1", {false, true, 10, 15min});
    pass(Staff::pin_shuts_after);
    ASSERT_FALSE(staff_.open());
    pass(4min);
    come();
    EXPECT_THAT(pin().warning, HasSubstr("Wait 11 minutes"));
    staff_.judged({false, false, 10, 3min}, now_);
    EXPECT_THAT(pin().warning, HasSubstr("Wait 3 minutes"));
}

TEST_F(StaffTest, SaysWhenThePinCannotBeChecked) {
    come();
    type("4711");
    tap(Role::button, "done");
    staff_.not_judged(now_);
    EXPECT_EQ(pin().warning, "The PIN can’t be checked just now.");
}

TEST_F(StaffTest, OpensNothingToAVerdictThatComesAfterwards) {
    come();
    type("4711");
    tap(Role::button, "done");
    tap(Role::button, "back");
    staff_.judged({true, true, 0, 0ms}, now_);
    EXPECT_FALSE(staff_.open());
}

TEST_F(StaffTest, OnlyShowsWhereNoPinIsSet) {
    health_.stock = Stock{};
    health_.stock->today = {{{"A", "price"}, 30}};
    come(false);
    EXPECT_EQ(screen_name(view()), "manager");
    EXPECT_EQ(page().exit, "");
    EXPECT_EQ(page().training, "");
    EXPECT_EQ(line("today"), "(none)");
    EXPECT_EQ(line("no_pin"), "No PIN is set at the hub, so this page only shows.");
    tap(Role::button, "exit");
    tap(Role::button, "training");
    EXPECT_EQ(ended_, 0);
    EXPECT_TRUE(trained_.empty());
}

TEST_F(StaffTest, ShutsByItselfWhenNobodyTouchesIt) {
    come();
    pass(Staff::pin_shuts_after - 700ms);
    type("4");
    pass(Staff::pin_shuts_after - 1ms);
    EXPECT_TRUE(staff_.open());
    pass(1ms);
    EXPECT_FALSE(staff_.open());
    come();
    EXPECT_EQ(pin().digits, 0);
    enter();
    pass(Staff::page_shuts_after - 1ms);
    EXPECT_TRUE(staff_.open());
    pass(1ms);
    EXPECT_FALSE(staff_.open());
}

TEST_F(StaffTest, LooksAgainEveryFewSeconds) {
    come();
    enter();
    pass(Staff::look_every);
    EXPECT_EQ(looks_, 2);
}

TEST_F(StaffTest, EndsTheProgramAndTrains) {
    come();
    enter();
    tap(Role::button, "training");
    EXPECT_THAT(trained_, ElementsAre(true));
    EXPECT_THAT(line("trains"), HasSubstr("Training is on"));
    EXPECT_EQ(page().training, "End training");
    tap(Role::button, "training");
    EXPECT_THAT(trained_, ElementsAre(true, false));
    tap(Role::button, "exit");
    EXPECT_EQ(ended_, 1);
}

TEST_F(StaffTest, EndsTrainingThatWasForgotten) {
    come();
    enter();
    tap(Role::button, "training");
    tap(Role::button, "back");
    ASSERT_EQ(*staff_.deadline(), now_.steady - 300ms + Staff::training_ends_after);
    pass(Staff::training_ends_after);
    EXPECT_THAT(trained_, ElementsAre(true, false));
    EXPECT_EQ(staff_.deadline(), std::nullopt);
}

core::Question a_question() {
    core::Question question;
    question.id = "A";
    question.text = {{"en", "Why here?"}};
    for (const std::string id : {"price", "habit", "produce"}) {
        core::Choice choice;
        choice.id = id;
        choice.text = {{"en", id}};
        question.choices.push_back(choice);
    }
    return question;
}

TEST_F(StaffTest, TellsTodaysReasonsInWholeSteps) {
    bundle_.questionnaires = {{"shop", 1, {"en"}, {{"A", 1}}, {a_question()}}};
    health_.stock = Stock{};
    health_.stock->today = {{{"A", "price"}, 9}, {{"A", "habit"}, 4}, {{"A", "produce"}, 12}};
    come();
    enter();
    std::vector<std::string> told;
    for (const LineView& each : page().lines)
        if (each.id == "count" || each.id == "others" || each.id.starts_with("today"))
            told.push_back(each.text);
    EXPECT_THAT(told, ElementsAre("Today’s reasons", "Why here?", "10 or more: produce",
                                  "5 or more: price", "All others: fewer than 5"));
    EXPECT_EQ(line("small"), "Counted in steps of 5, so that nobody stands out.");
}

TEST_F(StaffTest, TellsNoReasonThatFewGave) {
    bundle_.questionnaires = {{"shop", 1, {"en"}, {{"A", 1}}, {a_question()}}};
    health_.stock = Stock{};
    health_.stock->today = {{{"A", "price"}, 4}, {{"A", "habit"}, 1}};
    come();
    enter();
    EXPECT_EQ(line("count"), "(none)");
    EXPECT_EQ(line("small"), "Too few answers to show yet.");
}

TEST_F(StaffTest, NamesTheDevice) {
    bundle_.shop.id = "harbour";
    bundle_.till = "3";
    come();
    enter();
    EXPECT_EQ(line("shop"), "Shop harbour, till 3");
    EXPECT_EQ(line("device"), "Device: 019f-1");
    EXPECT_THAT(line("version"), HasSubstr(EARSHOT_VERSION));
    EXPECT_EQ(line("display"), "Display: 325 × 203 mm");
}

class KnockTest : public testing::Test {
  protected:
    KnockTest() { knock_.look_at(panel_, false); }

    Panel panel_{1280, 800, 4};
    Point corner_{50, 50};
    Knock knock_;
};

TEST_F(KnockTest, AsksOnceAFingerHasRestedInTheCorner) {
    knock_.down(1, corner_, true, 10s);
    EXPECT_EQ(knock_.deadline(), 10s + Knock::rests_for);
    EXPECT_EQ(knock_.asked(12'999ms), Knock::Asked::nothing);
    EXPECT_EQ(knock_.asked(13s), Knock::Asked::page);
    EXPECT_EQ(knock_.asked(14s), Knock::Asked::nothing);
}

TEST_F(KnockTest, AsksForNothingElsewhereOrOnWhatCanBeTapped) {
    knock_.down(1, {300, 50}, true, 0s);
    EXPECT_EQ(knock_.asked(1h), Knock::Asked::nothing);
    knock_.down(1, corner_, false, 0s);
    EXPECT_EQ(knock_.asked(1h), Knock::Asked::nothing);
}

TEST_F(KnockTest, IsCalledOffByLiftingSlidingAwayAndASecondFinger) {
    knock_.down(1, corner_, true, 0s);
    knock_.up();
    EXPECT_EQ(knock_.asked(1h), Knock::Asked::nothing);
    knock_.down(1, corner_, true, 0s);
    knock_.moved(1, {60, 60});
    EXPECT_EQ(knock_.deadline(), Knock::rests_for);
    knock_.moved(1, {600, 60});
    EXPECT_EQ(knock_.asked(1h), Knock::Asked::nothing);
    knock_.down(1, corner_, true, 0s);
    knock_.down(2, corner_, true, 1s);
    EXPECT_EQ(knock_.asked(1h), Knock::Asked::nothing);
}

TEST_F(KnockTest, LooksToTheCornerWhereReadingBegins) {
    knock_.look_at(panel_, true);
    knock_.down(1, corner_, true, 0s);
    EXPECT_EQ(knock_.asked(1h), Knock::Asked::nothing);
    knock_.down(1, {1250, 50}, true, 0s);
    EXPECT_EQ(knock_.asked(3s), Knock::Asked::page);
}

TEST_F(KnockTest, AsksForThePadAfterASecondWithinAShift) {
    knock_.be_quick(true);
    knock_.down(1, corner_, true, 10s);
    EXPECT_EQ(knock_.deadline(), 11s);
    EXPECT_EQ(knock_.asked(10'999ms), Knock::Asked::nothing);
    EXPECT_EQ(knock_.asked(11s), Knock::Asked::pad);
    EXPECT_EQ(knock_.asked(20s), Knock::Asked::nothing);
    // The keys lead to the page, as ever.
    for (int count = 0; count < Knock::backs; ++count) knock_.back(30s);
    EXPECT_EQ(knock_.asked(30s), Knock::Asked::page);
}

TEST_F(KnockTest, AsksAfterFiveBacksInThreeSeconds) {
    for (const core::milliseconds at : {0ms, 500ms, 1000ms, 1500ms}) {
        knock_.back(at);
        EXPECT_EQ(knock_.asked(at), Knock::Asked::nothing);
    }
    knock_.back(2000ms);
    EXPECT_EQ(knock_.asked(2000ms), Knock::Asked::page);
    for (int count = 0; count < 20; ++count) knock_.back(10s + count * 1s);
    EXPECT_EQ(knock_.asked(30s), Knock::Asked::nothing);
}

}  // namespace
}  // namespace earshot::app
