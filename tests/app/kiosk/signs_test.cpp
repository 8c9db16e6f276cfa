#include "app/kiosk/signs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "app/kiosk/direction.h"

namespace earshot::app {
namespace {

using namespace std::string_literals;

std::u32string shown(const std::string& text) {
    std::u32string characters;
    for (const Sign& sign : signs_of(text)) characters += sign.shown;
    return characters;
}

TEST(SignsTest, ShowsWhatLooksLikeAFormatOrAnIdAsItIs) {
    EXPECT_EQ(shown("100 %n%s ## ###id %1$s {1}"), U"100 %n%s ## ###id %1$s {1}");
}

TEST(SignsTest, ShowsABoxForAControlCharacterAndHidesNothingBehindIt) {
    EXPECT_EQ(shown("a\0b\x1b[31mc"s), U"a□b□[31mc");
}

TEST(SignsTest, ShowsBrokenBytesOneByOne) {
    EXPECT_EQ(shown("a\xff"
                    "b"),
              U"a\uFFFDb");
}

TEST(SignsTest, LetsNoTextTurnTheOrderOfLetters) {
    EXPECT_EQ(shown("\u202Eevil\u202C \u2067x\u2069"), U"evil x\u2069");
    EXPECT_EQ(shown("\u202A\u202B\u202D\u2066"), U"");
}

TEST(SignsTest, LetsMarksPileUpOnlySoHigh) {
    std::string flood = "a";
    for (int mark = 0; mark < 10'000; ++mark) flood += "\u0301";
    EXPECT_EQ(signs_of(flood + "b").size(), 8u);
}

TEST(SignsTest, KnowsWhereEachCharacterStood) {
    EXPECT_THAT(signs_of("aä中b"),
                testing::ElementsAre(Sign{U'a', 0}, Sign{U'ä', 1}, Sign{U'中', 3}, Sign{U'b', 6}));
}

TEST(DirectionTest, KnowsWhichLanguagesRunFromRightToLeft) {
    for (const char* language : {"ar", "ar-EG", "he", "fa", "ur"})
        EXPECT_TRUE(is_right_to_left(language)) << language;
    for (const char* language : {"en", "es", "de", "fr", "pl", "uk", "tr", "hi", "zh", ""})
        EXPECT_FALSE(is_right_to_left(language)) << language;
}

TEST(DirectionTest, SetsANameApartWhereOneOfTheTwoRunsTheOtherWay) {
    EXPECT_EQ(set_apart("Maria", "{1} reads it."), "Maria");
    EXPECT_EQ(set_apart("مريم", "{1} reads it."), "\u2068مريم\u2069");
    EXPECT_EQ(set_apart("H&M!", "تقرأ {1} كل إجابة."), "\u2068H&M!\u2069");
}

TEST(DirectionTest, LetsNoNameEndWhatSetsItApart) {
    EXPECT_EQ(set_apart("مريم\u2069\u2068x", "{1} reads it."), "\u2068مريمx\u2069");
}

}  // namespace
}  // namespace earshot::app
