#include "core/insight/report.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/insight/interval.h"

namespace earshot::core::insight {
namespace {

const Instant monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 16}};

Question a_question(const std::string& id, const std::vector<std::string>& choices) {
    Question question{.id = id, .measures = "change", .text = {{"en", "One thing?"}}};
    for (const std::string& choice : choices)
        question.choices.push_back({.id = choice, .text = {{"en", "The " + choice}}});
    return question;
}

struct Shop {
    Counts counts;

    // `n` answers of one choice, and the base with them.
    Shop& answered(const std::string& choice, std::int64_t n, const std::string& till = "1",
                   Instant hour = monday, bool set_aside = false) {
        counts.tallies.push_back({"shop", till, hour, "B", choice, "", set_aside, n});
        counts.tallies.push_back({"shop", till, hour, "B", "", "", set_aside, n});
        return *this;
    }
    Shop& heard(const std::string& reason, Tone tone, std::int64_t n) {
        counts.heard.push_back({"shop", "1", monday, reason, tone, n});
        return *this;
    }
    Report report(Query query = {}, const Counts& before = {}) const {
        return make_report(
            query, {a_question("B", {"price", "queue"})},
            {{.id = "price", .text = {{"en", "Prices"}}}}, counts, before,
            [by = query.by](const auto& /*shop*/, const auto& till, Instant at) {
                const auto hours = std::chrono::duration_cast<std::chrono::hours>(at - monday);
                const std::string day = "2026-11-" + std::to_string(16 + hours.count() / 24);
                if (by == By::day) return day;
                return by == By::hour ? day + "T" + std::to_string(hours.count() % 24) : till;
            });
    }
};

// The counts of a choice in each of the groups, "-" where it does not show.
std::string shown(const Report& report, std::size_t choice) {
    std::string all;
    for (const Group& group : report.groups) {
        const auto& n = group.questions[0].choices[choice].n;
        all += (all.empty() ? "" : " ") + (n ? std::to_string(*n) : "-");
    }
    return all;
}

TEST(ReportTest, CountsEveryChoiceInTheQuestionnairesOrder) {
    const Report report = Shop{}.answered("queue", 3).answered("queue", 1, "2").report();
    ASSERT_EQ(report.questions.size(), 1u);
    const QuestionReport& question = report.questions.front();
    EXPECT_EQ(question.base, 4);
    ASSERT_EQ(question.choices.size(), 2u);
    EXPECT_EQ(question.choices[0].id, "price");
    EXPECT_EQ(question.choices[0].n, 0);
    EXPECT_EQ(question.choices[1].text, "The queue");
    EXPECT_EQ(question.choices[1].n, 4);
}

TEST(ReportTest, LeavesOutWhatIsSetAsideUnlessAskedForAndAlwaysSaysHowMany) {
    const Shop shop = Shop{}.answered("price", 10).answered("price", 2, "1", monday, true);
    EXPECT_EQ(shop.report().questions[0].base, 10);
    EXPECT_EQ(shop.report().questions[0].set_aside, 2);
    EXPECT_EQ(shop.report().flagged, 2);
    EXPECT_EQ(shop.report({.include_flagged = true}).questions[0].base, 12);
    EXPECT_EQ(shop.report({.include_flagged = true}).questions[0].choices[0].n, 12);
}

TEST(ReportTest, GivesNoShareBelowThirtyAnswers) {
    const auto choice = [](std::int64_t others) {
        return Shop{}
            .answered("price", 20)
            .answered("queue", others)
            .report()
            .questions[0]
            .choices[1];
    };
    EXPECT_FALSE(choice(9).share);
    EXPECT_FALSE(choice(9).low);
    EXPECT_EQ(choice(9).n, 9);
}

TEST(ReportTest, GivesNoShareWhoseRangeIsWiderThanThirtyPoints) {
    const Report report = Shop{}.answered("price", 15).answered("queue", 15).report();
    EXPECT_FALSE(report.questions[0].choices[0].share);
}

