#include "core/insight/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "core/insight/interval.h"
#include "core/insight/phrases.h"

namespace earshot::core::insight {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

ChoiceShare a_choice(const std::string& id, std::int64_t n, std::int64_t base) {
    ChoiceShare choice{.id = id, .text = "The " + id, .n = n};
    const double share = static_cast<double>(n) / static_cast<double>(base);
    const Interval range = wilson(share, effective_size(base));
    if (base >= 30 && range.high - range.low <= 0.30) {
        choice.share = share;
        choice.low = range.low;
        choice.high = range.high;
    }
    return choice;
}

QuestionReport a_question(std::int64_t price, std::int64_t queue) {
    const std::int64_t base = price + queue;
    return {.id = "B",
            .text = "One thing?",
            .measures = "change",
            .base = base,
            .choices = {a_choice("price", price, base), a_choice("queue", queue, base)}};
}

std::vector<std::string> said_of(const QuestionReport& question, const Background& background = {},
                                 const std::string& language = "en") {
    return sentences({question}, {{"B", background}}, language);
}

TEST(SentencesTest, TellsNoShareBelowThirty) {
    EXPECT_THAT(said_of(a_question(3, 6)),
                ElementsAre("So far 9 answered “One thing?”: too few to tell."));
    EXPECT_THAT(
        said_of(a_question(15, 7)),
        ElementsAre("15 of 22 who answered “One thing?” said “The price”: too few to tell."));
}

TEST(SentencesTest, CallsWhatItTellsBelowSixtyEarly) {
    EXPECT_THAT(said_of(a_question(50, 9)),
                ElementsAre("Early: about 4 in 5 who answered “One thing?” said “The price” (range "
                            "73–92 %, 59 answers)."));
}

TEST(SentencesTest, SpeaksOfAllShoppersOnlyWithTheCautiousRange) {
    const auto said = said_of(a_question(100, 300));
    ASSERT_EQ(said.size(), 2u);
    EXPECT_EQ(
        said[0],
        "About 3 in 4 who answered “One thing?” said “The queue”: 75 %, give or take, between "
        "70 and 79 % (400 answers).");
    EXPECT_EQ(said[1],
              "Of all shoppers, the silent ones too, it may be anything from 61 to 85 % for “The "
              "queue”, judging by 400 answers.");
    const Interval range = wilson(0.75, effective_size(400));
    const Interval all = cautious(range, 1.5);
    EXPECT_EQ(percent(all.low), 61);
    EXPECT_EQ(percent(all.high), 85);
}

TEST(SentencesTest, SaysHowManyAnswered) {
    QuestionReport question = a_question(100, 114);
    question.asked = 1830;
    question.response_rate = 214.0 / 1830;
    EXPECT_THAT(said_of(question), Contains("214 of 1830 who were asked answered (12 %)."));
}

TEST(SentencesTest, SaysWhatRoseAndThatOthersGaveWay) {
    QuestionReport question = a_question(68, 332);
    question.choices[0].changed = "up";
    question.choices[0].change = 0.11;
    question.choices[1].changed = "down";
    question.choices[1].change = -0.11;
    const auto said = said_of(question, {.effective = 360, .base_before = 300});
    EXPECT_THAT(said,
                Contains("Up: “The price” from 6 % to 17 % since the period before (300 answers "
                         "then, 400 now). A change this size would rarely be chance."));
    EXPECT_THAT(said, Contains(HasSubstr("Others fell because “The price” rose")));
    EXPECT_THAT(said, testing::Not(Contains(HasSubstr("Down"))));
}

TEST(SentencesTest, SaysWhatSizeOfMoveWouldHaveShown) {
    QuestionReport question = a_question(68, 332);
    for (ChoiceShare& choice : question.choices) choice.changed = "no", choice.change = 0.01;
    EXPECT_THAT(said_of(question, {.effective = 400, .base_before = 440}),
                Contains("No clear change since the period before. With 400 answers we could see a "
                         "move from 10 to 17 %, not a smaller one."));
    for (ChoiceShare& choice : question.choices) choice.changed = "unknown";
    EXPECT_THAT(
        said_of(question, {.effective = 400, .base_before = 12}),
        Contains("Can’t tell yet what changed: 400 answers, and 12 in the period before; it "
                 "takes 60 in each."));
}

TEST(SentencesTest, SaysThatSharesWerePutRight) {
    EXPECT_THAT(said_of(a_question(100, 300), {.weighted = true}),
                Contains(HasSubstr("put right for when and at which till")));
}

// In every language, over many numbers: what each sentence must not lack or say.
TEST(SentencesTest, HoldTheirRulesInEveryLanguage) {
    for (const std::string_view language : languages)
        for (const std::int64_t base : {12, 45, 80, 150, 900, 5000})
            for (const std::int64_t tenth : {1, 3, 9}) {
                QuestionReport question = a_question(base * tenth / 10, base - base * tenth / 10);
                question.asked = base * 7;
                question.response_rate = 1.0 / 7;
                question.choices[0].changed = "up";
                question.choices[0].change = 0.04;
                question.choices[1].changed = "no";
                const Background background{
                    .effective = double(base) / 1.1, .weighted = true, .base_before = base};
                for (const std::string& said :
                     said_of(question, background, std::string(language))) {
                    SCOPED_TRACE(said);
                    EXPECT_FALSE(std::regex_search(said, std::regex("[0-9][.,][0-9]")));
                    EXPECT_FALSE(std::regex_search(
                        said, std::regex("signif|statisti|confiden", std::regex::icase)));
                    EXPECT_EQ(said.find('{'), std::string::npos);
                    // A share never stands without how many answers it is of.
                    if (said.find('%') != std::string::npos) {
                        EXPECT_THAT(said, HasSubstr(std::to_string(base)));
                    }
                }
            }
}

// The one sentence on all shoppers carries the wide range, in every language.
TEST(SentencesTest, NeverGivesThePlainRangeForAllShoppers) {
    const Interval plain = wilson(0.75, effective_size(400));
    const Interval wide = cautious(plain, 1.5);
    for (const std::string_view language : languages) {
        const auto said = said_of(a_question(100, 300), {}, std::string(language));
        ASSERT_EQ(said.size(), 2u);
        EXPECT_THAT(said[1], HasSubstr(std::to_string(percent(wide.low))));
        EXPECT_THAT(said[1], HasSubstr(std::to_string(percent(wide.high))));
        EXPECT_THAT(said[1], testing::Not(HasSubstr(std::to_string(percent(plain.low)))));
        EXPECT_THAT(said[1], testing::Not(HasSubstr(std::to_string(percent(plain.high)))));
    }
}

TEST(SpokenShareTest, IsAsFineAsTheAnswersAllow) {
    EXPECT_EQ(spoken_share(0.21, 59), "about 1 in 5");
    EXPECT_EQ(spoken_share(0.21, 60), "20 %");
    EXPECT_EQ(spoken_share(0.21, 219), "20 %");
    EXPECT_EQ(spoken_share(0.21, 221), "21 %");
}

TEST(SoManyInTest, CountsAsPeopleDo) {
    EXPECT_EQ(so_many_in(0.19), std::pair(1, 5));
    EXPECT_EQ(so_many_in(0.5), std::pair(1, 2));
    EXPECT_EQ(so_many_in(0.66), std::pair(2, 3));
    EXPECT_EQ(so_many_in(0.75), std::pair(3, 4));
    EXPECT_EQ(so_many_in(0.97), std::pair(9, 10));
    EXPECT_EQ(so_many_in(1), std::pair(1, 1));
    EXPECT_EQ(so_many_in(0.03), std::pair(1, 33));
}

}  // namespace
}  // namespace earshot::core::insight
