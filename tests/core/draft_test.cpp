#include "core/draft.h"

#include <gtest/gtest.h>

#include <chrono>

#include "core/text.h"

namespace earshot::core {
namespace {

std::string written(std::string_view text, std::size_t most = 500) {
    Draft draft(most);
    draft.append(text);
    return std::string(draft.text());
}

TEST(DraftTest, TakesAllThatFitsAndNoPartOfACharacter) {
    EXPECT_EQ(written("größer", 4), "größ");
    EXPECT_EQ(written("日本語", 2), "日本");
    EXPECT_EQ(written("a👍🏽", 2), "a👍");
}

TEST(DraftTest, CountsWhatIsLeftInCharacters) {
    Draft draft(5);
    draft.append("ñé");
    EXPECT_EQ(draft.left(), 3u);
    draft.append("abcd");
    EXPECT_EQ(draft.left(), 0u);
    EXPECT_EQ(draft.text(), "ñéabc");
}

TEST(DraftTest, StopsAFloodAtItsLimit) {
    Draft draft(500);
    std::string flood;
    while (flood.size() < 400'000) flood += "🍎";
    const auto start = std::chrono::steady_clock::now();
    draft.append(flood);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(100));
    EXPECT_EQ(draft.left(), 0u);
    EXPECT_EQ(count_characters(draft.text()), 500u);
    EXPECT_TRUE(is_utf8(draft.text()));
}

TEST(DraftTest, LeavesOutWhatNobodyCanRead) {
    EXPECT_EQ(written(std::string_view("a\0b\x07\x7f", 5)), "ab");
    EXPECT_EQ(written("a\xff\xc3(\xed\xa0\x80z"), "a(z");
    EXPECT_EQ(written("a\u202Eb\u2066c\u0085\uFFFE"), "abc");
    EXPECT_EQ(written("one\ntwo\tthree"), "one two three");
}

TEST(DraftTest, KeepsWhatScriptsAreJoinedBy) {
    EXPECT_EQ(written("क्‍ष"), "क्‍ष");
    EXPECT_EQ(written("%n%s ##id ### "), "%n%s ##id ### ");
}

TEST(DraftTest, ForgetsWhatIsCutOff) {
    Draft draft(10);
    draft.append("größer");
    draft.cut(6);
    EXPECT_EQ(draft.text(), "größ");
    EXPECT_EQ(draft.left(), 6u);
}

TEST(DraftTest, LeavesNothingInMemoryOfWhatItForgot) {
    Draft draft(10);
    draft.append("secret");
    const char* memory = draft.text().data();
    draft.cut(2);
    EXPECT_EQ(std::string_view(memory, 6), std::string_view("se\0\0\0\0", 6));
    draft.replace("x");
    EXPECT_EQ(draft.text().data(), memory) << "it has moved and may have left a copy";
    EXPECT_EQ(std::string_view(memory, 6), std::string_view("x\0\0\0\0\0", 6));
    draft.clear();
    EXPECT_EQ(std::string_view(memory, 6), std::string_view("\0\0\0\0\0\0", 6));
}

TEST(DraftTest, StaysAtItsPlaceHoweverLongItGets) {
    Draft draft(500);
    draft.append("🍎");
    const char* memory = draft.text().data();
    for (int time = 0; time < 600; ++time) draft.append("🍎");
    EXPECT_EQ(draft.text().data(), memory);
}

TEST(DraftTest, MovesWithoutLeavingACopy) {
    Draft draft(10);
    draft.append("secret");
    Draft other(10);
    other.append("old");
    other = std::move(draft);
    EXPECT_EQ(other.text(), "secret");
    EXPECT_EQ(other.left(), 4u);
}

}  // namespace
}  // namespace earshot::core
