#include "app/kiosk/keys.h"

#include <SDL_keycode.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "app/kiosk/keyboard.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

Stroke stroke(std::int32_t code) { return {code, false, false, false, false}; }
Keyed key(Key which) { return {Keyed::Kind::key, which, {}}; }
Keyed typed(const std::string& text) { return {Keyed::Kind::typed, Key::select, text}; }
Keyed scanned(const std::string& text) { return {Keyed::Kind::scanned, Key::select, text}; }

TEST(KeysTest, KnowsTheSixKeysByEveryNameAKeyboardHasForThem) {
    for (const auto code : {SDLK_LEFT, SDLK_UP, SDLK_KP_4, SDLK_KP_8})
        EXPECT_THAT(key_of(stroke(code)), Optional(Key::previous)) << code;
    for (const auto code : {SDLK_RIGHT, SDLK_DOWN, SDLK_TAB, SDLK_KP_6, SDLK_KP_2})
        EXPECT_THAT(key_of(stroke(code)), Optional(Key::next)) << code;
    for (const auto code : {SDLK_RETURN, SDLK_KP_ENTER, SDLK_KP_5})
        EXPECT_THAT(key_of(stroke(code)), Optional(Key::select)) << code;
    for (const auto code : {SDLK_ESCAPE, SDLK_HOME, SDLK_KP_7})
        EXPECT_THAT(key_of(stroke(code)), Optional(Key::back)) << code;
    for (const auto code : {SDLK_INSERT, SDLK_F5, SDLK_KP_0})
        EXPECT_THAT(key_of(stroke(code)), Optional(Key::repeat)) << code;
    for (const auto code : {SDLK_PAGEUP, SDLK_VOLUMEUP})
        EXPECT_THAT(key_of(stroke(code)), Optional(Key::volume)) << code;
    EXPECT_THAT(key_of(stroke(SDLK_BACKSPACE)), Optional(Key::erase));
    EXPECT_THAT(key_of({SDLK_TAB, true, false, false, false}), Optional(Key::previous));
}

TEST(KeysTest, ALockedKeypadWritesDigitsAndIsNotPressedTwice) {
    for (const auto code : {SDLK_KP_4, SDLK_KP_6, SDLK_KP_5, SDLK_KP_7, SDLK_KP_0})
        EXPECT_EQ(key_of({code, false, false, true, false}), std::nullopt) << code;
    EXPECT_THAT(key_written("4"), Optional(Key::previous));
    EXPECT_THAT(key_written("2"), Optional(Key::next));
    EXPECT_THAT(key_written("5"), Optional(Key::select));
    EXPECT_THAT(key_written(" "), Optional(Key::select));
    EXPECT_THAT(key_written("7"), Optional(Key::back));
    EXPECT_THAT(key_written("0"), Optional(Key::repeat));
    EXPECT_THAT(key_written("+"), Optional(Key::volume));
    EXPECT_EQ(key_written("9"), std::nullopt);
    EXPECT_EQ(key_written("a"), std::nullopt);
}

TEST(KeysTest, NoKeyThatLeavesAProgramMeansAnything) {
    for (const auto code :
         {SDLK_F1,     SDLK_F2,        SDLK_F3,        SDLK_F4,          SDLK_F10,
          SDLK_F11,    SDLK_F12,       SDLK_MENU,      SDLK_APPLICATION, SDLK_PRINTSCREEN,
          SDLK_SYSREQ, SDLK_PAUSE,     SDLK_LGUI,      SDLK_LSHIFT,      SDLK_POWER,
          SDLK_SLEEP,  SDLK_AUDIOPLAY, SDLK_AUDIONEXT, SDLK_MUTE,        SDLK_VOLUMEDOWN,
          SDLK_DELETE, SDLK_q})
        EXPECT_EQ(key_of(stroke(code)), std::nullopt) << code;
    for (const auto code : {SDLK_TAB, SDLK_ESCAPE, SDLK_BACKSPACE, SDLK_LEFT, SDLK_RETURN, SDLK_F5})
        EXPECT_EQ(key_of({code, false, true, false, false}), std::nullopt) << code;
}

TEST(KeysTest, AKeyHeldDownMovesOnButChoosesOnce) {
    EXPECT_THAT(key_of({SDLK_RIGHT, false, false, false, true}), Optional(Key::next));
    for (const auto code : {SDLK_RETURN, SDLK_ESCAPE, SDLK_F5, SDLK_PAGEUP})
        EXPECT_EQ(key_of({code, false, false, false, true}), std::nullopt) << code;
}

class KeyboardTest : public testing::Test {
  protected:
    // A character every `apart`; what came out on the way.
    std::vector<Keyed> write(const std::string& text, core::milliseconds apart, bool typing) {
        std::vector<Keyed> out;
        for (const char character : text) {
            add(out, wait(apart, typing));
            add(out, keyboard_.write(std::string(1, character), false, typing));
            add(out, keyboard_.tick(typing, now_));
        }
        return out;
    }
    // Nothing comes for so long.
    std::vector<Keyed> wait(core::milliseconds how_long, bool typing) {
        now_ += how_long;
        const auto due = keyboard_.deadline();
        return due && *due <= now_ ? keyboard_.tick(typing, now_) : std::vector<Keyed>{};
    }
    std::vector<Keyed> enter(bool typing) {
        now_ += 5ms;
        return keyboard_.press(stroke(SDLK_RETURN), typing);
    }
    std::vector<Keyed> rest(bool typing) {
        const auto due = keyboard_.deadline();
        if (!due) return {};
        now_ = *due;
        return keyboard_.tick(typing, now_);
    }
    static void add(std::vector<Keyed>& all, std::vector<Keyed> more) {
        std::ranges::move(more, std::back_inserter(all));
    }

