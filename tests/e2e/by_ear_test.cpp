#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/shop.h"
#include "tests/support/sound_server.h"

// The kiosk as somebody meets it who cannot see it: keys go in, and only what is said comes out.
namespace earshot::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Enough to come past everything on a screen.
constexpr int keys_max = 60;

class ByEarTest : public testing::Test {
  protected:
    ByEarTest() { hub_.serve(); }

    Kiosk a_kiosk() {
        return Kiosk(display_, folder_.path() / "kiosk",
                     {"--hub", hub_.url(), "--enrol", hub_.enrol("harbour", "1")});
    }

    // Moves on, or back, until something is said that has this in it; "" where nothing on the
    // screen does.
    static std::string find(const Kiosk& kiosk, const std::string& what,
                            const std::string& key_there = "Right") {
        for (int key = 0; key < keys_max; ++key) {
            const std::string said = kiosk.hear(key_there);
            if (said.find(what) != std::string::npos) return said;
            if (said.starts_with("From the beginning again.") && key > 0) return "";
        }
        return "";
    }

    // From the field on, key by key in the order in which they are read. Which key was come to is
    // told in no trace.
    static void spell(const Kiosk& kiosk, const std::string& word) {
        std::vector<std::string> keys;
        const Shown shown = kiosk.shown().value();
        for (const Element& element : shown.elements)
            if (element.role == "key") keys.push_back(element.id);
        std::ptrdiff_t at = -1;
        for (const char letter : word) {
            const auto key = std::ranges::find(keys, std::string("key:") + letter);
            ASSERT_NE(key, keys.end()) << letter;
            for (const auto to = key - keys.begin(); at != to; at += at < to ? 1 : -1)
                kiosk.hear(at < to ? "Right" : "Left");
            kiosk.hear("Return");
        }
    }

    std::int64_t words_at_the_hub() const {
        SQLite::Database store((folder_.path() / "hub" / "hub.db").string(), SQLite::OPEN_READONLY);
        SQLite::Statement query(
            store, "SELECT count(*) FROM records WHERE kind = 'words' AND body LIKE '%\"we\"%'");
        return query.executeStep() ? query.getColumn(0).getInt64() : 0;
    }

    // What a choice is called: all before "Choice 1 of 12."
    static std::string label_in(const std::string& said) {
        return said.substr(0, said.find(". Choice "));
    }

    // How many said so, by the words that were heard.
    std::int64_t counted(const std::string& label) const {
        std::int64_t count = 0;
        for (const auto& question : hub_.report().questions)
            for (const auto& choice : question.choices)
                if (choice.text == label) count += choice.n.value_or(0);
        return count;
    }

    TemporaryFolder folder_;
    Display display_{1280, 800};
    Hub hub_{folder_.path() / "hub"};
};

TEST_F(ByEarTest, AnInterviewIsAnsweredWithoutSeeingIt) {
    Kiosk kiosk = a_kiosk();
    kiosk.start();
    kiosk.wait_for_question();
    const std::string question = kiosk.hear("Down");
    EXPECT_THAT(question, StartsWith("A question."));
    EXPECT_THAT(question, HasSubstr("select takes it, back leaves"));
    const std::string before = find(kiosk, "Choice 1 of ");
    const std::string first = kiosk.hear("Tab");
    EXPECT_THAT(first, HasSubstr("Choice 2 of "));
    EXPECT_EQ(kiosk.hear("Insert"), first);
    EXPECT_EQ(kiosk.hear("Prior"), "Volume 3 of 4.");
    EXPECT_EQ(kiosk.hear("shift+Tab"), before);
    EXPECT_EQ(kiosk.hear("KP_6"), first);
    kiosk.press("Return");
    const Shown next = kiosk.wait_for("what follows", [](const Shown& shown) {
        const std::string said = shown.said.value_or("");
        return said.starts_with("A question.") || said.starts_with("Thank you.");
    });
    std::string second;
    if (next.said->starts_with("A question.")) {
        second = find(kiosk, "Choice 1 of ");
        kiosk.press("KP_Enter");
    }
    kiosk.wait_to_hear("Thank you.");
    EXPECT_THAT(kiosk.hear("Escape"), StartsWith("Have a good day."));
    EXPECT_TRUE(wait_until([&] { return counted(label_in(first)) == 1; })) << first;
    EXPECT_TRUE(second.empty() || wait_until([&] { return counted(label_in(second)) == 1; }))
        << second;
    EXPECT_EQ(kiosk.stop(), 0);
}

