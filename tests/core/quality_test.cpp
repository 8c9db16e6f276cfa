#include "core/quality.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace earshot::core {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Flags = std::vector<std::string>;

// Answers that took so many milliseconds; -1 was shown and left.
Response a_response(std::vector<int> took) {
    Response response;
    response.locale = "en";
    for (const int ms : took) {
        Answer& answer = response.answers.emplace_back();
        answer.question = "q";
        if (ms >= 0) answer.choices = {"price"};
        answer.took_ms = std::max(ms, 0);
    }
    return response;
}

Question a_stem(const std::string& words) {
    Question question;
    question.id = "q";
    question.text = {{"en", words}, {"de", "Was?"}};
    return question;
}

Flags flags(const Response& response, const Strikes& strikes = {},
            const std::string& stem = "Why here?") {
    return flags_of(response, a_stem(stem), strikes);
}

Strikes taps(std::vector<int> at, bool dead = false, int pointers = 1) {
    Strikes strikes;
    for (const int ms : at) strikes.push_back({milliseconds{ms}, dead, pointers});
    return strikes;
}

TEST(Quality, Q1IsAnAnswerThatNobodyCanHaveRead) {
    EXPECT_THAT(flags(a_response({599}), {}, "Why?"), ElementsAre("Q1"));
    EXPECT_THAT(flags(a_response({600}), {}, "Why?"), IsEmpty());
    EXPECT_THAT(flags(a_response({5000, 349})), ElementsAre("Q1"));
    EXPECT_THAT(flags(a_response({5000, 350})), IsEmpty());
}

TEST(Quality, Q2IsBothAnswersTooFast) {
    EXPECT_THAT(flags(a_response({1199, 799})), ElementsAre("Q2"));
    EXPECT_THAT(flags(a_response({1200, 799})), IsEmpty());
    EXPECT_THAT(flags(a_response({1199, 800})), IsEmpty());
    EXPECT_THAT(flags(a_response({1199})), IsEmpty());
}

TEST(Quality, Q3IsFasterThanTheStemCanBeRead) {
    EXPECT_THAT(flags(a_response({1499}), {}, "What would you change here?"), ElementsAre("Q3"));
    EXPECT_THAT(flags(a_response({1500}), {}, "What would you change here?"), IsEmpty());
}

TEST(Quality, Q3AsksForNoMoreThanItsCap) {
    const auto* ten_words = "one two three four five six seven eight nine ten";
    EXPECT_THAT(flags(a_response({2399}), {}, ten_words), ElementsAre("Q3"));
    EXPECT_THAT(flags(a_response({2400}), {}, ten_words), IsEmpty());
}

TEST(Quality, Q3CountsTheWordsOfTheLanguageShown) {
    Response response = a_response({1000});
    response.locale = "de";
    EXPECT_THAT(flags(response, {}, "What would you change here?"), IsEmpty());
}

TEST(Quality, Q4IsTwoDeadTouchesWithTwoFingersOrInHaste) {
    EXPECT_THAT(flags(a_response({5000}), taps({0, 2000}, true, 2)), ElementsAre("Q4"));
    EXPECT_THAT(flags(a_response({5000}), taps({0, 2000}, true, 1)), IsEmpty());
    EXPECT_THAT(flags(a_response({5000}), taps({0}, true, 2)), IsEmpty());
    EXPECT_THAT(flags(a_response({1199}), taps({0, 600}, true)), ElementsAre("Q4"));
    EXPECT_THAT(flags(a_response({1200}), taps({0, 600}, true)), IsEmpty());
    EXPECT_THAT(flags(a_response({-1}), taps({0, 600}, true)), IsEmpty());
}

TEST(Quality, Q4IsFiveTouchesInASecondAndAHalf) {
    EXPECT_THAT(flags(a_response({9000}), taps({100, 3000, 3400, 3800, 4200, 4500})),
                ElementsAre("Q4"));
    EXPECT_THAT(flags(a_response({9000}), taps({100, 3000, 3400, 3800, 4200, 4501})), IsEmpty());
    EXPECT_THAT(flags(a_response({9000}), taps({0, 10, 20, 30})), IsEmpty());
}

TEST(Quality, Q4IsAHastySecondAnswerWithAHandBesideWhereTheFirstIsAlwaysThere) {
    Response response = a_response({90'000, 799});
    response.armed = Armed::always;
    EXPECT_THAT(flags(response, taps({0}, true)), ElementsAre("Q4"));
    EXPECT_THAT(flags(response, taps({0}, false, 2)), ElementsAre("Q4"));
    EXPECT_THAT(flags(response, taps({0, 700})), IsEmpty());
    response.answers[1].took_ms = 800;
    EXPECT_THAT(flags(response, taps({0}, true, 2)), IsEmpty());
    response.answers[1].took_ms = 799;
    response.armed = Armed::transaction;
    EXPECT_THAT(flags(response, taps({0}, true, 2)), IsEmpty());
}

TEST(Quality, Q6IsAnAnswerWhereNobodyWas) {
    const auto where = [](Around::Lane lane) {
        return flags_of(a_response({5000}), a_stem("Why?"), {}, {lane, false, false});
    };
    EXPECT_THAT(where(Around::Lane::unknown), IsEmpty());
    EXPECT_THAT(where(Around::Lane::busy), IsEmpty());
    EXPECT_THAT(where(Around::Lane::empty), ElementsAre("Q6"));
    EXPECT_THAT(where(Around::Lane::certainly_empty), ElementsAre("Q6+"));
    EXPECT_FALSE(sets_aside({"Q6"}));
    EXPECT_TRUE(sets_aside({"Q6+"}));
}

TEST(Quality, Q10AndQ11AreStaffAndSecondAnswers) {
    EXPECT_THAT(flags_of(a_response({5000}), a_stem("Why?"), {}, {{}, true, true}),
                ElementsAre("Q10", "Q11"));
}

TEST(Quality, Q8IsASecondQuestionLeftToItself) {
    Response response = a_response({5000, -1});
    response.ended = Ended::abandoned;
    EXPECT_THAT(flags(response), ElementsAre("Q8"));
    response.ended = Ended::skipped;
    EXPECT_THAT(flags(response), IsEmpty());

    Response first_left = a_response({-1});
    first_left.ended = Ended::abandoned;
    EXPECT_THAT(flags(first_left), IsEmpty());
}

TEST(Quality, FlagsStandInOrder) {
    EXPECT_THAT(flags(a_response({100, 100}), taps({0, 10, 20, 30, 40})),
                ElementsAre("Q1", "Q2", "Q3", "Q4"));
}

TEST(Quality, TouchesAreSummedUp) {
    Strikes strikes = taps({0, 10});
    strikes.push_back({milliseconds{20}, true, 3});
    EXPECT_EQ(summed_up(strikes), (Touches{3, 1, 3}));
    EXPECT_EQ(summed_up({}), (Touches{0, 0, 0}));
}

TEST(Quality, OnlyHardFlagsSetAside) {
    for (const char* flag : {"Q1", "Q2", "Q4", "Q5+", "Q6+", "Q9", "Q10", "Q11"})
        EXPECT_TRUE(sets_aside({"Q3", flag})) << flag;
    for (const char* flag : {"Q3", "Q5", "Q6", "Q7", "Q8", "Q12", "q1", ""})
        EXPECT_FALSE(sets_aside({flag})) << flag;
    EXPECT_FALSE(sets_aside({}));
}

}  // namespace
}  // namespace earshot::core
