#include "app/kiosk/key_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "app/common/assets.h"
#include "core/text.h"
#include "tests/app/kiosk/sights.h"

namespace earshot::app {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;

const std::vector<std::string> languages = {"en", "de", "es", "fr", "pl",
                                            "uk", "tr", "ar", "hi", "zh"};
constexpr int turns_max = 20;

ScreenKeyboard keyboard_of(const std::string& language) {
    auto keyboard = read_screen_keyboard(assets_folder() / "keyboards" / (language + ".toml"));
    EXPECT_TRUE(keyboard) << keyboard.error().message;
    return *std::move(keyboard);
}

// What is left of a panel below the field.
Rect room_on(const Panel& panel) {
    const float margin = panel.px(5.2F);
    const float top = panel.px(panel.narrow() ? 80 : 49);
    return {margin, top, static_cast<float>(panel.width) - 2 * margin,
            static_cast<float>(panel.height) - margin - top};
}

KeyLayout laid_out(const ScreenKeyboard& keyboard, const Panel& panel, int turns,
                   bool shift = false) {
    return lay_out_keys(keyboard, {false, turns, shift}, room_on(panel), panel);
}

std::set<std::string> typed_by(const KeyLayout& layout) {
    std::set<std::string> typed;
    for (const PlacedKey& key : layout.keys)
        if (key.kind == KeyKind::text) typed.insert(key.text);
    return typed;
}

bool overlap(Rect one, Rect other) {
    return one.x < other.right() && other.x < one.right() && one.y < other.bottom() &&
           other.y < one.bottom();
}

void expect_room_for_fingers(const KeyLayout& layout, const Panel& panel, Rect room) {
    for (const PlacedKey& key : layout.keys) {
        EXPECT_GE(key.box.w / panel.px_per_mm, 15) << key.text;
        EXPECT_GE(key.box.h / panel.px_per_mm, 15) << key.text;
        EXPECT_GE(key.box.x, room.x - 0.5F) << key.text;
        EXPECT_LE(key.box.right(), room.right() + 0.5F) << key.text;
        EXPECT_GE(key.box.y, room.y - 0.5F) << key.text;
        EXPECT_LE(key.box.bottom(), room.bottom() + 0.5F) << key.text;
    }
    for (std::size_t one = 0; one < layout.keys.size(); ++one)
        for (std::size_t other = one + 1; other < layout.keys.size(); ++other)
            EXPECT_FALSE(overlap(layout.keys[one].box.inset(-panel.px(1.5F)),
                                 layout.keys[other].box.inset(-panel.px(1.5F))))
                << layout.keys[one].text << " and " << layout.keys[other].text;
}

TEST(KeyLayoutTest, HasRoomForFingersInEveryLanguageOnEveryPanel) {
    for (const auto& [name, panel] : test::panels())
        for (const std::string& language : languages)
            for (int turns = 0; turns < 4; ++turns) {
                SCOPED_TRACE(language + " on " + name + ", page " + std::to_string(turns));
                const auto keyboard = keyboard_of(language);
                expect_room_for_fingers(laid_out(keyboard, panel, turns), panel, room_on(panel));
            }
}

TEST(KeyLayoutTest, ReachesEveryKeyOnEveryPanel) {
    for (const auto& [name, panel] : test::panels())
        for (const std::string& language : languages) {
            SCOPED_TRACE(language + " on " + name);
            const auto keyboard = keyboard_of(language);
            std::set<std::string> all, typed;
            for (const KeyLayer& layer : keyboard.layers)
                for (const KeyRows& rows : {layer.rows, layer.shifted})
                    for (const auto& row : rows) all.insert(row.begin(), row.end());
            for (int turns = 0; turns < turns_max; ++turns)
                for (const bool shift : {false, true})
                    typed.merge(typed_by(laid_out(keyboard, panel, turns, shift)));
            EXPECT_THAT(typed, IsSupersetOf(all));
        }
}

TEST(KeyLayoutTest, HasSpaceAndEraseOnEveryPage) {
    for (const auto& [name, panel] : test::panels())
        for (const std::string& language : languages)
            for (int turns = 0; turns < 4; ++turns) {
                const auto layout = laid_out(keyboard_of(language), panel, turns);
                EXPECT_EQ(std::ranges::count(layout.keys, KeyKind::space, &PlacedKey::kind), 1);
                EXPECT_EQ(std::ranges::count(layout.keys, KeyKind::erase, &PlacedKey::kind), 1);
                EXPECT_EQ(std::ranges::count(layout.keys, KeyKind::page, &PlacedKey::kind), 1);
            }
}

TEST(KeyLayoutTest, StandsStillFromPageToPage) {
    for (const auto& [name, panel] : test::panels()) {
        const auto keyboard = keyboard_of("pl");
        const auto first = laid_out(keyboard, panel, 0);
        const auto second = laid_out(keyboard, panel, 1);
        EXPECT_EQ(first.top, second.top);
        const auto space = [](const KeyLayout& layout) {
            return std::ranges::find(layout.keys, KeyKind::space, &PlacedKey::kind)->box;
        };
        EXPECT_EQ(space(first), space(second));
    }
}

TEST(KeyLayoutTest, LiesAsTypistsKnowItWhereThePanelIsWideEnough) {
    const auto panels = test::panels();
    const auto small = *std::ranges::find(panels, "small", &test::NamedPanel::name);
    const auto layout = laid_out(keyboard_of("de"), small.panel, 0);
    std::string first_row;
    for (std::size_t key = 0; key < 11; ++key) first_row += layout.keys[key].text;
    EXPECT_EQ(first_row, "qwertzuiopü");
    EXPECT_EQ(layout.keys[22].kind, KeyKind::shift);
}

TEST(KeyLayoutTest, BeginsWithLatinLettersWhereAnAddressIsWritten) {
    const auto panels = test::panels();
    const auto small = std::ranges::find(panels, "small", &test::NamedPanel::name)->panel;
    const auto layout = lay_out_keys(keyboard_of("ar"), {true, 0, false}, room_on(small), small);
    EXPECT_EQ(layout.keys.front().text, "q");
}

TEST(KeyLayoutTest, HasEverySignOfAForgetCodeOnOnePageOfEveryPanel) {
    for (const auto& [name, panel] : test::panels()) {
        SCOPED_TRACE(name);
        const auto layout = lay_out_keys(*code_keyboard(), {}, room_on(panel), panel);
        expect_room_for_fingers(layout, panel, room_on(panel));
        EXPECT_EQ(typed_by(layout).size(), 31u);
        EXPECT_EQ(std::ranges::count(layout.keys, KeyKind::page, &PlacedKey::kind), 0);
    }
}

TEST(ScreenKeyboardTest, HasLatinLettersForAddressesInEveryLanguage) {
    for (const std::string& language : languages) {
        const auto keyboard = keyboard_of(language);
        std::set<std::string> typed;
        for (const KeyLayer& layer : keyboard.layers)
            if (layer.latin)
                for (const auto& row : layer.rows) typed.insert(row.begin(), row.end());
        for (char letter = 'a'; letter <= 'z'; ++letter)
            EXPECT_TRUE(typed.contains(std::string(1, letter))) << language << ": " << letter;
    }
}

TEST(ScreenKeyboardTest, TellsWhichLineToMend) {
    const auto file = std::filesystem::path(testing::TempDir()) / "keyboard.toml";
    const auto read = [&](const std::string& text) {
        std::ofstream(file) << text;
        return read_screen_keyboard(file);
    };
    EXPECT_THAT(read("[[layer]]\nlabel = \"a\"\nrow = [\"q\"]").error().message,
                HasSubstr("keyboard.toml:3: unknown key \"row\""));
    EXPECT_THAT(
        read("[[layer]]\nlabel = \"a\"\nrows = [\"q w\"]\nshifted = [\"Q\"]").error().message,
        HasSubstr("as many keys"));
    EXPECT_THAT(read("beside_space = \".\"").error().message, HasSubstr("needs a [[layer]]"));
    EXPECT_FALSE(read("[[layer]"));
}

TEST(ScreenKeyboardTest, FallsBackToEnglish) {
    ScreenKeyboards keyboards(assets_folder() / "keyboards");
    EXPECT_EQ(keyboards.in("xx"), keyboards.in("en"));
    EXPECT_NE(keyboards.in("de"), keyboards.in("en"));
    EXPECT_EQ(ScreenKeyboards("/nowhere").in("de"), nullptr);
}

}  // namespace
}  // namespace earshot::app
