#include "core/questionnaire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "core/questionnaire_rules.h"
#include "core/reasons.h"
#include "core/text.h"
#include "tests/core/a_questionnaire.h"

namespace earshot::core {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

std::string asset(const std::string& name) {
    std::ifstream file(std::string(ASSETS_FOLDER) + "/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

// "line:column message", warnings with "warning: " before the message.
std::vector<std::string> problems_of(std::string_view toml) {
    std::vector<std::string> lines;
    for (const Problem& problem : read_questionnaire(toml).problems)
        lines.push_back(std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                        (problem.severity == Severity::warning ? "warning: " : "") +
                        problem.message);
    return lines;
}

std::vector<std::string> errors_of(const Questionnaire& questionnaire) {
    std::vector<std::string> messages;
    for (const Problem& problem : check(questionnaire)) {
        EXPECT_EQ(problem.severity, Severity::error);
        messages.push_back(problem.message);
    }
    return messages;
}

std::vector<std::string> warnings_of(const Questionnaire& questionnaire) {
    std::vector<std::string> messages;
    for (const Finding& finding : poor_asking(questionnaire)) messages.push_back(finding.message);
    return messages;
}

constexpr auto a_file = R"(id = "shop"
version = 3
languages = ["en", "de"]

[tickets]
B = 40

[question.B]
kind = "single"
measures = "change"
order = "shuffled"
text = { en = "What one thing?", de = "Was?" }

[[question.B.choice]]
id = "produce"
reason = "produce"
icon = "food-apple"
text = { en = "Fruit", de = "Obst" }
next = [{ question = "trips", weight = 3 }, { question = "B.produce" }]

[[question.B.choice]]
id = "none"
anchored = true
text = { en = "Nothing", de = "Nichts" }

[question."B.produce"]
kind = "multiple"
max = 2
text = { en = "What?", de = "Was?" }
choice = [
    { id = "taste", text = { en = "Taste", de = "Geschmack" } },
    { id = "other", text = { en = "Other", de = "Anderes" }, anchored = true },
]

[question.trips]
kind = "scale"
text = { en = "How many?", de = "Wie viele?" }
choice = [
    { id = "1", text = { en = "1", de = "1" } },
    { id = "2", text = { en = "2", de = "2" } },
]
)";

// `a_file` with one text in it replaced.
std::string with(const std::string& old_text, const std::string& new_text) {
    std::string file = a_file;
    const auto at = file.find(old_text);
    EXPECT_NE(at, std::string::npos) << old_text;
    return file.replace(at, old_text.size(), new_text);
}

TEST(QuestionnaireFile, IsReadWhole) {
    const Reading reading = read_questionnaire(a_file);
    EXPECT_THAT(problems_of(a_file), IsEmpty());
    ASSERT_TRUE(reading.questionnaire);
    const Questionnaire& read = *reading.questionnaire;

    EXPECT_EQ(read.id, "shop");
    EXPECT_EQ(read.version, 3);
    EXPECT_THAT(read.languages, ElementsAre("en", "de"));
    EXPECT_EQ(read.tickets, (std::map<std::string, int>{{"B", 40}}));
    ASSERT_EQ(read.questions.size(), 3u);
    const Question& first = read.questions[0];
    EXPECT_EQ(first.id, "B");
    EXPECT_EQ(first.measures, "change");
    EXPECT_EQ(first.order, ChoiceOrder::shuffled);
    EXPECT_EQ(first.text, (Wording{{"en", "What one thing?"}, {"de", "Was?"}}));
    const Choice produce{"produce",    "produce", {{"en", "Fruit"}, {"de", "Obst"}},
                         "food-apple", false,     {{"trips", 3}, {"B.produce", 1}}};
    EXPECT_EQ(first.choices[0], produce);
    EXPECT_TRUE(first.choices[1].anchored);
    EXPECT_EQ(read.find("B.produce")->kind, QuestionKind::multiple);
    EXPECT_EQ(read.find("B.produce")->max, 2);
    EXPECT_EQ(read.find("trips")->kind, QuestionKind::scale);
    EXPECT_EQ(read.find("trips")->order, ChoiceOrder::fixed);
    EXPECT_EQ(read.find("nothing"), nullptr);
    EXPECT_EQ(first.find("nothing"), nullptr);
}

TEST(QuestionnaireFile, KeepsTheQuestionsInTheOrderOfTheFile) {
    const Reading reading = read_questionnaire(asset("questionnaires/supermarket.toml"));
    ASSERT_TRUE(reading.questionnaire);
    EXPECT_EQ(reading.questionnaire->questions.front().id, "A");
    EXPECT_EQ(reading.questionnaire->questions.back().id, "frequency");
}

TEST(QuestionnaireFile, ThatIsNotTomlSaysWhereItStops) {
    const auto problems = problems_of("id = \"shop\"\nversion = = 3\n");
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_TRUE(problems[0].starts_with("2:11 not TOML: ")) << problems[0];
    EXPECT_FALSE(read_questionnaire("[").questionnaire);
    EXPECT_FALSE(read_questionnaire(std::string("id = \"\xff\"")).questionnaire);
    EXPECT_FALSE(read_questionnaire(std::string(2 << 20, '\n')).questionnaire);
    EXPECT_FALSE(read_questionnaire("a = " + std::string(100'000, '[')).questionnaire);
}

TEST(QuestionnaireFile, ThatIsEmptyLacksEverything) {
    EXPECT_THAT(problems_of(""),
                ElementsAre("0:0 \"id\" is missing", "0:0 \"version\" is missing",
                            "0:0 \"languages\" is missing", "0:0 \"tickets\" is missing",
                            "0:0 \"question\" is missing"));
}

TEST(QuestionnaireFile, EveryProblemIsToldAtOnceByLine) {
    EXPECT_THAT(
        problems_of(R"(id = "a shop"
version = 0
langages = 1
languages = ["en", "de"]

[tickets]
A = -1

[question.A]
kind = "singel"
text = { en = "Why?" }

[[question.A.choice]]
id = "fruit"
text = { en = "Fruit", de = "Obst" }
next = [{ question = "rnk" }]

[[question.A.choice]]
id = "fruit"
anchored = 1
text = { en = "Other", de = "", fr = "Autre" }

[question.rank]
text = "Which?"
order = "fixed"
)"),
        ElementsAre("1:1 the questionnaire's id \"a shop\" is not 1 to 64 of A-Z a-z 0-9 . _ -",
                    "2:1 version must be a number from 1 to 1000000",
                    "3:1 unknown key \"langages\"; did you mean \"languages\"?",
                    "6:2 at least one ticket must be over 0, or nothing is asked",
                    "7:1 ticket \"A\" must be a number from 0 to 1000000",
                    "9:11 question \"A\": a shuffled list needs a way out: an anchored "
                    "choice such as \"Something else\"",
                    "9:11 warning: question \"A\": a first screen needs an honest way to "
                    "say nothing, such as \"Nothing, all good\", anchored",
                    "10:1 unknown kind \"singel\"; did you mean \"single\"?",
                    "11:1 question \"A\": no text in \"de\"",
                    "16:1 question \"A\", choice \"fruit\": next is \"rnk\", which is no "
                    "question; did you mean \"rank\"?",
                    "19:1 question \"A\", choice \"fruit\": this id is taken by another "
                    "choice of the question",
                    "20:1 \"anchored\" must be true or false",
                    "21:24 question \"A\", choice \"fruit\": no text in \"de\"",
                    "21:33 question \"A\", choice \"fruit\": \"fr\" is not among the "
                    "questionnaire's languages",
                    "23:11 question \"rank\": 0 choices; expected 2 to 20",
                    "23:11 warning: question \"rank\": never asked; it has no ticket and no "
                    "next leads here",
                    "24:1 \"text\" must be the words in each language, as { en = \"…\", de "
                    "= \"…\" }"));
}

TEST(QuestionnaireFile, WrongShapesNameTheKeyAndWhatWasExpected) {
    EXPECT_THAT(problems_of(with("version = 3", "version = \"3\"")),
                ElementsAre("2:1 \"version\" must be a whole number"));
    EXPECT_THAT(problems_of(with("version = 3", "version = 9999999999")),
                ElementsAre("2:1 \"version\" must be at most 1000000"));
    EXPECT_THAT(problems_of(with("icon = \"food-apple\"", "icon = 7")),
                ElementsAre("17:1 \"icon\" must be a text in quotes"));
    EXPECT_THAT(problems_of(with("B = 40", "B = 1.5")),
                Contains("6:1 \"B\" must be a whole number"));
    EXPECT_THAT(problems_of(with("[tickets]\nB = 40", "tickets = 40")),
                Contains("5:1 \"tickets\" must be questions and their weights"));
    EXPECT_THAT(problems_of(with("{ question = \"B.produce\" }", "5")),
                Contains(HasSubstr("19:45 \"next\" must be a list such as")));
    EXPECT_THAT(problems_of(with("order = \"shuffled\"", "order = \"random\"")),
                ElementsAre("11:1 unknown order \"random\"; expected one of fixed, flipped, "
                            "shuffled"));
}

TEST(QuestionnaireFile, IsRefusedForAnErrorAndNotForAWarning) {
    EXPECT_TRUE(read_questionnaire(with("en = \"What one thing?\"", "en = \"What problem?\""))
                    .questionnaire);
    EXPECT_FALSE(read_questionnaire(with("en = \"What one thing?\"", "en = \"\"")).questionnaire);
}

TEST(QuestionnaireFile, ATextOfManyProblemsNamesAScreenful) {
    std::string file = a_file;
    for (int i = 0; i < 5000; ++i) file += "key" + std::to_string(i) + " = 1\n";
    EXPECT_EQ(read_questionnaire(file).problems.size(), findings_max);
}

TEST(QuestionnaireRules, ASoundOneHasNoProblem) {
    EXPECT_THAT(errors_of(test::a_questionnaire()), IsEmpty());
}

TEST(QuestionnaireRules, WithoutQuestionsOrWithTooManyIsRefused) {
    Questionnaire none = test::a_questionnaire();
    none.questions.clear();
    EXPECT_THAT(errors_of(none), Contains("there is no question"));

    Questionnaire many = test::a_questionnaire();
    while (many.questions.size() < questions_max)
        many.questions.push_back(test::a_question("q" + std::to_string(many.questions.size())));
    EXPECT_THAT(errors_of(many), IsEmpty());
    while (many.questions.size() < 500)
        many.questions.push_back(test::a_question("q" + std::to_string(many.questions.size())));
    EXPECT_THAT(errors_of(many), ElementsAre("500 questions; at most 200 are taken"));
}

TEST(QuestionnaireRules, ACircleIsToldByItsPath) {
    Questionnaire circle = test::a_questionnaire();
    circle.questions[1].choices[1].next = {{"B", 1}};
    EXPECT_THAT(errors_of(circle),
                ElementsAre("question \"B.price\", choice \"taste\": questions go "
                            "round in a circle: B → B.price → B"));

    Questionnaire itself = test::a_questionnaire();
    itself.questions[0].choices[1].next = {{"B", 1}};
    EXPECT_THAT(errors_of(itself),
                ElementsAre("question \"B\", choice \"taste\": questions go round "
                            "in a circle: B → B"));

    Questionnaire long_one = test::a_questionnaire();
    long_one.questions.push_back(test::a_question("C"));
    long_one.questions[1].choices[0].next = {{"C", 1}};
    long_one.questions[2].choices[0].next = {{"B", 1}};
    EXPECT_THAT(errors_of(long_one), ElementsAre(HasSubstr("in a circle: B → B.price → C → B")));
}

TEST(QuestionnaireRules, APathOfThreeQuestionsIsTold) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.questions.push_back(test::a_question("C"));
    questionnaire.questions[1].choices[0].next = {{"C", 1}};
    EXPECT_THAT(
        errors_of(questionnaire),
        ElementsAre("question \"B.price\", choice \"price\": a shopper is asked two questions "
                    "at most, and this path has three: B → B.price → C"));
}

TEST(QuestionnaireRules, IdsAreTakenOnce) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.questions.push_back(test::a_question("B"));
    questionnaire.questions[0].choices[1].id = "price";
    EXPECT_THAT(
        errors_of(questionnaire),
        ElementsAre("question \"B\", choice \"price\": this id is taken by another choice of "
                    "the question",
                    "question \"B\": this id is taken: each question needs its own"));
}

TEST(QuestionnaireRules, NamesHaveTheirForm) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.questions[0].choices[0].reason = "a b";
    questionnaire.questions[0].choices[1].id = "Käse";
    questionnaire.questions[0].choices[1].icon = "<svg>";
    const auto errors = errors_of(questionnaire);
    EXPECT_THAT(errors, Contains(HasSubstr("the reason \"a b\" is not 1 to 64")));
    EXPECT_THAT(errors, Contains(HasSubstr("the choice's id \"Käse\" is not 1 to 64")));
    EXPECT_THAT(errors, Contains(HasSubstr("the icon \"<svg>\" is not 1 to 64")));
    EXPECT_EQ(errors.size(), 3u);
}

TEST(QuestionnaireRules, LanguagesAreCodesNamedOnce) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.languages = {"en", "en", "English", "e", "en-"};
    const auto errors = errors_of(questionnaire);
    EXPECT_THAT(errors, Contains("\"en\" stands twice in languages"));
    for (const char* wrong : {"English", "e", "en-"})
        EXPECT_THAT(errors,
                    Contains(HasSubstr("\"" + std::string(wrong) + "\" is no language code")));
    questionnaire.languages.clear();
    EXPECT_THAT(errors_of(questionnaire),
                ElementsAre("languages must name at least one, the first being the file's own"));
}

TEST(QuestionnaireRules, WordsFitTheScreenAndAreWords) {
    Questionnaire questionnaire = test::a_questionnaire();
    auto& label = questionnaire.questions[0].choices[0].text["en"];
    label.clear();
    for (std::size_t i = 0; i < choice_text_max; ++i) label += "ä";
    EXPECT_THAT(errors_of(questionnaire), IsEmpty());
    label += "ä";
    EXPECT_THAT(errors_of(questionnaire),
                ElementsAre(HasSubstr("the text in \"en\" has 61 characters; at most 60 fit")));
    for (const char* words : {"", "  ", "?"}) {
        label = words;
        EXPECT_THAT(errors_of(questionnaire), ElementsAre(HasSubstr("no text in \"en\"")));
    }
    for (const char* words : {"a\nb", "a\x7f", "a\u202eb", "a\u2066b"}) {
        label = words;
        EXPECT_THAT(errors_of(questionnaire), ElementsAre(HasSubstr("control characters")));
    }
    label = "%n%s ##id";
    EXPECT_THAT(errors_of(questionnaire), IsEmpty());
}

TEST(QuestionnaireRules, TicketsNameQuestionsAndMayAllRest) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.tickets = {{"B", 1}, {"Price", 1}};
    EXPECT_THAT(errors_of(questionnaire),
                ElementsAre("tickets name \"Price\", which is no question"));
    questionnaire.tickets = {{"B", 0}};
    EXPECT_THAT(errors_of(questionnaire), IsEmpty());
    questionnaire.tickets = {{"B", 1}, {"B.price", 0}};
    EXPECT_THAT(errors_of(questionnaire), IsEmpty());
}

TEST(QuestionnaireRules, MultipleTakesTwoOrMoreAndDoesNotBranch) {
    Questionnaire questionnaire = test::a_questionnaire();
    Question& second = questionnaire.questions[1];
    second.kind = QuestionKind::multiple;
    for (const int max : {-1, 1, 4}) {
        second.max = max;
        EXPECT_THAT(errors_of(questionnaire), ElementsAre(HasSubstr("max must be from 2 to 3")));
    }
    for (const int max : {2, 3}) {
        second.max = max;
        EXPECT_THAT(errors_of(questionnaire), IsEmpty());
    }
    second.kind = QuestionKind::single;
    EXPECT_THAT(errors_of(questionnaire), ElementsAre(HasSubstr("max is only for")));

    Questionnaire branching = test::a_questionnaire();
    branching.questions[0].kind = QuestionKind::multiple;
    branching.questions[0].max = 2;
    EXPECT_THAT(errors_of(branching), ElementsAre(HasSubstr("has no next")));
}

TEST(QuestionnaireRules, AScaleIsNeitherShuffledNorAnchored) {
    Questionnaire questionnaire = test::a_questionnaire();
    Question& scale = questionnaire.questions[0];
    scale.kind = QuestionKind::scale;
    EXPECT_THAT(errors_of(questionnaire), ElementsAre(HasSubstr("a scale cannot be shuffled"),
                                                      HasSubstr("a scale has no anchored choice")));
    scale.order = ChoiceOrder::flipped;
    scale.choices[2].anchored = false;
    EXPECT_THAT(errors_of(questionnaire), IsEmpty());
}

TEST(QuestionnaireRules, MeasuresIsOneOfTheKnown) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.questions[0].measures = "change";
    EXPECT_THAT(errors_of(questionnaire), IsEmpty());
    questionnaire.questions[0].measures = "chnage";
    EXPECT_THAT(errors_of(questionnaire), ElementsAre(HasSubstr("did you mean \"change\"?")));
}