    core::milliseconds now_{1s};
    Keyboard keyboard_;
};

TEST_F(KeyboardTest, HandsOutACodeOfOursAndNoKeyPress) {
    EXPECT_THAT(write("ESH:PRODUCE+", 5ms, false), IsEmpty());
    EXPECT_THAT(enter(false), ElementsAre(scanned("PRODUCE+")));
    EXPECT_THAT(write("ESH:till.2-", 5ms, true), IsEmpty());
    EXPECT_THAT(enter(true), ElementsAre(scanned("till.2-")));
    EXPECT_THAT(enter(false), ElementsAre(key(Key::select)));
}

TEST_F(KeyboardTest, NoOtherBarcodePressesAKey) {
    EXPECT_THAT(write("4006381333931", 5ms, false), IsEmpty());
    EXPECT_THAT(enter(false), IsEmpty());
    EXPECT_THAT(write("4006381333931", 5ms, false), IsEmpty());
    EXPECT_THAT(rest(false), IsEmpty());
    EXPECT_THAT(write(std::string(1000, '5'), 5ms, false), IsEmpty());
    EXPECT_THAT(enter(false), IsEmpty());
}

TEST_F(KeyboardTest, AHandOnTheKeypadWorksTheKiosk) {
    EXPECT_THAT(write("6", 300ms, false), IsEmpty());
    EXPECT_THAT(rest(false), ElementsAre(key(Key::next)));
    EXPECT_THAT(write("65", 300ms, false), ElementsAre(key(Key::next)));
    EXPECT_THAT(rest(false), ElementsAre(key(Key::select)));
    EXPECT_EQ(keyboard_.deadline(), std::nullopt);
}

TEST_F(KeyboardTest, WhatWasHeldComesBeforeTheKeyAfterIt) {
    write("6", 300ms, false);
    EXPECT_THAT(enter(false), ElementsAre(key(Key::next), key(Key::select)));
}

TEST_F(KeyboardTest, ADigitHeldDownIsPressedOnce) {
    write("5", 300ms, false);
    rest(false);
    now_ += 400ms;
    EXPECT_THAT(keyboard_.write("5", true, false), IsEmpty());
    EXPECT_THAT(rest(false), IsEmpty());
}

TEST_F(KeyboardTest, WhoWritesIsKeptWaitingByNothingButTheBeginningOfABarcode) {
    EXPECT_THAT(write("a ", 100ms, true), ElementsAre(typed("a"), typed(" ")));
    EXPECT_THAT(write("E", 100ms, true), IsEmpty());
    EXPECT_THAT(write("s", 10ms, true), ElementsAre(typed("E"), typed("s")));
    write("E", 100ms, true);
    EXPECT_THAT(rest(true), ElementsAre(typed("E")));
    write("5", 100ms, true);
    EXPECT_THAT(rest(true), ElementsAre(typed("5")));
    EXPECT_THAT(keyboard_.write("字", false, true), ElementsAre(typed("字")));
}

TEST_F(KeyboardTest, AHandWritesWhatAScannerWould) {
    const auto written = write("ESH:PRODUCE+ 12345678", 90ms, true);
    std::string text;
    for (const Keyed& each : written) text += each.text;
    for (const Keyed& each : rest(true)) text += each.text;
    EXPECT_EQ(text, "ESH:PRODUCE+ 12345678");
    EXPECT_THAT(enter(true), ElementsAre(key(Key::select)));
}

TEST_F(KeyboardTest, ANumberThatIsScannedWhileSomebodyWritesIsNotWrittenAndTakesNothing) {
    EXPECT_THAT(write("4006381333931", 5ms, true), IsEmpty());
    EXPECT_THAT(enter(true), IsEmpty());
    EXPECT_THAT(write("96385074", 5ms, true), IsEmpty());
    EXPECT_THAT(rest(true), IsEmpty());
    write("1234", 5ms, true);
    EXPECT_THAT(enter(true),
                ElementsAre(typed("1"), typed("2"), typed("3"), typed("4"), key(Key::select)));
}

TEST_F(KeyboardTest, AScannerMayHaltAndNeedNotEndInEnter) {
    for (const bool typing : {false, true}) {
        EXPECT_THAT(write("ESH:PRO", 5ms, typing), IsEmpty());
        EXPECT_THAT(write("DUCE-", 400ms, typing), IsEmpty());
        EXPECT_THAT(rest(typing), ElementsAre(scanned("PRODUCE-")));
        EXPECT_THAT(rest(typing), IsEmpty());
    }
}

TEST_F(KeyboardTest, AKioskThatIsBusyDrawingTakesNoScannerForAHand) {
    for (const bool typing : {false, true}) {
        for (const char* character : {"E", "S", "H", ":", "P", "+"}) {
            EXPECT_THAT(keyboard_.write(character, false, typing), IsEmpty());
            EXPECT_THAT(keyboard_.tick(typing, now_), IsEmpty());
            // The next one comes meanwhile: it is read before anybody says that none has.
            now_ += 200ms;
        }
        EXPECT_THAT(enter(typing), ElementsAre(scanned("P+")));
    }
}

}  // namespace
}  // namespace earshot::app
