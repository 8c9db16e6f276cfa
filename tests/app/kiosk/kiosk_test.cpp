#include "app/kiosk/kiosk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "app/common/assets.h"
#include "app/kiosk/theme.h"
#include "app/kiosk/touch.h"
#include "app/kiosk/trace.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Optional;

core::Choice choice(const std::string& id, std::vector<core::Next> next = {}) {
    core::Choice made;
    made.id = id;
    made.reason = id;
    made.text = {{"en", id}, {"de", id + " (de)"}};
    made.next = std::move(next);
    return made;
}

core::Bundle a_bundle() {
    core::Question first;
    first.id = "A";
    first.order = core::ChoiceOrder::fixed;
    first.text = {{"en", "Why here?"}, {"de", "Warum hier?"}};
    first.choices = {choice("price", {{"A.price", 1}}), choice("habit")};
    core::Question second = first;
    second.id = "A.price";
    second.choices = {choice("bread"), choice("milk")};
    core::Bundle bundle;
    bundle.shop = {"harbour", "Harbour", "Europe/Berlin", {"en", "de"}, "Maria"};
    bundle.questionnaires = {{"shop", 1, {"en", "de"}, {{"A", 1}}, {first, second}}};
    return bundle;
}

class KioskTest : public testing::Test {
  protected:
    void show(core::Bundle bundle = a_bundle()) { kiosk_.use(std::move(bundle), now_); }

    // What came to be kept by it.
    std::optional<core::Keep> tap(Role role, const std::string& id) {
        now_.steady += 600ms;
        kiosk_.touch(false, 1, now_);
        kept_.clear();
        kiosk_.tap({role, id}, now_);
        return kept_.empty() ? std::nullopt : std::optional(kept_.back());
    }
    std::optional<core::Keep> answer(const std::string& id) { return tap(Role::choice, id); }

    void pass(core::milliseconds time) {
        now_.steady += time;
        kiosk_.tick(now_);
    }
    void kept(const core::Keep& keep, bool safe = true) {
        kiosk_.kept(keep.record.id, keep.open, safe, now_);
    }

    std::string screen() const { return screen_name(kiosk_.view()); }
    std::optional<std::string> open() const { return open_question(kiosk_.view()); }
    QuestionView question() const { return std::get<QuestionView>(kiosk_.view().screen); }
    ThanksView thanks() const { return std::get<ThanksView>(kiosk_.view().screen); }

    Wordings wordings_{assets_folder() / "locale"};
    core::Now now_{};
    std::uint64_t chance_ = 0;
    std::vector<core::Keep> kept_;
    Kiosk kiosk_{wordings_, "device", [this] { return ++chance_; },
                 [](core::Instant at, const std::string&) {
                     return std::chrono::local_time<core::milliseconds>(at.time_since_epoch());
                 },
                 [this](core::Keep keep) { kept_.push_back(std::move(keep)); }};
};

TEST_F(KioskTest, TellsTheInstallerWhatToDoUntilThereIsSomethingToAsk) {
    EXPECT_EQ(screen(), "enrol");
    EXPECT_EQ(open(), std::nullopt);
    show();
    EXPECT_EQ(screen(), "attract");
    EXPECT_THAT(open(), Optional(std::string("A")));
}

TEST_F(KioskTest, NamesWhoReadsTheAnswers) {
    show();
    EXPECT_THAT(question().note.now, HasSubstr("Maria"));
    EXPECT_THAT(question().note.every, Contains(HasSubstr("Maria leitet diesen Laden")));
}

TEST_F(KioskTest, ThanksOnlyOnceTheAnswerIsKept) {
    show();
    const auto keep = answer("habit");
    ASSERT_TRUE(keep);
    EXPECT_EQ(screen(), "attract");
    EXPECT_EQ(open(), std::nullopt);
    kept(*keep);
    EXPECT_EQ(screen(), "thanks");
    EXPECT_THAT(thanks().line, HasSubstr("Maria"));
}

TEST_F(KioskTest, SaysItIsClosedAndNeverThanksForWhatIsNotKept) {
    show();
    kept(*answer("habit"), false);
    EXPECT_EQ(screen(), "closed");
    pass(1h);
    pass(1h);
    EXPECT_EQ(screen(), "closed");
    EXPECT_EQ(open(), std::nullopt);
    kiosk_.recovered(now_);
    EXPECT_EQ(screen(), "attract");
    EXPECT_THAT(open(), Optional(std::string("A")));
}

