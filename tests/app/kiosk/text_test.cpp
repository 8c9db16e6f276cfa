#include "app/kiosk/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include "app/common/assets.h"
#include "app/kiosk/shaping.h"
#include "app/kiosk/signs.h"
#include "core/data_folder.h"
#include "tests/app/kiosk/drawing.h"

namespace earshot::app {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

constexpr float no_limit = 1e6F;
constexpr std::array faces{Face::display, Face::strong, Face::plain};

struct Sample {
    std::string language, text;
};

// A question and a longer sentence in each language, with what its letters reach furthest by.
const std::vector<Sample> samples{
    {"en", "What would bring you here more often?"},
    {"de", "Öfter frisches Gemüse, größere Auswahl und kürzere Wege."},
    {"es", "¿Qué le haría venir más a menudo? Ñandú, pingüino."},
    {"fr", "Qu’est-ce qui vous ferait venir plus souvent ? Ça, là-bas, Île."},
    {"pl", "Co sprawiłoby, że zaglądałby Pan częściej? Źródło, świeżość, Ślązak."},
    {"uk", "Що привело б вас сюди частіше? Їжа, ґудзик, Йогурт."},
    {"tr", "Sizi buraya daha sık ne getirirdi? Çağrı, İğde, Şölen."},
    {"ar", "ما الذي يجعلك تأتي إلى هنا أكثر؟ شكرًا لك، مريم تقرأ كل إجابة في 24 ساعة."},
    {"hi", "आप यहाँ और ज़्यादा क्यों आएँगे? ताज़ी सब्ज़ियाँ, छुट्टे और शुद्ध दूध।"},
    {"zh",
     "什么会让您更常来这里？新鲜的蔬菜水果，“更长”的营业时间……——价格·质量（包括 Inter 24 "
     "小时）：‘好’、《书》！？；"},
};

struct Shapes {
    Fonts fonts;
    Shaping shaping{fonts};

    std::vector<unsigned> glyphs(const std::string& language, const std::string& text) {
        shaping.speak(language);
        std::vector<unsigned> glyphs;
        for (const Placed& placed : shaping.line(Face::strong, text).glyphs)
            glyphs.push_back(placed.glyph);
        return glyphs;
    }
};

struct TextTest : testing::Test {
    Text text{assets_folder() / "icons"};