TEST(QuestionnaireRules, WeightsOfNextAreOverZero) {
    Questionnaire questionnaire = test::a_questionnaire();
    for (const int weight : {0, -1, number_max + 1}) {
        questionnaire.questions[0].choices[0].next[0].weight = weight;
        EXPECT_THAT(errors_of(questionnaire), ElementsAre(HasSubstr("the weight of next")));
    }
}

TEST(GoodAsking, StemsAreShortAndLeadNobody) {
    Questionnaire questionnaire = test::a_questionnaire();
    auto& stem = questionnaire.questions[0].text["en"];
    stem = "one two three four five six seven eight nine ten";
    EXPECT_THAT(warnings_of(questionnaire), IsEmpty());
    stem += " eleven";
    EXPECT_THAT(warnings_of(questionnaire),
                ElementsAre(HasSubstr("11 words; shoppers take in 10")));
    for (const char* words :
         {"Do you agree?", "How satisfied are you with our great shop?", "Good, don't you think?",
          "What can we improve?", "Was it excellent?", "Any problem?", "Please rate 10",
          "Price and choice?", "Price or not?"}) {
        stem = words;
        EXPECT_EQ(warnings_of(questionnaire).size(), 1u) << words;
    }
    stem = "Which brand or label and order?";
    EXPECT_EQ(warnings_of(questionnaire).size(), 2u);
    stem = "Which brand of oranges?";
    EXPECT_THAT(warnings_of(questionnaire), IsEmpty());
}

