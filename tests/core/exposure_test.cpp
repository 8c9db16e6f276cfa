#include "core/exposure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace earshot::core {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

const Instant eight{milliseconds{1'795'003'200'000}};
const Instant nine = eight + 1h;

std::chrono::local_time<milliseconds> local(Instant at, milliseconds offset) {
    return std::chrono::local_time<milliseconds>(at.time_since_epoch() + offset);
}

Answer an_answer(const std::string& question, bool answered = true) {
    Answer answer;
    answer.question = question;
    if (answered) answer.choices = {"price"};
    return answer;
}

std::vector<Instant> hours_of(const std::vector<Exposure>& exposures) {
    std::vector<Instant> hours;
    for (const Exposure& exposure : exposures) hours.push_back(exposure.hour);
    return hours;
}

TEST(Exposure, AnHourBeginsAsTheShopsClockHasIt) {
    EXPECT_EQ(hour_of(eight + 59min, local(eight + 59min, 2h)), eight);
    // In Nepal the clock shows a quarter to as it is the hour in London.
    EXPECT_EQ(hour_of(eight, local(eight, 5h + 45min)), eight - 45min);
}

TEST(Exposure, CountsWhoCameWhoWasAskedAndWhatTheyDid) {
    ExposureCount count;
    for (int i = 0; i < 5; ++i) count.transaction(eight);
    count.basket(eight, Basket::few);
    count.basket(eight, Basket::produce);
    count.postponed(eight);
    for (int i = 0; i < 4; ++i) count.shown(eight, "B", Armed::transaction);
    count.came_of(eight, an_answer("B"), Ended::completed, Armed::transaction);
    count.came_of(eight, an_answer("B", false), Ended::skipped, Armed::transaction);
    count.came_of(eight, an_answer("B", false), Ended::abandoned, Armed::transaction);
    const Exposure expected{eight, 5, Baskets{1, 0, 0, 1}, 1, {{"B", 4, 1, 1, 1}}};
    EXPECT_THAT(count.over({}), ElementsAre(expected));
}

TEST(Exposure, WithoutATillNobodyKnowsHowManyPassedBy) {
    ExposureCount count;
    count.shown(eight, "B", Armed::always);
    EXPECT_THAT(count.over({}), IsEmpty());
    count.came_of(eight, an_answer("B"), Ended::completed, Armed::always);
    const Exposure expected{eight, {}, {}, 0, {{"B", {}, 1, 0, 0}}};
    EXPECT_THAT(count.over({}), ElementsAre(expected));
}

TEST(Exposure, AQuestionThatStoodThereBesideATillsIsOfUnknownReach) {
    ExposureCount count;
    count.shown(eight, "A", Armed::transaction);
    count.shown(eight, "B", Armed::transaction);
    count.came_of(eight, an_answer("B"), Ended::completed, Armed::always);
    count.shown(eight, "B", Armed::transaction);
    const auto told = count.over({});
    ASSERT_EQ(told.size(), 1U);
    EXPECT_THAT(told[0].questions[0].shown, Optional(1));
    EXPECT_EQ(told[0].questions[1].shown, std::nullopt);
}

TEST(Exposure, ATillThatAnnouncesNothingHasHadNoTransactions) {
    ExposureCount count;
    count.till_announces(eight);
    EXPECT_TRUE(count.changed());
    count.till_announces(eight);
    EXPECT_FALSE(count.changed());
    EXPECT_THAT(count.over({}).at(0).transactions, Optional(0));
}

TEST(Exposure, AnHourIsToldOnceItIsOver) {
    ExposureCount count;
    count.transaction(eight);
    EXPECT_THAT(count.over(eight), IsEmpty());
    count.transaction(nine);
    EXPECT_THAT(hours_of(count.over(nine)), ElementsAre(eight));
    EXPECT_THAT(count.over(nine), IsEmpty());
    EXPECT_THAT(hours_of(count.over({})), ElementsAre(nine));
}

TEST(Exposure, ALateAnswerIsCountedWhereItWasAskedAndThatHourToldAgain) {
    ExposureCount count;
    count.shown(eight, "B", Armed::transaction);
    count.over(nine);
    count.came_of(eight, an_answer("B"), Ended::completed, Armed::transaction);
    const Exposure expected{eight, {}, {}, 0, {{"B", 1, 1, 0, 0}}};
    EXPECT_THAT(count.over(nine), ElementsAre(expected));
}

TEST(Exposure, GoesOnCountingAfterARestartInTheSameHour) {
    ExposureCount before;
    before.transaction(eight);
    before.transaction(nine);
    before.over(nine);
    ExposureCount after(before.hours());
    after.transaction(nine);
    const auto told = after.over({});
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back().hour, nine);
    EXPECT_THAT(told.back().transactions, Optional(2));
}

TEST(Exposure, TellsAfterARestartWhatWasNotToldBeforeIt) {
    ExposureCount before;
    before.transaction(eight);
    ExposureCount after(before.hours());
    EXPECT_THAT(hours_of(after.over(nine)), ElementsAre(eight));
}

TEST(Exposure, AClockPutBackLosesNoCount) {
    ExposureCount count;
    count.transaction(eight);
    count.transaction(nine);
    count.over(nine);
    count.transaction(eight);
    EXPECT_THAT(count.over({}).back().transactions, Optional(2));
}

TEST(Exposure, RemembersOnlySoManyHours) {
    ExposureCount count;
    for (std::size_t i = 0; i < 2 * ExposureCount::hours_max; ++i)
        count.transaction(eight + std::chrono::hours(i));
    EXPECT_EQ(count.hours().size(), ExposureCount::hours_max);
    EXPECT_EQ(count.hours().back().hour, eight + std::chrono::hours(2 * 28 - 1));
}

}  // namespace
}  // namespace earshot::core