TEST_F(ByEarTest, TheLanguageIsFoundHeardAndSpokenFromThenOn) {
    Kiosk kiosk = a_kiosk();
    kiosk.start();
    kiosk.wait_for_question();
    kiosk.hear("Right");
    if (find(kiosk, "Deutsch. ").empty()) {
        ASSERT_FALSE(find(kiosk, "Which language?").empty());
        kiosk.press("Return");
        kiosk.wait_to_hear("Which language?");
        ASSERT_FALSE(find(kiosk, "Deutsch. ").empty());
    }
    kiosk.press("Return");
    kiosk.wait_to_hear("Eine Frage.");
    kiosk.press("Escape");
    kiosk.wait_to_hear("Einen schönen Tag noch.");
    EXPECT_EQ(kiosk.stop(), 0);
    for (const auto& asked : hub_.report().questions) EXPECT_EQ(asked.base, 0);
}

TEST_F(ByEarTest, OwnWordsAreWrittenAndSavedWithoutSeeingThem) {
    Kiosk kiosk = a_kiosk();
    kiosk.start();
    kiosk.wait_for_question();
    kiosk.hear("Down");
    find(kiosk, "Choice 1 of ");
    kiosk.press("Return");
    const Shown next = kiosk.wait_for("what follows", [](const Shown& shown) {
        const std::string said = shown.said.value_or("");
        return said.starts_with("A question.") || said.starts_with("Thank you.");
    });
    if (next.said->starts_with("A question.")) kiosk.press("Escape");
    kiosk.wait_to_hear("Thank you.");
    ASSERT_FALSE(find(kiosk, "In your own words").empty());
    kiosk.press("Return");
    kiosk.wait_to_hear("In your own words. 500 left.");
    ASSERT_FALSE(find(kiosk, "Text field, empty.").empty());
    spell(kiosk, "we");
    EXPECT_THAT(find(kiosk, "Save", "Left"), HasSubstr("Button"));
    kiosk.press("Return");
    kiosk.wait_to_hear("Thank you.");
    EXPECT_TRUE(wait_until([&] { return words_at_the_hub() == 1; }));
    EXPECT_EQ(kiosk.stop(), 0);
}

TEST_F(ByEarTest, WhatIsSaidIsHeardAndCutOffByTheNextKey) {
    const SoundServer sound;
    Kiosk kiosk = a_kiosk();
    kiosk.start(sound.environment());
    kiosk.wait_for_question();
    kiosk.hear("Right");
    EXPECT_TRUE(wait_until([&] { return sound.sounds(); }));
    for (int key = 0; key < 3; ++key) {
        kiosk.hear("Right");
        EXPECT_TRUE(wait_until([&] { return sound.voices() == 1; }));
    }
    EXPECT_EQ(kiosk.stop(), 0);
    EXPECT_TRUE(wait_until([&] { return !sound.sounds(); }));
}

TEST_F(ByEarTest, AHeadsetPulledOutStopsSpeechAndNotTheInterview) {
    const SoundServer sound;
    Kiosk kiosk = a_kiosk();
    kiosk.start(sound.environment());
    kiosk.wait_for_question();
    kiosk.hear("Right");
    ASSERT_TRUE(wait_until([&] { return sound.sounds(); }));
    sound.pull_the_headset();
    kiosk.wait_for("silence", [](const Shown& shown) { return !shown.said; });
    EXPECT_TRUE(wait_until([&] { return !sound.sounds(); }));
    kiosk.press("Right");
    EXPECT_THAT(kiosk.hear("Insert"), StartsWith("A question."));
    EXPECT_TRUE(wait_until([&] { return sound.sounds(); }));
    EXPECT_EQ(kiosk.stop(), 0);
}

}  // namespace
}  // namespace earshot::test