TEST(ReportTest, GivesTheShareWithItsInterval) {
    const Report report = Shop{}.answered("price", 100).answered("queue", 300).report();
    const ChoiceShare& price = report.questions[0].choices[0];
    const Interval interval = wilson(0.25, 400 / 1.1);
    EXPECT_DOUBLE_EQ(*price.share, 0.25);
    EXPECT_DOUBLE_EQ(*price.low, interval.low);
    EXPECT_DOUBLE_EQ(*price.high, interval.high);
}

TEST(ReportTest, KeepsWhatWasHeardApartFromAnswers) {
    const Report report = Shop{}
                              .answered("price", 1)
                              .heard("price", Tone::trouble, 4)
                              .heard("price", Tone::praise, 1)
                              .report();
    EXPECT_EQ(report.questions[0].choices[0].n, 1);
    ASSERT_EQ(report.heard.size(), 1u);
    EXPECT_EQ(report.heard[0].text, "Prices");
    EXPECT_EQ(report.heard[0].n, 5);
    EXPECT_EQ(report.heard[0].tones.trouble, 4);
    EXPECT_EQ(report.heard[0].tones.idea, 0);
    EXPECT_TRUE(Shop{}.heard("price", Tone::idea, 1).report({.heard = false}).heard.empty());
    EXPECT_TRUE(Shop{}.answered("price", 1).report({.kiosk = false}).questions.empty());
}

TEST(ReportTest, ShowsNothingSmallInASplit) {
    const Report report = Shop{}.answered("price", 2).answered("queue", 9).report({.split = true});
    EXPECT_EQ(report.questions[0].base, 11);
    EXPECT_FALSE(report.questions[0].choices[0].n);
    // The other follows by subtraction from the base otherwise.
    EXPECT_FALSE(report.questions[0].choices[1].n);
    EXPECT_TRUE(Shop{}.answered("price", 2).report().questions[0].choices[0].n);
}

TEST(ReportTest, HidesAGroupThatIsTheRestOfTheOthers) {
    const Report report = Shop{}
                              .answered("price", 3, "1")
                              .answered("price", 20, "2")
                              .answered("price", 30, "3")
                              .report({.by = By::till});
    ASSERT_EQ(report.groups.size(), 3u);
    EXPECT_EQ(report.questions[0].base, 53);
    EXPECT_FALSE(report.groups[0].questions[0].base);
    EXPECT_FALSE(report.groups[1].questions[0].base);
    EXPECT_FALSE(report.groups[1].questions[0].choices[0].n);
    EXPECT_EQ(report.groups[2].questions[0].base, 30);
}

TEST(ReportTest, HidesWhatOneTillHeardWhereTheOthersWouldGiveItAway) {
    Shop shop;
    for (const auto& [till, n] : {std::pair{"1", 7}, {"2", 2}, {"3", 9}})
        shop.counts.heard.push_back({"shop", till, monday, "price", Tone::trouble, n});
    const Report report = shop.report({.by = By::till});
    EXPECT_EQ(report.heard.front().n, 18);
    EXPECT_FALSE(report.groups[0].heard.front().n);
    EXPECT_FALSE(report.groups[1].heard.front().n);
    EXPECT_EQ(report.groups[2].heard.front().n, 9);
}

TEST(ReportTest, HidesWhatWasSetAsideAlike) {
    const Report report = Shop{}
                              .answered("price", 1, "1", monday, true)
                              .answered("price", 6, "2", monday, true)
                              .report({.by = By::till});
    EXPECT_EQ(report.questions[0].set_aside, 7);
    EXPECT_FALSE(report.groups[0].questions[0].set_aside);
    EXPECT_FALSE(report.groups[1].questions[0].set_aside);
}