    std::vector<std::string> wrapped(const std::string& words, float width, Cut cut = Cut::never) {
        return text.wrap(words, {Face::strong, 20, 1.2F}, width, 99, false, cut).lines;
    }
};

std::string content_of(const fs::path& file) {
    auto content = core::read_file(file);
    if (!content) throw std::runtime_error(content.error().message);
    return *std::move(content);
}

// Everything that a shop is shown comes from these.
std::vector<fs::path> shipped_words() {
    std::vector<fs::path> files{fs::path(ASSETS_FOLDER) / "reasons.toml"};
    for (const char* folder : {"questionnaires", "locale"})
        for (const auto& entry : fs::directory_iterator(fs::path(ASSETS_FOLDER) / folder))
            if (entry.path().extension() == ".toml" || entry.path().extension() == ".po")
                files.push_back(entry.path());
    return files;
}

TEST(FontsTest, HaveEveryCharacterOfEveryShippedText) {
    Fonts fonts;
    const auto check = [&](const std::string& text, const std::string& where) {
        for (const Sign& sign : signs_of(text)) {
            if (clings(sign.shown)) continue;
            for (const Face face : faces)
                EXPECT_TRUE(fonts.of(face, sign.shown))
                    << where << ": U+" << std::hex << static_cast<unsigned>(sign.shown);
        }
    };
    for (const fs::path& file : shipped_words()) check(content_of(file), file);
    for (const Sample& sample : samples) check(sample.text, sample.language);
}

TEST(FontsTest, SetEachScriptInTheFontMadeForIt) {
    Fonts fonts;
    const auto family = [&](Face face, char32_t character) {
        const auto font = fonts.of(face, character);
        return font ? std::string(fonts[*font]->family_name) : "none";
    };
    for (const Face face : faces) {
        EXPECT_EQ(family(face, U'Ж'), face == Face::display ? "Inter Display" : "Inter");
        EXPECT_EQ(family(face, U'ب'), "Noto Sans Arabic");
        EXPECT_EQ(family(face, U'क'), "Noto Sans Devanagari");
        EXPECT_EQ(family(face, U'骨'), "Noto Sans CJK SC");
        EXPECT_EQ(family(face, U'，'), "Noto Sans CJK SC");
    }
}

TEST(FontsTest, SetHeadingsHeavierThanNotesInEveryScript) {
    Fonts fonts;
    for (const char32_t character : {U'a', U'ب', U'क', U'骨'}) {
        const int bold = *fonts.of(Face::display, character);
        const int plain = *fonts.of(Face::plain, character);
        EXPECT_NE(bold, plain);
        EXPECT_TRUE((fonts[bold]->style_flags & FT_STYLE_FLAG_BOLD) != 0);
        EXPECT_TRUE((fonts[plain]->style_flags & FT_STYLE_FLAG_BOLD) == 0);
    }
}

TEST(ShapingTest, JoinsArabicLetters) {
    Shapes shapes;
    const auto joined = shapes.glyphs("ar", "سلع");
    const auto alone = shapes.glyphs("ar", "س ل ع");
    ASSERT_EQ(joined.size(), 3u);
    for (const unsigned glyph : joined) EXPECT_THAT(alone, testing::Not(testing::Contains(glyph)));
}

TEST(ShapingTest, DrawsAHindiVowelBeforeTheLetterItFollows) {
    Shapes shapes;
    const unsigned letter = shapes.glyphs("hi", "क").front();
    const auto syllable = shapes.glyphs("hi", "कि");
    ASSERT_EQ(syllable.size(), 2u);
    EXPECT_EQ(syllable[1], letter);
}

TEST(ShapingTest, MeltsHindiConsonantsIntoOne) {
    Shapes shapes;
    EXPECT_EQ(shapes.glyphs("hi", "क्ष").size(), 1u);
}

TEST(ShapingTest, RunsArabicFromTheRightAndItsNumbersFromTheLeft) {
    Shapes shapes;
    const auto two = shapes.glyphs("ar", "2").front();
    const auto five = shapes.glyphs("ar", "5").front();
    const auto line = shapes.glyphs("ar", "سعر 25 يورو");
    const auto at_two = std::ranges::find(line, two);
    ASSERT_NE(at_two, line.end());
    EXPECT_EQ(*(at_two + 1), five);
    // "يورو", said last, stands at the left end.
    EXPECT_EQ(at_two - line.begin(), 5);
}

TEST(ShapingTest, EndsASentenceWhereItsLanguageDoes) {
    Shapes shapes;
    const unsigned stop = shapes.glyphs("ar", "!").front();
    EXPECT_EQ(shapes.glyphs("ar", "Maria!").front(), stop);
    EXPECT_EQ(shapes.glyphs("en", "Maria!").back(), stop);
}

TEST(ShapingTest, ShowsABoxForWhatNoFontHas) {
    Shapes shapes;
    const unsigned box_glyph = shapes.glyphs("en", "□").front();
    EXPECT_THAT(shapes.glyphs("en", "a\U0010FFFD"), ElementsAre(testing::_, box_glyph));
    EXPECT_THAT(shapes.glyphs("en", std::string("a\0", 2)), ElementsAre(testing::_, box_glyph));
}

TEST(ShapingTest, KeepsTheOrderAroundATextThatWouldTurnIt) {
    Shapes shapes;
    EXPECT_EQ(shapes.glyphs("en", "\u202EMaria\u202C reads it"),
              shapes.glyphs("en", "Maria reads it"));
}

TEST(ShapingTest, MeasuresALineAsWideAsItIsDrawn) {
    Shapes shapes;
    for (const auto& [language, text] : samples)
        for (const Face face : faces) {
            shapes.shaping.speak(language);
            float measured = 0;
            const auto& pieces = shapes.shaping.pieces(face, text).all;
            for (const Piece& piece : pieces) measured += piece.width;
            EXPECT_NEAR(measured, shapes.shaping.line(face, text).width, 1) << text;
            for (const Piece& piece : pieces) {
                const auto words = text.substr(piece.begin, piece.end - piece.begin);
                // A dash alone is no Chinese one.
                if (has_chinese(signs_of(words)) != has_chinese(signs_of(text))) continue;
                // Kerning with a space beyond it is all that a line's end may lose.
                EXPECT_NEAR(piece.width, shapes.shaping.line(face, words).width, 8) << words;
            }
        }
}

TEST(ShapingTest, MeasuresTheSameWhicheverLanguageIsSpoken) {
    Shapes speaking_english;
    Shapes speaking_own;
    for (const auto& [language, text] : samples)
        for (const Face face : faces) {
            speaking_english.shaping.speak("en");
            speaking_own.shaping.speak(language);
            const auto& one = speaking_english.shaping.pieces(face, text).all;
            const auto& other = speaking_own.shaping.pieces(face, text).all;
            ASSERT_EQ(one.size(), other.size());
            for (std::size_t index = 0; index < one.size(); ++index)
                EXPECT_FLOAT_EQ(one[index].width, other[index].width) << text;
        }
}

TEST(ShapingTest, MeasuresChineseWithoutOpeningItsFonts) {
    Fonts fonts;
    Shaping shaping(fonts);
    shaping.pieces(Face::strong, "新鲜的蔬菜水果");
    EXPECT_EQ(fonts.count(), 1);
    shaping.line(Face::strong, "新鲜的蔬菜水果");
    EXPECT_EQ(fonts.count(), 2);
}

TEST_F(TextTest, BreaksChineseBetweenCharactersButBeforeNoComma) {
    EXPECT_THAT(wrapped("新鲜的，蔬菜", 70), ElementsAre("新鲜", "的，蔬", "菜"));
}

TEST_F(TextTest, BreaksNoWordOfArabicOrHindi) {
    EXPECT_THAT(wrapped("نضارة الخضار", 10), ElementsAre("نضارة", "الخضار"));
    EXPECT_THAT(wrapped("ताज़ी सब्ज़ियाँ", 10), ElementsAre("ताज़ी", "सब्ज़ियाँ"));
}

TEST_F(TextTest, BreaksAtASoftHyphenAndShowsItThere) {
    const std::string word = "Lebensmittel\u00ADgeschäft";
    EXPECT_THAT(wrapped(word, no_limit), ElementsAre(word));
    EXPECT_THAT(wrapped(word, 160), ElementsAre("Lebensmittel-", "geschäft"));
    const Style style{Face::strong, 20, 1.2F};
    EXPECT_FLOAT_EQ(text.measure(word, style, no_limit, 1).width,
                    text.measure("Lebensmittelgeschäft", style, no_limit, 1).width);
    // There must be room for the hyphen, too.
    const float tight = text.measure("Lebensmittel", style, no_limit, 1).width + 1;
    EXPECT_FALSE(text.measure(word, style, tight, 9).fits);
}

TEST_F(TextTest, CutsALongWordOnlyWhereAsked) {
    const std::string address = "https://example.com/a-very-long-address-without-end";
    const Style style{Face::strong, 20, 1.2F};
    EXPECT_FALSE(text.wrap("see " + address, style, 120, 99).fits);
    const Block cut = text.wrap("see " + address, style, 120, 99, false, Cut::long_words);
    EXPECT_TRUE(cut.fits);
    EXPECT_LE(cut.width, 120);
    std::string all;
    for (const std::string& line : cut.lines) all += line;
    EXPECT_EQ(all, "see " + address);
}

TEST_F(TextTest, CutsAWordBetweenWhatReadersTakeForLetters) {
    for (const std::string& line : wrapped("किकिकिकिकिकि", 30, Cut::long_words))
        EXPECT_TRUE(line.starts_with("कि")) << line;
}

TEST_F(TextTest, KeepsLinesThatAreAsked) {
    EXPECT_THAT(wrapped("one\ntwo three\n", no_limit), ElementsAre("one", "two three"));
}

TEST_F(TextTest, HoldsItsInkInEveryLanguage) {
    constexpr int side = 900;
    for (const auto& [language, words] : samples)
        for (const Face face : faces)
            for (const float size : {22.F, 64.F}) {
                text.speak(language);
                const Style style{face, size, 1.12F};
                const Block block = text.wrap(words, style, 700, 9);
                ASSERT_TRUE(block.fits) << words;
                const float top = 100;
                const Rect ink = test::drawn(text, side, side, [&](ImDrawList& list) {
                                     text.draw(list, block, 100, block.width, top, Align::left, {});
                                 }).bounds();
                EXPECT_GE(ink.y, top - latin_over * size - 1) << words;
                EXPECT_LE(ink.bottom(), top + block.height() + latin_under * size + 1) << words;
                // A letter's own room on either side is a little less or more than its ink.
                EXPECT_GE(ink.x, 100 - size * 0.1F) << words;
                EXPECT_LE(ink.right(), 100 + block.width + size * 0.1F) << words;
                // A Chinese comma stands at the left of its own square.
                EXPECT_NEAR(ink.w, block.width, size * 0.6F) << words;
            }
}

// At a tight leading, the tallest letters of a line may stand beside the lowest of the one above,
// but no script comes closer than Latin and Cyrillic do.
TEST_F(TextTest, KeepsLinesApart) {
    constexpr int side = 900;
    for (const auto& [language, words] : samples) {
        text.speak(language);
        const Style style{Face::strong, 64, 1.12F};
        const Block block = text.wrap(words, style, 700, 9);
        Block first = block;
        first.lines.resize(1);
        const auto bottom = test::drawn(text, side, side, [&](ImDrawList& list) {
                                text.draw(list, first, 0, side, 200, Align::left, {});
                            }).bounds();
        Block second = block;
        second.lines = {block.lines.at(1)};
        const float next = 200 + block.height() / static_cast<float>(block.lines.size());
        const auto top = test::drawn(text, side, side, [&](ImDrawList& list) {
                             text.draw(list, second, 0, side, next, Align::left, {});
                         }).bounds();
        EXPECT_LE(bottom.bottom(), top.y + 64 * 0.18F) << words;
    }
}

TEST_F(TextTest, AlignsToTheEndToo) {
    const Block block = text.wrap("Hello", {Face::strong, 40, 1.2F}, 400, 1);
    const Rect ink = test::drawn(text, 500, 100, [&](ImDrawList& list) {
                         text.draw(list, block, 50, 400, 20, Align::right, {});
                     }).bounds();
    EXPECT_NEAR(ink.right(), 450, 4);
}

// K10 and K11 of the table of bad input.
TEST_F(TextTest, StaysCalmWhateverIsTyped) {
    std::string flood = "a";
    for (int mark = 0; mark < 10'000; ++mark) flood += "\u0301";
    const std::vector<std::string> texts{flood,
                                         "😀👨‍👩‍👧🇩🇪",
                                         "สวัสดี",
                                         "\u202E\u202E\u202E",
                                         std::string("\0\0", 2),
                                         "\xff\xfe\xc0\x80",
                                         "%n%s##",
                                         "\n\n\n",
                                         "\u2068\u2068\u2068x"};
    for (const std::string& words : texts) {
        const Block block =
            text.wrap(words, {Face::plain, 20, 1.2F}, 300, 99, true, Cut::long_words);
        EXPECT_LE(block.width, 300) << words;
        test::drawn(text, 400, 400, [&](ImDrawList& list) {
            text.draw(list, block, 0, 300, 100, Align::left, {});
        });
    }
}

TEST_F(TextTest, ShowsSomethingForEachSignThatNoFontHas) {
    const Block block =
        text.wrap("\U0010FFF0\U0010FFF1\U0010FFF2", {Face::plain, 20, 1.2F}, 300, 1);
    const Rect ink = test::drawn(text, 400, 100, [&](ImDrawList& list) {
                         text.draw(list, block, 0, 300, 30, Align::left, {});
                     }).bounds();
    EXPECT_GT(ink.w, 30);
}

}  // namespace
}  // namespace earshot::app
