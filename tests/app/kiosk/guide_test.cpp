#include "app/kiosk/guide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/common/assets.h"
#include "app/kiosk/reading.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Element element(Role role, const std::string& id, const std::string& label) {
    Element made;
    made.role = role;
    made.id = id;
    made.label = label;
    return made;
}

Elements a_question() {
    Elements elements{
        element(Role::heading, "heading", "Why here?"), element(Role::text, "note", "One tap"),
        element(Role::choice, "price", "Good prices"),  element(Role::choice, "habit", "Habit"),
        element(Role::button, "done", "Done"),          element(Role::button, "lang:de", "Deutsch"),
        element(Role::button, "skip", "Not today")};
    elements[4].enabled = false;
    return elements;
}

class GuideTest : public testing::Test {
  protected:
    GuideTest() { see(a_question()); }

    void see(const Elements& elements) { guide_.see(view_, elements); }
    std::optional<Element> press(Key key) {
        now_.steady += 1s;
        return guide_.key(key, now_);
    }
    std::string said() const { return guide_.utterance() ? guide_.utterance()->sentence.told : ""; }
    std::string language() const { return guide_.utterance()->language; }
    std::string focus() const { return guide_.focus() ? guide_.focus()->id : ""; }
    // What a key says.
    std::string hear(Key key) {
        press(key);
        return said();
    }
    void thanks() {
        view_.screen = ThanksView{};
        see({element(Role::heading, "heading", "Thank you."),
             element(Role::text, "line", "It is on its way."),
             element(Role::meter, "share", "About 1 in 5."),
             element(Role::button, "done", "Done")});
    }

    Wordings wordings_{assets_folder() / "locale"};
    core::Now now_{{}, 1h};
    View view_{"en", "", {}, QuestionView{}};
    Guide guide_{wordings_};
};

TEST_F(GuideTest, SaysNothingUntilAKeyIsPressed) {
    EXPECT_EQ(guide_.utterance(), std::nullopt);
    EXPECT_FALSE(guide_.leads());
}

TEST_F(GuideTest, TheFirstKeySaysWhatIsThereAndHowToMove) {
    EXPECT_EQ(press(Key::select), std::nullopt);
    EXPECT_THAT(said(), StartsWith("A question. Why here? One tap. 2 choices. 2 buttons. Next and "
                                   "previous move"));
    EXPECT_EQ(focus(), "");
}

TEST_F(GuideTest, MovesOverEverythingUsableAndSaysWhenItBeginsAgain) {
    press(Key::next);
    EXPECT_EQ(hear(Key::next), "Good prices. Choice 1 of 2.");
    EXPECT_EQ(hear(Key::next), "Habit. Choice 2 of 2.");
    EXPECT_EQ(hear(Key::next), "Deutsch. Taste.");
    EXPECT_EQ(language(), "de");
    EXPECT_EQ(hear(Key::next), "Not today. Button.");
    EXPECT_EQ(hear(Key::next), "From the beginning again. Good prices. Choice 1 of 2.");
    EXPECT_EQ(hear(Key::previous), "From the end again. Not today. Button.");
    EXPECT_EQ(hear(Key::previous), "Deutsch. Taste.");
}

TEST_F(GuideTest, PreviousBeginsAtTheEnd) {
    press(Key::previous);
    press(Key::previous);
    EXPECT_EQ(focus(), "skip");
}

TEST_F(GuideTest, SelectTakesWhatIsInFocusAndNothingBefore) {
    press(Key::next);
    EXPECT_EQ(press(Key::select), std::nullopt);
    EXPECT_THAT(said(), StartsWith("A question."));
    press(Key::next);
    const auto taken = press(Key::select);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->role, Role::choice);
    EXPECT_EQ(taken->id, "price");
}

TEST_F(GuideTest, BackTakesTheWayOutOfTheScreen) {
    press(Key::next);
    EXPECT_EQ(press(Key::back)->id, "skip");
    EXPECT_EQ(press(Key::erase)->id, "skip");
    Elements menu = a_question();
    menu.push_back(element(Role::button, "back", "Back"));
    see(menu);
    EXPECT_EQ(press(Key::back)->id, "back");
    thanks();
    EXPECT_EQ(press(Key::back)->id, "done");
}