TEST(GoodAsking, ChoicesAreReadAtAGlance) {
    Questionnaire questionnaire = test::a_questionnaire();
    auto& label = questionnaire.questions[0].choices[0].text["en"];
    for (const char* fits : {"a b c d e", "abcdefghijklmnopqrstuvwx", "ääääääääääääääääääääääää"}) {
        label = fits;
        EXPECT_THAT(warnings_of(questionnaire), IsEmpty()) << fits;
    }
    label = "a b c d e f";
    EXPECT_THAT(warnings_of(questionnaire), ElementsAre(HasSubstr("6 words; 5 are read")));
    label = "abcdefghijklmnopqrstuvwxy";
    EXPECT_THAT(warnings_of(questionnaire), ElementsAre(HasSubstr("25 characters; 24 fit")));
}

TEST(GoodAsking, OnlyTheFirstLanguageIsMeasured) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.languages = {"en", "de"};
    for (Question& question : questionnaire.questions) {
        question.text["de"] = "Eins zwei drei vier fünf sechs sieben acht neun zehn elf?";
        for (Choice& choice : question.choices)
            choice.text["de"] = "Donaudampfschifffahrtsgesellschaft";
    }
    EXPECT_THAT(errors_of(questionnaire), IsEmpty());
    EXPECT_THAT(warnings_of(questionnaire), IsEmpty());
}

