#include "core/words/lexicon.h"

#include <gmock/gmock.h>

#include "core/reasons.h"
#include "tests/core/words/lexicons.h"

namespace earshot::core {
namespace {

class LexiconTest : public testing::Test {
  protected:
    Coded code(const std::string& text, const std::string& locale = "",
               const std::vector<std::string>& languages = {"en", "de", "es", "fr"}) {
        return coder_.code(cutter_.cut(text), locale, languages);
    }
    std::string first(const std::string& text, const std::string& locale = "") {
        const Coded coded = code(text, locale);
        return coded.codes.empty() ? "" : coded.codes.front().id;
    }

    const std::vector<Lexicon>& lexicons_ = test::lexicons();
    Coder coder_{lexicons_};
    Cutter cutter_;
};

TEST_F(LexiconTest, CodesWhatIsSaidInFourLanguages) {
    EXPECT_EQ(first("Only one till open and a long queue"), "queue");
    EXPECT_EQ(first("Strawberries mouldy again"), "produce");
    EXPECT_EQ(first("Die Erdbeeren waren wieder verschimmelt"), "produce");
    EXPECT_EQ(first("Bitte eine zweite Kasse aufmachen"), "queue");
    EXPECT_EQ(first("Las fresas estaban podridas"), "produce");
    EXPECT_EQ(first("Il n'y a jamais assez de places sur le parking"), "access");
}

TEST_F(LexiconTest, APhraseSaysMoreThanItsWords) {
    EXPECT_EQ(first("the price tag was missing"), "offers");
    EXPECT_EQ(first("bread was sold out by five"), "stock");
}

TEST_F(LexiconTest, AWordStandsForItsForms) {
    EXPECT_EQ(first("they were queueing"), "queue");
    EXPECT_EQ(first("zu wenige Parkplätze"), "access");
}

TEST_F(LexiconTest, IsCertainOnlyWhereOneCodeIsClearlyAhead) {
    EXPECT_TRUE(code("far too expensive for pensioners").certain);
    EXPECT_FALSE(code("something about the apples and the bacon").certain);
    EXPECT_FALSE(code("xyzzy plugh").certain);
    EXPECT_TRUE(code("xyzzy plugh").codes.empty());
}

TEST_F(LexiconTest, KnowsTheLanguageByItsSmallWords) {
    EXPECT_EQ(code("die Kasse war schon wieder zu").language, "de");
    EXPECT_EQ(code("there was nobody at the counter").language, "en");
    EXPECT_EQ(code("la señora de la caja es muy amable").language, "es");
    EXPECT_EQ(code("il n'y avait plus de pain ce matin").language, "fr");
}

TEST_F(LexiconTest, GoesByTheFormUnlessTheWordsClearlySpeakAnotherLanguage) {
    EXPECT_EQ(code("Avocado hart", "de").language, "de");
    EXPECT_EQ(code("the queue at the till was much too long", "de").language, "en");
    EXPECT_EQ(code("gut").language, "") << "too short to tell";
}

TEST_F(LexiconTest, AsksOnlyTheShopsLanguages) {
    EXPECT_TRUE(code("las fresas estaban podridas", "en", {"en"}).codes.empty());
}

TEST_F(LexiconTest, CodesANoteThatSwitchesLanguages) {
    EXPECT_EQ(first("customer wants the Fleischtheke back", "en"), "fresh");
}

TEST_F(LexiconTest, PolarityTurnsBehindANegation) {
    EXPECT_GT(code("the staff are very friendly").polarity, 0);
    EXPECT_LT(code("the staff are not very friendly").polarity, 0);
    EXPECT_LT(code("schmutzige Wagen und unfreundlich").polarity, 0);
    EXPECT_EQ(code("asked for the time").polarity, 0);
}

TEST_F(LexiconTest, ChineseIsCutIntoWordsThoughNoListKnowsThem) {
    EXPECT_GT(cutter_.cut("草莓又发霉了").size(), 2u);
    EXPECT_TRUE(code("草莓又发霉了", "zh", {"zh", "en"}).codes.empty());
}

TEST_F(LexiconTest, EveryLanguageHasEveryReasonThatAShopStartsWith) {
    std::ifstream file(ASSETS_FOLDER "/reasons.toml");
    std::ostringstream text;
    text << file.rdbuf();
    std::vector<std::string> reasons;
    const auto book = read_reasons(text.str());
    ASSERT_TRUE(book);
    for (const Reason& reason : *book) reasons.push_back(reason.id);
    for (const Lexicon& lexicon : lexicons_)
        EXPECT_THAT(lexicon.codes(), testing::UnorderedElementsAreArray(reasons))
            << lexicon.language();
}

TEST(Lexicon, TellsWhereItIsWrong) {
    EXPECT_EQ(Lexicon::read("stop = \"a\"").error().message,
              "line 1, column 1: a lexicon says its language");
    const auto wrong = Lexicon::read("language = \"en\"\n[code.queue]\nwodrs = \"line\"\n");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().message,
              "line 3, column 1: a code has words, strong and weak, not \"wodrs\"");
}

}  // namespace
}  // namespace earshot::core