TEST_F(GuideTest, ANewScreenIsSaidAndBegunBeforeItsFirstControl) {
    press(Key::next);
    press(Key::next);
    thanks();
    EXPECT_EQ(said(), "Thank you. It is on its way. About 1 in 5. One button.");
    EXPECT_EQ(focus(), "");
}

TEST_F(GuideTest, StaysWhereItWasWhenTheLanguageChanges) {
    press(Key::next);
    press(Key::next);
    view_.locale = "de";
    see(a_question());
    EXPECT_THAT(said(), StartsWith("Eine Frage. Why here?"));
    EXPECT_EQ(language(), "de");
    EXPECT_EQ(focus(), "price");
}

TEST_F(GuideTest, SaysThatSomethingWasChosenOrLetGo) {
    press(Key::next);
    press(Key::next);
    Elements chosen = a_question();
    chosen[2].chosen = true;
    chosen[4].enabled = true;
    see(chosen);
    EXPECT_EQ(said(), "Chosen.");
    see(chosen);
    see(a_question());
    EXPECT_EQ(said(), "Not chosen.");
    see(chosen);
    press(Key::next);
    EXPECT_EQ(hear(Key::previous), "Good prices. Choice 1 of 2. Chosen.");
}

TEST_F(GuideTest, SaysTheSameAgainAsANewUtterance) {
    press(Key::next);
    press(Key::next);
    const auto before = guide_.utterance()->number;
    EXPECT_EQ(hear(Key::repeat), "Good prices. Choice 1 of 2.");
    EXPECT_GT(guide_.utterance()->number, before);
}

TEST_F(GuideTest, TellsEachLevelOfTheVolumeAndBeginsAgain) {
    press(Key::next);
    EXPECT_EQ(hear(Key::volume), "Volume 3 of 4.");
    EXPECT_EQ(hear(Key::volume), "Volume 4 of 4.");
    EXPECT_EQ(hear(Key::volume), "Volume 1 of 4.");
    EXPECT_EQ(guide_.level(), 1);
}

TEST_F(GuideTest, AFingerEndsItUnlessTheShopperSwitchedSpeechOn) {
    press(Key::next);
    press(Key::next);
    guide_.touched();
    EXPECT_FALSE(guide_.leads());
    EXPECT_EQ(guide_.focus(), nullptr);
    EXPECT_EQ(guide_.utterance(), std::nullopt);

    view_.access.speech = true;
    see(a_question());
    EXPECT_THAT(said(), HasSubstr("Good prices. Choice 1 of 2. Habit."));
    guide_.touched();
    thanks();
    EXPECT_EQ(said(), "Thank you. It is on its way. About 1 in 5. One button. Done. Button.");
}

TEST_F(GuideTest, TheNextShopperStartsWithoutIt) {
    press(Key::next);
    press(Key::volume);
    now_.steady += 10s;
    guide_.said(now_);
    EXPECT_EQ(guide_.deadline(), now_.steady + Guide::left_alone_after);
    now_.steady += Guide::left_alone_after - 1ms;
    guide_.tick(now_);
    EXPECT_TRUE(guide_.leads());
    now_.steady += 1ms;
    guide_.tick(now_);
    EXPECT_FALSE(guide_.leads());
    EXPECT_EQ(guide_.utterance(), std::nullopt);
    EXPECT_EQ(guide_.level(), Guide::usual_level);
    press(Key::next);
    thanks();
    EXPECT_EQ(guide_.deadline(), std::nullopt);
}

TEST_F(GuideTest, IsSilentOnceTheSoundIsLostUntilAKeyAsksForIt) {
    press(Key::next);
    guide_.sound_lost();
    EXPECT_EQ(guide_.utterance(), std::nullopt);
    EXPECT_EQ(hear(Key::next), "");
    EXPECT_EQ(focus(), "price");
    thanks();
    EXPECT_EQ(said(), "");
    EXPECT_THAT(hear(Key::repeat), StartsWith("Thank you."));
}