// `count` shuffled choices of `words` words, then `anchored` ones.
Question a_long_list(const std::string& id, int count, int anchored, const std::string& words) {
    Question question = test::a_question(id);
    question.choices.clear();
    for (int i = 0; i < count + anchored; ++i) {
        question.choices.push_back(test::a_choice(id + std::to_string(i), i >= count));
        question.choices.back().text["en"] = words;
    }
    return question;
}

TEST(GoodAsking, ScreensHoldNoMoreChoicesThanCanBeSeen) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.questions[0] = a_long_list("B", 10, 2, "word");
    questionnaire.questions[0].choices[0].next = {{"B.price", 1}};
    questionnaire.questions[1] = a_long_list("B.price", 7, 1, "word");
    EXPECT_THAT(warnings_of(questionnaire), IsEmpty());

    questionnaire.questions[1] = a_long_list("B.price", 8, 1, "word");
    EXPECT_THAT(warnings_of(questionnaire), ElementsAre(HasSubstr("9 choices; a second screen")));
    questionnaire.questions[1].choices = questionnaire.questions[0].choices;
    EXPECT_THAT(warnings_of(questionnaire), IsEmpty());

    questionnaire.questions[0] = a_long_list("B", 11, 2, "word");
    questionnaire.questions[1] = a_long_list("B.price", 7, 1, "word");
    questionnaire.questions[0].choices[0].next = {{"B.price", 1}};
    EXPECT_THAT(warnings_of(questionnaire), ElementsAre(HasSubstr("11 choices and 2 anchored")));
}

