#include "core/asking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "tests/core/a_questionnaire.h"
#include "tests/core/chance.h"
#include "tests/support/size.h"

namespace earshot::core {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using Ids = std::vector<std::string>;

std::chrono::local_time<milliseconds> at(std::chrono::year_month_day day, std::chrono::hours hour) {
    return std::chrono::local_days{day} + hour;
}

const auto a_monday = std::chrono::year_month_day{std::chrono::year{2026} / 11 / 23};
const auto morning = at(a_monday, 9h);

Asking asking_of(const Questionnaire& questionnaire, std::uint64_t seed = 1) {
    Asking asking("device", test::chance(seed));
    asking.use(questionnaire);
    return asking;
}

// The weights of the supermarket, each question alone.
Questionnaire seven_questions() {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.tickets = {{"A", 20}, {"B", 40}, {"C", 8}, {"D", 10},
                             {"E", 7},  {"F1", 8}, {"F2", 7}};
    questionnaire.questions.clear();
    for (const auto& [id, weight] : questionnaire.tickets)
        questionnaire.questions.push_back(test::a_question(id));
    return questionnaire;
}

Questionnaire one_question(ChoiceOrder order) {
    Questionnaire questionnaire = test::a_questionnaire();
    Question& question = questionnaire.questions[0];
    question.order = order;
    question.choices.clear();
    question.choices.push_back(test::a_choice("first-anchored", true));
    for (const char* id : {"a", "b", "c", "d", "e"}) question.choices.push_back(test::a_choice(id));
    question.choices.push_back(test::a_choice("last-anchored", true));
    return questionnaire;
}

TEST(Asking, EachPartOfTheDayHasTheWeightsWithinThreePointsAt400Interviews) {
    for (const auto hour : {8h, 11h, 14h, 17h}) {
        auto asking = asking_of(seven_questions(), test::seed());
        std::map<std::string, int> drawn;
        for (int i = 0; i < 400; ++i) ++drawn[asking.draw(at(a_monday, hour)).first.question.id];
        for (const auto& [id, weight] : seven_questions().tickets)
            EXPECT_NEAR(drawn[id] / 4.0, weight, 3.0) << id;
    }
}

TEST(Asking, PartsOfTheDayHaveBagsOfTheirOwn) {
    auto asking = asking_of(seven_questions());
    std::map<int, std::map<std::string, int>> drawn;
    // Twenty of each part of the day, by turns: one bag each.
    for (int i = 0; i < 20; ++i)
        for (const int hour : {8, 11, 14, 17})
            ++drawn[hour][asking.draw(at(a_monday, std::chrono::hours{hour})).first.question.id];
    for (auto& [hour, counts] : drawn) {
        EXPECT_EQ(counts["A"], 4) << hour;
        EXPECT_EQ(counts["B"], 8) << hour;
        EXPECT_EQ(counts["D"], 2) << hour;
    }
}

TEST(Asking, EarlyAndLateHoursJoinTheNearestPartOfTheDay) {
    auto asking = asking_of(seven_questions());
    std::map<std::string, int> morning_bag;
    std::map<std::string, int> evening_bag;
    for (int i = 0; i < 4; ++i) {
        for (const auto hour : {0h, 5h, 7h, 8h, 10h})
            ++morning_bag[asking.draw(at(a_monday, hour)).first.question.id];
        for (const auto hour : {17h, 19h, 20h, 21h, 23h})
            ++evening_bag[asking.draw(at(a_monday, hour)).first.question.id];
    }
    EXPECT_EQ(morning_bag["B"], 8);
    EXPECT_EQ(evening_bag["B"], 8);
}

TEST(Asking, WeightsHoldExactlyOverManyBags) {
    auto asking = asking_of(seven_questions(), test::seed());
    const int bags = test::sized("bags", 2000, 20000);
    std::map<std::string, int> drawn;
    for (int i = 0; i < bags * 20; ++i) ++drawn[asking.draw(morning).first.question.id];
    for (const auto& [id, weight] : seven_questions().tickets)
        EXPECT_NEAR(100.0 * drawn[id] / (bags * 20), weight, 0.3) << id;
}

TEST(Asking, ATicketOfZeroIsNeverDrawn) {
    Questionnaire questionnaire = seven_questions();
    questionnaire.tickets = {{"A", 0}, {"B", 1}, {"C", 0}};
    auto asking = asking_of(questionnaire);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(asking.draw(morning).first.question.id, "B");
}

TEST(Asking, AnotherQuestionnaireThrowsOpenBagsAway) {
    auto asking = asking_of(seven_questions());
    asking.draw(morning);
    Questionnaire other = seven_questions();
    other.version = 2;
    other.tickets = {{"C", 1}};
    asking.use(other);

    const Plan plan = asking.draw(morning);
    EXPECT_EQ(plan.first.question.id, "C");
    EXPECT_EQ(plan.version, 2);
    EXPECT_EQ(plan.questionnaire, "shop");
}

TEST(Asking, TheSameQuestionnaireKeepsOpenBags) {
    auto asking = asking_of(seven_questions());
    std::map<std::string, int> drawn;
    for (int i = 0; i < 20; ++i) {
        asking.use(seven_questions());
        ++drawn[asking.draw(morning).first.question.id];
    }
    EXPECT_EQ(drawn["B"], 8);
}

TEST(Asking, AnchoredChoicesStandLastAsInTheFile) {
    auto asking = asking_of(one_question(ChoiceOrder::shuffled));
    for (int i = 0; i < 100; ++i) {
        const Plan plan = asking.draw(morning);
        ASSERT_EQ(plan.first.shown.size(), 7u);
        EXPECT_EQ(plan.first.shown[5], "first-anchored");
        EXPECT_EQ(plan.first.shown[6], "last-anchored");
    }
}

TEST(Asking, EveryChoiceIsAsOftenInEachPlace) {
    auto asking = asking_of(one_question(ChoiceOrder::shuffled), test::seed());
    const int draws = test::sized("draws", 20000, 200000);
    std::map<std::pair<std::string, std::size_t>, int> seen;
    for (int i = 0; i < draws; ++i) {
        const Plan plan = asking.draw(morning);
        for (std::size_t place = 0; place < 5; ++place) ++seen[{plan.first.shown[place], place}];
    }
    double chi_squared = 0;
    const double expected = draws / 5.0;
    for (const auto& [cell, n] : seen) chi_squared += (n - expected) * (n - expected) / expected;
    EXPECT_EQ(seen.size(), 25u);
    // 16 degrees of freedom; beyond this once in 100,000.
    EXPECT_LT(chi_squared, 52.2);
}

TEST(Asking, FixedOrderIsThatOfTheFile) {
    auto asking = asking_of(one_question(ChoiceOrder::fixed));
    EXPECT_THAT(asking.draw(morning).first.shown,
                ElementsAre("first-anchored", "a", "b", "c", "d", "e", "last-anchored"));
}

TEST(Asking, FlippedRunsOneWayAllWeekFromMonday) {
    auto asking = asking_of(one_question(ChoiceOrder::flipped));
    const auto monday = std::chrono::local_days{a_monday};
    int flipped_weeks = 0;
    for (int week = 0; week < 400; ++week) {
        const auto start = monday + std::chrono::days{7 * week};
        const Ids shown = asking.draw(start + 0ms).first.shown;
        const bool flipped = shown.front() == "e";
        EXPECT_EQ(shown, flipped
                             ? (Ids{"e", "d", "c", "b", "a", "first-anchored", "last-anchored"})
                             : (Ids{"a", "b", "c", "d", "e", "first-anchored", "last-anchored"}));
        EXPECT_EQ(asking.draw(start + 7 * 24h - 1ms).first.shown, shown);
        flipped_weeks += flipped ? 1 : 0;
    }
    EXPECT_NEAR(flipped_weeks, 200, 50);
}

TEST(Asking, FlippedDiffersFromDeviceToDevice) {
    int flipped_devices = 0;
    for (int device = 0; device < 400; ++device) {
        Asking asking("device-" + std::to_string(device), test::chance(1));
        asking.use(one_question(ChoiceOrder::flipped));
        flipped_devices += asking.draw(morning).first.shown.front() == "e" ? 1 : 0;
    }
    EXPECT_NEAR(flipped_devices, 200, 50);
}

TEST(Asking, TheSecondQuestionIsDrawnByWeightForEachChoiceThatHasOne) {
    Questionnaire questionnaire = test::a_questionnaire();
    questionnaire.questions.push_back(test::a_question("rank"));
    questionnaire.questions.push_back(test::a_question("frequency"));
    questionnaire.questions[0].choices[0].next = {{"B.price", 5}, {"rank", 2}, {"frequency", 1}};
    questionnaire.questions[0].choices[1].next = {{"rank", 1}};
    auto asking = asking_of(questionnaire, test::seed());

    const int draws = 8000;
    std::map<std::string, int> seconds;
    for (int i = 0; i < draws; ++i) {
        const Plan plan = asking.draw(morning);
        ASSERT_EQ(plan.second.size(), 2u);
        EXPECT_EQ(plan.second.at("taste").question.id, "rank");
        EXPECT_EQ(plan.second.at("price").shown.size(), 3u);
        ++seconds[plan.second.at("price").question.id];
    }
    EXPECT_NEAR(seconds["B.price"], 5000, 220);
    EXPECT_NEAR(seconds["rank"], 2000, 200);
    EXPECT_NEAR(seconds["frequency"], 1000, 150);
}

TEST(Asking, TheSameChanceDrawsTheSamePlans) {
    auto one = asking_of(seven_questions(), 7);
    auto two = asking_of(seven_questions(), 7);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(one.draw(morning), two.draw(morning));
}

}  // namespace
}  // namespace earshot::core
