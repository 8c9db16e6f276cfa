#include "sync/store/several.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sync/store/sqlite.h"
#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using sync::Glimpse;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using Flags = std::vector<std::vector<std::string>>;

Glimpse at_second(int second, const std::string& choice = "",
                  std::optional<std::size_t> place = {}) {
    Glimpse glimpse;
    glimpse.at = core::Instant{std::chrono::seconds(second)};
    glimpse.completed = true;
    if (!choice.empty()) glimpse.first.emplace("B", choice);
    glimpse.place = place;
    return glimpse;
}

Flags judged(const std::vector<Glimpse>& interviews, double share = 0.9) {
    return sync::flags_of_several(
        interviews, [&](const auto&, const auto&) { return std::optional<double>(share); });
}

TEST(SeveralTest, TheThirdWithinAMinuteShowsAndFromTheFourthOnAllAreSetAside) {
    EXPECT_EQ(judged({at_second(0), at_second(30), at_second(60)}), (Flags{{}, {}, {"Q5"}}));
    EXPECT_THAT(judged({at_second(0), at_second(30), at_second(61)}), Each(IsEmpty()));
    EXPECT_EQ(judged({at_second(0), at_second(20), at_second(40), at_second(60), at_second(200)}),
              (Flags{{"Q5+"}, {"Q5+"}, {"Q5+"}, {"Q5+"}, {}}));
    Glimpse left = at_second(20);
    left.completed = false;
    EXPECT_EQ(judged({at_second(0), left, at_second(40), at_second(60)}),
              (Flags{{}, {}, {}, {"Q5"}}));
}

// The lengths of the survey's table.
TEST(SeveralTest, ARunOfOneAnswerShowsOnceItIsTooLongForChance) {
    for (const auto& [share, length] :
         std::vector<std::pair<double, int>>{{0.06, 4}, {0.2, 6}, {0.4, 9}}) {
        std::vector<Glimpse> run;
        for (int number = 0; number < length; ++number)
            run.push_back(at_second(1'000 * number, "produce"));
        EXPECT_THAT(judged(run, share), Each(ElementsAre("Q7"))) << share;
        run.pop_back();
        EXPECT_THAT(judged(run, share), Each(IsEmpty())) << share;
        run.insert(run.begin() + 1, at_second(500, "waiting"));
        run.push_back(at_second(100'000, "produce"));
        EXPECT_THAT(judged(run, share), Each(IsEmpty())) << share;
    }
    EXPECT_THAT(
        sync::flags_of_several({at_second(0, "a"), at_second(1'000, "a"), at_second(2'000, "a")},
                               [](const auto&, const auto&) { return std::nullopt; }),
        Each(IsEmpty()));
}

TEST(SeveralTest, TheSamePlaceFiveTimesRunningIsNoAnswer) {
    std::vector<Glimpse> run;
    for (int number = 0; number < 5; ++number)
        run.push_back(at_second(1'000 * number, std::to_string(number), 2));
    // One whose order is not drawn says nothing.
    run.insert(run.begin() + 2, at_second(1'500, "s1"));
    EXPECT_EQ(judged(run), (Flags{{"Q9"}, {"Q9"}, {}, {"Q9"}, {"Q9"}, {"Q9"}}));
    run[3].place = 1;
    EXPECT_THAT(judged(run), Each(IsEmpty()));
    run[3].place = 2;
    run[3].anchored = true;
    EXPECT_THAT(judged(run), Each(IsEmpty()));
}

class JudgingTest : public testing::Test {
  protected:
    core::Record tapped(int number, int second) {
        core::Record record = test::a_response(number, "B", {"produce"});
        record.at = test::at("2026-10-25T09:15:00Z") + std::chrono::seconds(second);
        return record;
    }
    std::string flags(int number) {
        return shop.store->writer()
            .run("SELECT judged FROM records WHERE seq = $1", {number})[0]
            .text(0);
    }
    test::Shop shop;
};

TEST_F(JudgingTest, ABurstIsLeftOutOfTheCountsHoweverItArrives) {
    shop.send({tapped(1, 0), tapped(2, 15)});
    shop.send({tapped(4, 45)});
    EXPECT_EQ(shop.n("B", "produce"), 3);
    EXPECT_EQ(flags(4), "Q5");
    // The late one makes it four within a minute.
    shop.send({tapped(3, 30)});
    EXPECT_EQ(shop.n("B", "produce"), 0);
    EXPECT_EQ(shop.n("B", "produce", true), 4);
    EXPECT_EQ(flags(1), "Q5+");
    EXPECT_EQ(flags(4), "Q5+");
    shop.send({tapped(5, 500)});
    EXPECT_EQ(shop.n("B", "produce"), 1);
    EXPECT_EQ(shop.n("B", "produce", true), 4);
}

TEST_F(JudgingTest, WhatWasSetAsideIsErasedFromWhereItCounts) {
    shop.send({tapped(1, 0), tapped(2, 15), tapped(3, 30), tapped(4, 45)});
    shop.send({test::a_record(5, core::Retraction{test::an_id(2), std::nullopt, false})});
    EXPECT_EQ(shop.n("B", "produce"), 0);
    EXPECT_EQ(shop.n("B", "produce", true), 3);
    EXPECT_EQ(shop.n("B", "", true), 3);
}

TEST_F(JudgingTest, ALateOneBreaksARun) {
    const auto placed = [&](int number, int minute, const std::string& choice, std::size_t place) {
        core::Record record = test::a_response(number, "M", {choice});
        record.at = test::at("2026-10-25T09:15:00Z") + std::chrono::minutes(minute);
        auto& shown = std::get<core::Response>(record.body).answers[0].shown;
        shown = {"a", "b"};
        if (shown[place] != choice) std::swap(shown[0], shown[1]);
        return record;
    };
    shop.send({placed(1, 10, "a", 0), placed(2, 20, "b", 0), placed(3, 30, "a", 0),
               placed(4, 40, "b", 0), placed(6, 60, "a", 0)});
    EXPECT_EQ(flags(1), "Q9");
    EXPECT_EQ(shop.n("M", "", true), 5);
    shop.send({placed(5, 50, "a", 1)});
    EXPECT_EQ(flags(1), "");
    EXPECT_EQ(shop.n("M", "", true), 0);
    EXPECT_EQ(shop.n("M", ""), 6);
}

TEST_F(JudgingTest, EachDeviceIsJudgedByItself) {
    const sync::Device other = shop.enrol("harbour", "till-2");
    shop.send({tapped(1, 0), tapped(2, 15)});
    core::Record third = tapped(3, 20), fourth = tapped(4, 30);
    shop.send(other, test::body_of({third, fourth}));
    EXPECT_EQ(shop.n("B", "produce"), 4);
}

}  // namespace
}  // namespace earshot