TEST(GoodAsking, ScreensHoldNoMoreWordsThanAreRead) {
    Questionnaire questionnaire = test::a_questionnaire();
    Question& first = questionnaire.questions[0];
    first = a_long_list("B", 8, 2, "a b c d");  // 40 words
    first.choices[0].next = {{"B.price", 1}};
    first.text["en"] = "1 2 3 4 5 6 7 8 9 10";
    EXPECT_THAT(warnings_of(questionnaire), IsEmpty());
    first.choices[0].text["en"] = "a b c d e";
    EXPECT_THAT(warnings_of(questionnaire), ElementsAre(HasSubstr("51 words on the screen")));
}

TEST(GoodAsking, AFirstScreenHasAnHonestNull) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.questions[0].choices[2].id = "other";
    EXPECT_THAT(warnings_of(questionnaire), ElementsAre(HasSubstr("honest way to say nothing")));
}

TEST(GoodAsking, EveryQuestionIsAskedByATicketOrANext) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.questions.push_back(test::a_question("lonely"));
    EXPECT_THAT(warnings_of(questionnaire), ElementsAre(HasSubstr("\"lonely\": never asked")));
}

TEST(Words, AreCountedByWhiteSpaceWithoutLoneSigns) {
    EXPECT_EQ(count_words("Meat, fish or bread"), 4);
    EXPECT_EQ(count_words(" 5 % cheaper - "), 2);
    EXPECT_EQ(count_words(""), 0);
    EXPECT_EQ(count_words("¿Qué?"), 1);
    EXPECT_EQ(count_characters("Käse"), 4u);
}

