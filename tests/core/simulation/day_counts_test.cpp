#include "core/simulation/day_counts.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/size.h"

namespace earshot::core::simulation {
namespace {

constexpr Marigold marigold{};

TEST(DiceTest, DrawPoissonNumbersOfTheirMean) {
    Dice dice(test::seed());
    for (const double mean : {.3, 5.0, 100.0}) {
        const int draws = 20'000;
        double sum = 0, squares = 0;
        for (int draw = 0; draw < draws; ++draw) {
            const auto x = static_cast<double>(dice.poisson(mean));
            sum += x;
            squares += x * x;
        }
        const double seen = sum / draws;
        EXPECT_NEAR(seen, mean, 5 * std::sqrt(mean / draws));
        EXPECT_NEAR(squares / draws - seen * seen, mean, .06 * mean);
    }
}

TEST(DiceTest, GiveEachPartOfTheWorldChanceOfItsOwn) {
    Dice first(7);
    const Dice same(7);
    first.bits();
    EXPECT_EQ(first.apart("till", 1).bits(), same.apart("till", 1).bits());
    EXPECT_NE(same.apart("till", 1).bits(), same.apart("till", 2).bits());
    EXPECT_NE(same.apart("till", 1).bits(), Dice(8).apart("till", 1).bits());
}

TEST(WorldTest, OneInNineScreensIsAnswered) {
    EXPECT_NEAR(World(marigold, {}).usual_response(), .115, .003);
}

TEST(CounterTest, GivesAsManyAnswersAndTagsAsAskedFor) {
    const int days = test::sized("days", 7 * 52, 7 * 520);
    const Counter counter(marigold, {.days = days}, {.answers = 30, .tags = 25});
    double answers = 0, tags = 0;
    for (const DayCounts& day : counter.count(test::seed())) {
        answers += static_cast<double>(day.n());
        tags += static_cast<double>(day.tag_count());
        EXPECT_EQ(day.tags[change_none], 0);
    }
    EXPECT_NEAR(answers / days, 30, 1.5);
    EXPECT_NEAR(tags / days, 25, 1.5);
}

TEST(CounterTest, CountsTheSameForTheSameSeed) {
    const Counter counter(marigold, {.days = 14}, {.answers = 25, .tags = 25, .cells = true});
    const auto one = counter.count(5), same = counter.count(5), other = counter.count(6);
    bool differs = false;
    for (std::size_t day = 0; day < one.size(); ++day) {
        EXPECT_EQ(one[day].answers, same[day].answers);
        EXPECT_EQ(one[day].tags, same[day].tags);
        EXPECT_EQ(one[day].truth.answerers, same[day].truth.answerers);
        EXPECT_EQ(one[day].cells[3].transactions, same[day].cells[3].transactions);
        differs = differs || one[day].answers != other[day].answers;
    }
    EXPECT_TRUE(differs);
}

TEST(CounterTest, CellsAddUpToTheDay) {
    const Counter counter(marigold, {.days = 3}, {.answers = 200, .cells = true}, Asks::why);
    for (const DayCounts& day : counter.count(test::seed())) {
        ASSERT_EQ(day.cells.size(), cell_count);
        ByCode<std::int64_t> answers{};
        ByCode<double> truth{};
        for (const CellCounts& cell : day.cells) {
            truth = add(truth, cell.truth.answerers);
            for (std::size_t code = 0; code < code_count; ++code)
                answers[code] += cell.answers[code];
        }
        EXPECT_EQ(answers, day.answers);
        for (std::size_t code = 0; code < code_count; ++code)
            EXPECT_NEAR(truth[code], day.truth.answerers[code], 1e-9);
    }
}

TEST(CounterTest, AnswersFollowTheTruthOfThoseWhoAnswer) {
    const int days = test::sized("days", 7 * 20, 7 * 200);
    const Counter counter(marigold, {.days = days}, {.answers = 400});
    const auto counted = counter.count(test::seed());
    const ByCode<double> truth = answerers_of(counted);
    ByCode<double> seen{};
    for (const DayCounts& day : counted)
        for (std::size_t code = 0; code < code_count; ++code)
            seen[code] += static_cast<double>(day.answers[code]);
    const double n = 400.0 * days;
    seen = shares_of(seen);
    for (std::size_t code = 0; code < code_count; ++code)
        EXPECT_NEAR(seen[code], truth[code], 5 * std::sqrt(truth[code] / n)) << change_codes[code];
    // The content are silent more often: the truth of all who come is another.
    EXPECT_GT(shoppers_of(counted)[change_none], truth[change_none] + .01);
}

TEST(CounterTest, AnIncidentTriplesItsReasonThenFades) {
    Marigold still = marigold;
    still.code_sigma = still.day_sigma = 0;
    const Counter counter(still, {.days = 70, .swings = {incident(35)}}, {.answers = 25});
    const auto days = counter.count(1);
    const auto share = [&](std::size_t day) {
        return shoppers_of({&days[day], 1})[change_code("produce")];
    };
    const double usual = share(28);
    EXPECT_NEAR(usual, .06, .01);
    EXPECT_NEAR(share(35) / (1 - share(35)), 2 * usual / (1 - usual), .005);
    EXPECT_NEAR(share(42) / (1 - share(42)), 3 * usual / (1 - usual), .005);
    EXPECT_LT(share(45), share(42));
    EXPECT_NEAR(share(49), usual, .002);
    // Who meets it is more likely to say so.
    EXPECT_GT(answerers_of({&days[42], 1})[0], 1.2 * share(42));
}

TEST(CounterTest, VariantsAndActionsSwingAsTheySay) {
    EXPECT_EQ(doubled(10).on(9), 1);
    EXPECT_EQ(doubled(10).on(18), 2);
    EXPECT_EQ(doubled(10).on(19), 1);
    EXPECT_EQ(half_more(10).on(12), 1.5);
    EXPECT_NEAR(slow_drift(0).on(13), 1.21, 1e-9);
    EXPECT_NEAR(slow_drift(0).on(500), std::pow(1.1, 10), 1e-9);
    EXPECT_EQ(price_change(56).on(300), 1.4);
    EXPECT_TRUE(express_incident(3).express_only);
    EXPECT_EQ(action("queue", 40, .5).on(40), .5);
    EXPECT_EQ(action("queue", 40, 1).on(90), 1);
}

TEST(CounterTest, AnUnusualDayIsItsOwn) {
    Marigold still = marigold;
    still.code_sigma = still.day_sigma = 0;
    const Scenario scenario{.days = 14, .unusual = {{3, "snow", .5, "stock", 3}}};
    const auto days = Counter(still, scenario, {.answers = 25}).count(1);
    const auto come = [&](std::size_t day) {
        double sum = 0;
        for (const double each : days[day].truth.shoppers) sum += each;
        return sum;
    };
    EXPECT_NEAR(come(3), come(10) / 2, 1e-6);
    EXPECT_GT(shoppers_of({&days[3], 1})[change_code("stock")],
              2 * shoppers_of({&days[10], 1})[change_code("stock")]);
}

}  // namespace
}  // namespace earshot::core::simulation