TEST(ReportTest, HidesATillThatWouldTellItsNeighbour) {
    const Shop shop = Shop{}.answered("price", 8, "1").answered("price", 2, "2");
    const auto base = [&](const std::string& till) {
        return shop.report({.till = till, .split = true}).questions[0].base;
    };
    EXPECT_EQ(shop.report().questions[0].base, 10);
    EXPECT_FALSE(base("1"));
    EXPECT_FALSE(base("2"));
    EXPECT_FALSE(base("3"));
    EXPECT_EQ(Shop{}
                  .answered("price", 8, "1")
                  .answered("price", 9, "2")
                  .report({.till = "2", .split = true})
                  .questions[0]
                  .base,
              9);
}

TEST(ReportTest, AnHourShowsAChoiceWhereItsWholeDayDoes) {
    Shop shop;
    // A day of which one hour is small, and one of which none is.
    for (const auto& [hour, price, queue] :
         {std::tuple{10, 8, 7}, {11, 9, 2}, {12, 7, 9}, {34, 6, 8}, {35, 7, 9}})
        shop.answered("price", price, "1", monday + std::chrono::hours{hour})
            .answered("queue", queue, "1", monday + std::chrono::hours{hour});
    // By day it is 18 and 17, which less 7 and 9 would be the 2.
    EXPECT_EQ(shown(shop.report({.by = By::day}), 1), "18 17");
    const Report by_hour = shop.report({.by = By::hour});
    EXPECT_EQ(shown(by_hour, 1), "- - - 8 9");
    // And the base less the other choice as well.
    EXPECT_EQ(shown(by_hour, 0), "- - - 6 7");
    EXPECT_EQ(by_hour.groups[1].questions[0].base, 11);
}

TEST(ReportTest, AnHourOfADayThatIsHiddenIsHidden) {
    Shop shop;
    for (const auto& [hour, price] : {std::pair{9, 2}, {33, 6}, {57, 8}})
        shop.answered("price", price, "1", monday + std::chrono::hours{hour})
            .answered("queue", 30, "1", monday + std::chrono::hours{hour});
    EXPECT_EQ(shown(shop.report({.by = By::day}), 0), "- - 8");
    EXPECT_EQ(shown(shop.report({.by = By::hour}), 0), "- - 8");
}

TEST(ReportTest, NoFigureGoesDownToATillAndADayOrAnHour) {
    Shop shop;
    for (const char* till : {"1", "2"})
        for (const int day : {0, 1})
            shop.answered("price", 40, till, monday + std::chrono::hours{24 * day});
    for (const By by : {By::day, By::hour}) {
        const Report report = shop.report({.by = by, .till = "1", .split = true});
        EXPECT_EQ(report.questions[0].base, 80);
        for (const Group& group : report.groups) {
            EXPECT_FALSE(group.questions[0].base);
            EXPECT_FALSE(group.questions[0].choices[0].n);
            EXPECT_FALSE(group.questions[0].choices[0].share);
        }
    }
    EXPECT_EQ(shop.report({.by = By::till, .till = "1", .split = true}).groups[0].questions[0].base,
              80);
}

TEST(ReportTest, SaysOfWhatIsHiddenOnlyThat) {
    EXPECT_EQ(Shop{}.answered("price", 3).report({.split = true}).sentences.front(),
              "“One thing?”: too few answers to show.");
    EXPECT_TRUE(Shop{}.answered("price", 3).report({.kiosk = false}).sentences.empty());
}

TEST(ReportTest, StillCountsWhatOnlyOldVersionsAsked) {
    Shop shop;
    shop.counts.tallies = {{"shop", "1", monday, "old", "gone", "", false, 2},
                           {"shop", "1", monday, "old", "", "", false, 2}};
    const Report report = shop.report();
    ASSERT_EQ(report.questions.size(), 2u);
    EXPECT_EQ(report.questions[1].id, "old");
    EXPECT_EQ(report.questions[1].choices[0].n, 2);
}