class SupermarketTest : public testing::Test {
  protected:
    SupermarketTest() : reading_(read_questionnaire(asset("questionnaires/supermarket.toml"))) {}

    const Questionnaire& pack() const { return *reading_.questionnaire; }

    // How much of the weight of a choice's next goes to what `counts` accepts, in eighths.
    template <typename Counts>
    static double eighths(const Choice& choice, Counts counts) {
        double all = 0;
        double counted = 0;
        for (const Next& next : choice.next) {
            all += next.weight;
            if (counts(next.question)) counted += next.weight;
        }
        return 8 * counted / all;
    }

    Reading reading_;
};

TEST_F(SupermarketTest, HasNoProblem) {
    EXPECT_THAT(problems_of(asset("questionnaires/supermarket.toml")), IsEmpty());
    ASSERT_TRUE(reading_.questionnaire);
    EXPECT_THAT(errors_of(pack()), IsEmpty());
}

TEST_F(SupermarketTest, DrawsTheSevenQuestionsAtTheirWeights) {
    EXPECT_EQ(pack().tickets,
              (std::map<std::string, int>{
                  {"A", 20}, {"B", 40}, {"C", 8}, {"D", 10}, {"E", 7}, {"F1", 8}, {"F2", 7}}));
    EXPECT_THAT(pack().languages,
                ElementsAre("en", "de", "es", "fr", "pl", "uk", "tr", "ar", "hi", "zh"));
}