TEST_F(KioskTest, IsClosedAsSoonAsAnEarlierAnswerIsNotKept) {
    show();
    kiosk_.kept("an earlier one", false, false, now_);
    EXPECT_EQ(screen(), "closed");
    EXPECT_EQ(open(), std::nullopt);
}

TEST_F(KioskTest, BeginsTheSecondQuestionOnItsFirstPage) {
    show();
    tap(Role::button, "more");
    EXPECT_EQ(question().page, 1);
    answer("price");
    EXPECT_EQ(question().page, 0);
}

TEST_F(KioskTest, FollowsAnAnswerWithOneMoreQuestionAndThenNoOther) {
    show();
    const auto first = answer("price");
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->open);
    EXPECT_EQ(screen(), "question");
    EXPECT_THAT(open(), Optional(std::string("A.price")));
    const auto second = answer("milk");
    ASSERT_TRUE(second);
    EXPECT_FALSE(second->open);
    EXPECT_EQ(second->record.id, first->record.id);
    kept(*second);
    EXPECT_EQ(screen(), "thanks");
}

TEST_F(KioskTest, KnowsAheadEachScreenThatAnAnswerLeadsTo) {
    show();
    const std::vector<View> of_first = kiosk_.ahead(now_);
    EXPECT_EQ(of_first.size(), 2U);
    answer("price");
    EXPECT_THAT(of_first, Contains(kiosk_.view()));
    const std::vector<View> of_second = kiosk_.ahead(now_);
    kept(*answer("milk"));
    EXPECT_EQ(screen(), "thanks");
    EXPECT_THAT(of_second, ElementsAre(kiosk_.view()));
    EXPECT_THAT(kiosk_.ahead(now_), IsEmpty());
}

TEST_F(KioskTest, RestsAfterTheThanksAndThenAsksAnew) {
    show();
    kept(*answer("habit"));
    tap(Role::button, "done");
    EXPECT_EQ(screen(), "attract");
    EXPECT_EQ(open(), std::nullopt);
    pass(core::lock_out - 1ms);
    EXPECT_EQ(open(), std::nullopt);
    pass(1ms);
    EXPECT_THAT(open(), Optional(std::string("A")));
}

TEST_F(KioskTest, SpeaksTheLanguageChosenUntilTheShopperIsGone) {
    show();
    tap(Role::button, "lang:de");
    EXPECT_EQ(kiosk_.view().locale, "de");
    EXPECT_EQ(question().heading.now, "Warum hier?");
    EXPECT_EQ(question().skip.now, "Heute nicht");
    pass(core::left_alone_after);
    EXPECT_EQ(kiosk_.view().locale, "en");
    EXPECT_THAT(open(), Optional(std::string("A")));
}

TEST_F(KioskTest, CannotBeAnsweredWhileItAsksForTheLanguage) {
    show();
    tap(Role::button, "language");
    EXPECT_TRUE(std::holds_alternative<MenuView>(kiosk_.view().screen));
    EXPECT_EQ(open(), std::nullopt);
    tap(Role::button, "back");
    EXPECT_THAT(open(), Optional(std::string("A")));
}

TEST_F(KioskTest, IsDeafForAMomentAfterTheScreenHasChanged) {
    show();
    now_.steady += core::deaf_after_change - 1ms;
    EXPECT_FALSE(kiosk_.hears(now_));
    kiosk_.tap({Role::choice, "habit"}, now_);
    EXPECT_TRUE(kept_.empty());
    now_.steady += 1ms;
    EXPECT_TRUE(kiosk_.hears(now_));
}

TEST_F(KioskTest, LetsWhoeverHasBegunFinishBeforeANewQuestionnaireComes) {
    show();
    answer("price");
    core::Bundle next = a_bundle();
    next.questionnaires.front().version = 2;
    show(next);
    EXPECT_THAT(open(), Optional(std::string("A.price")));
    const auto keep = answer("milk");
    EXPECT_EQ(std::get<core::Response>(keep->record.body).version, 1);
    kept(*keep);
    tap(Role::button, "done");
    pass(core::lock_out);
    const auto after = answer("habit");
    EXPECT_EQ(std::get<core::Response>(after->record.body).version, 2);
}

TEST_F(KioskTest, TellsHowManyNeighboursSaidTheSame) {
    core::Bundle bundle = a_bundle();
    bundle.peers = {{"A", 60, {{"habit", 12}}}};
    show(bundle);
    kept(*answer("habit"));
    EXPECT_EQ(thanks().others, "About 1 in 5 neighbours said the same.");
    EXPECT_FLOAT_EQ(*thanks().share, 0.2F);
}