TEST(ReportTest, ComparesWithThePeriodBefore) {
    const Shop before = Shop{}.answered("price", 24).answered("queue", 376);
    const Report report = Shop{}
                              .answered("price", 68)
                              .answered("queue", 332)
                              .report({.from = monday, .compare = true}, before.counts);
    EXPECT_EQ(report.questions[0].choices[0].changed, "up");
    EXPECT_NEAR(*report.questions[0].choices[0].change, 0.11, 1e-12);
    EXPECT_FALSE(Shop{}.answered("price", 68).report().questions[0].choices[0].changed);
}

TEST(ReportTest, SaysInWordsWhatItCounts) {
    EXPECT_EQ(Shop{}.report().sentences.front(), "Nobody has answered in this period yet.");
    EXPECT_EQ(Shop{}.answered("price", 4).report().sentences.front(),
              "So far 4 answered “One thing?”: too few to tell.");
    EXPECT_EQ(
        Shop{}.answered("price", 300).answered("queue", 100).report().sentences.front(),
        "About 3 in 4 who answered “One thing?” said “The price”: 75 %, give or take, between "
        "70 and 79 % (400 answers).");
}

// Of 100 shoppers at each till, 60 answered at one and 20 at the other.
Shop unevenly_asked() {
    Shop shop = Shop{}
                    .answered("price", 10, "1")
                    .answered("queue", 50, "1")
                    .answered("price", 15, "2")
                    .answered("queue", 5, "2");
    for (const char* till : {"1", "2"})
        shop.counts.traffic.push_back({"shop", till, monday, 0, 100, {}});
    return shop;
}

TEST(ReportTest, WeightsByHowManyShopped) {
    const QuestionReport question = unevenly_asked().report().questions[0];
    EXPECT_EQ(question.base, 80);
    EXPECT_EQ(question.choices[0].n, 25);
    // Half of it each: (1/6 + 3/4) / 2.
    EXPECT_NEAR(*question.choices[0].share, 0.4583, 1e-9);
    const double kish_size = 80 * 80 / (60 * std::pow(40.0 / 60, 2) + 20 * 4.0);
    const Interval range = wilson(0.4583, kish_size);
    EXPECT_NEAR(*question.choices[0].low, range.low, 1e-9);
    EXPECT_NEAR(*question.choices[0].high, range.high, 1e-9);
}

TEST(ReportTest, DoesNotWeightWhereTheTillsOfMostAnswersTellNothing) {
    Shop shop = unevenly_asked();
    shop.counts.traffic.pop_back();
    shop.answered("queue", 60, "2");
    EXPECT_DOUBLE_EQ(*shop.report().questions[0].choices[0].share, 25.0 / 140);
}

// What shows in a split is no more than its counts: a weight would tell of those that are hidden.
TEST(ReportTest, GivesAPartOfAShopThePlainShare) {
    const Report report = unevenly_asked().report({.by = By::till});
    EXPECT_DOUBLE_EQ(*report.groups[0].questions[0].choices[0].share, 10.0 / 60);
    const Report till = unevenly_asked().report({.till = "1", .split = true});
    EXPECT_DOUBLE_EQ(*till.questions[0].choices[0].share, 10.0 / 60);
}

TEST(ReportTest, GivesEveryShopOfAChainItsOwnWeights) {
    const Counts counts = unevenly_asked().counts;
    const Report report =
        make_report({.by = By::shop}, {a_question("B", {"price", "queue"})}, {}, counts, {},
                    [](const auto& shop, const auto& /*till*/, Instant /*hour*/) { return shop; });
    EXPECT_NEAR(*report.groups[0].questions[0].choices[0].share, 0.4583, 1e-9);
}

TEST(ReportTest, TellsTheResponseRateOfWhatWasShown) {
    Shop shop = Shop{}.answered("price", 10);
    EXPECT_FALSE(shop.report().questions[0].asked);
    shop.counts.asked = {{"shop", "1", monday, "B", 40, 10}};
    EXPECT_EQ(shop.report().questions[0].asked, 40);
    EXPECT_DOUBLE_EQ(*shop.report().questions[0].response_rate, 0.25);
}

}  // namespace
}  // namespace earshot::core::insight