TEST_F(SupermarketTest, AsksTheRankOfAQuarterAndTheFrequencyOfAnEighthOfAAndB) {
    for (const char* id : {"A", "B"})
        for (const Choice& choice : pack().find(id)->choices) {
            const auto is = [](const char* question) {
                return [question](const std::string& next) { return next == question; };
            };
            EXPECT_DOUBLE_EQ(eighths(choice, is("rank")), 2) << id << " " << choice.id;
            EXPECT_DOUBLE_EQ(eighths(choice, is("frequency")), 1) << id << " " << choice.id;
        }
}

TEST_F(SupermarketTest, DrawsThePriceStepsEqually) {
    const Choice& price = *pack().find("A")->find("price");
    std::map<std::string, int> weights;
    for (const Next& next : price.next) weights[next.question] = next.weight;
    EXPECT_EQ(weights["A.price-2"], weights["A.price-5"]);
    EXPECT_EQ(weights["A.price-5"], weights["A.price-10"]);
    EXPECT_EQ(pack().find("A.price-5")->kind, QuestionKind::scale);
}

TEST_F(SupermarketTest, ThanksWhoFoundEverythingAtOnce) {
    EXPECT_THAT(pack().find("C")->find("yes")->next, IsEmpty());
    EXPECT_EQ(pack().find("C")->find("several")->next.size(), 1u);
    EXPECT_THAT(pack().find("D")->find("none")->next, IsEmpty());
    EXPECT_THAT(pack().find("E")->find("none")->next, IsEmpty());
}

TEST_F(SupermarketTest, AsksHalfTheRankAndHalfTheReasonAfterTheVisit) {
    for (const Choice& choice : pack().find("F1")->choices) {
        const bool went_wrong = choice.id == "fair" || choice.id == "poor";
        EXPECT_THAT(choice.next,
                    ElementsAre(Next{went_wrong ? "F1.wrong" : "F1.best", 1}, Next{"rank", 1}));
    }
    EXPECT_EQ(pack().find("F1")->order, ChoiceOrder::flipped);
}

TEST_F(SupermarketTest, EachFirstScreenHasIconsAndEachReasonIsInTheBook) {
    const auto book = read_reasons(asset("reasons.toml"));
    ASSERT_TRUE(book);
    for (const Question& question : pack().questions)
        for (const Choice& choice : question.choices) {
            EXPECT_FALSE(pack().tickets.contains(question.id) && choice.icon.empty())
                << question.id << " " << choice.id;
            if (choice.reason) {
                EXPECT_THAT(*book, Contains(Field(&Reason::id, *choice.reason))) << question.id;
            }
        }
}

TEST_F(SupermarketTest, EveryLabelIsShortInEveryLanguage) {
    for (const Question& question : pack().questions)
        for (const Choice& choice : question.choices)
            for (const auto& [language, words] : choice.text)
                EXPECT_LE(count_characters(words), 28u) << words;
}

}  // namespace
}  // namespace earshot::core