TEST_F(KioskTest, TellsWhatWasDoneRatherThanWhatOthersSaid) {
    core::Bundle bundle = a_bundle();
    bundle.peers = {{"A", 60, {{"habit", 12}}}};
    bundle.notices = {{"n", {{"en", "We did."}}, {"habit"}, "", 1, false}};
    show(bundle);
    kept(*answer("habit"));
    ASSERT_TRUE(thanks().notice);
    EXPECT_EQ(thanks().notice->text.now, "We did. One of you asked for it.");
    EXPECT_EQ(thanks().others, "");
}

TEST_F(KioskTest, CallsTheFirstThirtyOfAMonthByThatName) {
    show();
    kept(*answer("habit"));
    EXPECT_EQ(thanks().others, "You are one of the first 30 this month.");
}

TEST_F(KioskTest, SaysThatWhatIsTriedStaysHere) {
    kiosk_.try_out(a_bundle().questionnaires.front(), now_);
    EXPECT_EQ(question().note.now, "One tap. It stays on this device.");
    kept(*answer("habit"));
    EXPECT_EQ(thanks().line, "Your answer is kept on this device.");
}

TEST_F(KioskTest, WarnsWhoListensBeforeTheSecondQuestionCloses) {
    show();
    kiosk_.lead(true);
    answer("price");
    pass(core::patience_for_slow_question.quiet);
    EXPECT_EQ(screen(), "warning");
    EXPECT_EQ(open(), std::nullopt);
    EXPECT_FALSE(kiosk_.hears(now_));
    tap(Role::button, "more_time");
    EXPECT_THAT(open(), Optional(std::string("A.price")));
    pass(core::patience_for_slow_question.quiet);
    EXPECT_EQ(screen(), "warning");
    EXPECT_TRUE(tap(Role::button, "skip"));
    EXPECT_EQ(screen(), "question");
}

TEST_F(KioskTest, AsksForAPersonWhereTheJournalCannotBeOpened) {
    show();
    kiosk_.cannot_keep();
    EXPECT_EQ(screen(), "fault");
    EXPECT_EQ(open(), std::nullopt);
}

TEST_F(KioskTest, TellsWhoCanMendItWhatIsTheMatter) {
    show();
    kiosk_.ails(StorageTrouble{core::Trouble::newer_version, "journal.db has data"});
    kiosk_.cannot_keep();
    const auto fault = std::get<CalmView>(kiosk_.view().screen);
    ASSERT_EQ(fault.staff.size(), 2U);
    EXPECT_THAT(fault.staff[0].text, HasSubstr("newer version"));
    EXPECT_EQ(fault.staff[1].text, "journal.db has data");
    kiosk_.ails(std::nullopt);
    EXPECT_TRUE(std::get<CalmView>(kiosk_.view().screen).staff.empty());
}

TEST_F(KioskTest, SaysThatTouchIsLostAndCanStillBeAnsweredByKeys) {
    show();
    kiosk_.lost_touch(true);
    EXPECT_EQ(question().note.now, "Touch isn’t working. Please tell the team.");
    EXPECT_THAT(open(), Optional(std::string("A")));
    kiosk_.lost_touch(false);
    EXPECT_THAT(question().note.now, HasSubstr("Maria"));
}

TEST_F(KioskTest, FlagsWhatIsAnsweredInTraining) {
    show();
    kiosk_.train(true);
    const auto trained = answer("habit");
    EXPECT_THAT(std::get<core::Response>(trained->record.body).flags, Contains("Q10"));
    kept(*trained);
    tap(Role::button, "done");
    pass(core::lock_out);
    kiosk_.train(false);
    const auto real = answer("habit");
    EXPECT_THAT(std::get<core::Response>(real->record.body).flags, Not(Contains("Q10")));
}

TEST(ThemeTest, RefusesColoursThatCannotBeReadOnEachOther) {
    const auto theme = read_theme(assets_folder() / "themes" / "light.toml");
    ASSERT_TRUE(theme) << theme.error().message;
    EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21, 0.01);
    EXPECT_GE(contrast(theme->ink, theme->quiet), 7);
    EXPECT_GE(contrast(theme->soft_on_leaf, theme->leaf), 7);

    const auto file = std::filesystem::path(testing::TempDir()) / "faint.toml";
    std::ifstream light(assets_folder() / "themes" / "light.toml");
    std::string text((std::istreambuf_iterator<char>(light)), {});
    text.replace(text.find("#1B1A17"), 7, "#999999");
    std::ofstream(file) << text;
    const auto faint = read_theme(file);
    ASSERT_FALSE(faint);
    EXPECT_THAT(faint.error().message, HasSubstr("ink on paper has a contrast of"));
}