TEST_F(GuideTest, SpeechSwitchedOnAnewIsHeardAfterTheSoundWasLost) {
    view_.access.speech = true;
    see(a_question());
    guide_.sound_lost();
    thanks();
    EXPECT_EQ(said(), "");
    view_.access.speech = false;
    thanks();
    view_.access.speech = true;
    thanks();
    EXPECT_THAT(said(), StartsWith("Thank you."));
}

TEST_F(GuideTest, WhatIsWrittenIsSaidToItsWriterAndToldToNobody) {
    Elements words{element(Role::heading, "heading", "In your own words"),
                   element(Role::field, "words", "Your words"), element(Role::key, "key:a", "a")};
    see(words);
    press(Key::next);
    EXPECT_EQ(hear(Key::next), "Your words. Text field, empty.");
    guide_.wrote("s");
    EXPECT_EQ(guide_.utterance()->sentence.spoken, "s");
    EXPECT_EQ(said(), "…");
    words[1].value = "secret";
    words[2] = element(Role::key, "key:A", "A");
    see(words);
    EXPECT_EQ(said(), "…");
    EXPECT_EQ(focus(), "words");
    press(Key::next);
    EXPECT_EQ(guide_.utterance()->sentence, (Sentence{"A", "…"}));
    const auto before = guide_.utterance()->number;
    EXPECT_EQ(press(Key::select)->role, Role::key);
    EXPECT_EQ(guide_.utterance()->sentence, (Sentence{"A", "…"}));
    EXPECT_GT(guide_.utterance()->number, before);
    press(Key::previous);
    EXPECT_EQ(guide_.utterance()->sentence.spoken, "Your words. Text field. secret");
    EXPECT_THAT(said(), Not(HasSubstr("secret")));
    EXPECT_EQ(press(Key::erase), std::nullopt);
}

TEST_F(GuideTest, StaysOnTheKeyThatNowWritesAnotherLetter) {
    Elements words{element(Role::field, "words", "Your words"), element(Role::key, "key:A", "A"),
                   element(Role::key, "key:B", "B")};
    words[1].bounds = {0, 0, 10, 10};
    words[2].bounds = {20, 0, 10, 10};
    see(words);
    press(Key::next);
    press(Key::previous);
    EXPECT_EQ(focus(), "key:B");
    words[1] = {Role::key, "key:a", "a", {0, 0, 10, 10}};
    words[2] = {Role::key, "key:b", "b", {20, 0, 10, 10}};
    see(words);
    EXPECT_EQ(focus(), "key:b");
}

TEST_F(GuideTest, TwoControlsOfOneNameAreTwo) {
    Elements elements{element(Role::choice, "done", "All done"),
                      element(Role::button, "done", "Done")};
    see(elements);
    press(Key::next);
    press(Key::next);
    EXPECT_EQ(guide_.focus()->role, Role::choice);
    press(Key::next);
    EXPECT_EQ(guide_.focus()->role, Role::button);
}

TEST(ReadingTest, SpellsACode) {
    Wordings wordings(assets_folder() / "locale");
    const Elements elements{element(Role::heading, "heading", "Your code"),
                            element(Role::text, "code", "K7 QF"),
                            element(Role::text, "text", "Keep it")};
    EXPECT_EQ(arrival(elements, wordings.in("en")), "Your code. K, 7, Q, F. Keep it");
}

TEST(ReadingTest, EndsASentenceAsItsLanguageDoes) {
    Wordings wordings(assets_folder() / "locale");
    const Voice& english = wordings.in("en");
    EXPECT_EQ(join("Why?", "Because", english), "Why? Because");
    EXPECT_EQ(join("One", "Two", english), "One. Two");
    EXPECT_EQ(join("", "Two", english), "Two");
    EXPECT_EQ(join("One", "", english), "One");
}

}  // namespace
}  // namespace earshot::app