TEST(ThemeTest, TheRingAroundAFocusedControlStandsOutOnEveryGround) {
    const auto theme = read_theme(assets_folder() / "themes" / "light.toml");
    ASSERT_TRUE(theme) << theme.error().message;
    for (const Colour ground : {theme->paper, theme->card, theme->quiet, theme->quiet_tint,
                                theme->leaf, theme->leaf_tint, theme->leaf_deep, theme->sun})
        EXPECT_GE(std::max(contrast(theme->ink, ground), contrast(theme->paper, ground)), 3);
}

class TouchTest : public testing::Test {
  protected:
    Elements elements_{{Role::choice, "left", "", {0, 0, 100, 100}, true},
                       {Role::choice, "right", "", {200, 0, 100, 100}, true},
                       {Role::button, "off", "", {400, 0, 100, 100}, false},
                       {Role::key, "a", "", {600, 0, 100, 100}, true}};

    // One strike that is over at once.
    bool strikes(Point place, core::milliseconds now) {
        touch_.down(1, place, elements_, true, now);
        return touch_.up(1, place, elements_, now).has_value();
    }

    Touch touch_;
};

TEST_F(TouchTest, ActsOnReleaseWhereTheFingerCameDown) {
    EXPECT_FALSE(touch_.down(1, {50, 50}, elements_, true, 0ms).dead);
    const auto tapped = touch_.up(1, {60, 60}, elements_, 0ms);
    ASSERT_TRUE(tapped);
    EXPECT_EQ(tapped->id, "left");
}

TEST_F(TouchTest, IsCalledOffBySlidingAway) {
    touch_.down(1, {50, 50}, elements_, true, 0ms);
    EXPECT_EQ(touch_.moved(1, {150, 50}, elements_), "");
    EXPECT_FALSE(touch_.up(1, {250, 50}, elements_, 0ms));
}

TEST_F(TouchTest, TakesOneFingerOfMany) {
    touch_.down(1, {50, 50}, elements_, true, 0ms);
    EXPECT_EQ(touch_.down(2, {250, 50}, elements_, true, 0ms).pointers, 2);
    EXPECT_FALSE(touch_.up(2, {250, 50}, elements_, 0ms));
    EXPECT_TRUE(touch_.up(1, {50, 50}, elements_, 0ms));
}

TEST_F(TouchTest, ASecondStrikeOfTheSameTargetIsIgnored) {
    EXPECT_TRUE(strikes({50, 50}, 0ms));
    EXPECT_FALSE(strikes({50, 50}, 499ms));
    EXPECT_TRUE(strikes({250, 50}, 499ms));
    EXPECT_TRUE(strikes({50, 50}, 500ms));
    EXPECT_TRUE(strikes({50, 50}, 1s));
}

TEST_F(TouchTest, AKeyStruckTwiceTypesDoubleLettersAndOneThatBouncesDoesNot) {
    EXPECT_TRUE(strikes({650, 50}, 0ms));
    EXPECT_FALSE(strikes({650, 50}, 149ms));
    EXPECT_TRUE(strikes({650, 50}, 150ms));
}

TEST_F(TouchTest, ForgetsAFingerThatWasDownBeforeTheScreenChanged) {
    touch_.down(1, {50, 50}, elements_, true, 0ms);
    touch_.forget();
    EXPECT_FALSE(touch_.up(1, {50, 50}, elements_, 0ms));
    EXPECT_TRUE(touch_.down(1, {450, 50}, elements_, true, 0ms).dead);
}

TEST_F(TouchTest, ForgetsAFingerWhoseEndThePanelHasLost) {
    touch_.down(1, {50, 50}, elements_, true, 0ms);
    touch_.hold(1, 5s);
    EXPECT_EQ(touch_.down(2, {50, 50}, elements_, true, 14s).pointers, 2);
    EXPECT_FALSE(touch_.up(2, {50, 50}, elements_, 14s));
    EXPECT_EQ(touch_.down(3, {50, 50}, elements_, true, 15s).pointers, 1);
    EXPECT_TRUE(touch_.up(3, {50, 50}, elements_, 15s));
}

TEST(TraceTest, LetsTheKioskLiveWhereItsDiskIsFull) {
    Trace trace("/dev/full");
    EXPECT_NO_THROW(trace.note({"en", "", {}, CalmView{}}, {}, {}, {}, {}));
    EXPECT_THROW(Trace("/nowhere/at/all"), std::system_error);
}

}  // namespace
}  // namespace earshot::app
