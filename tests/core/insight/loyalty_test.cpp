#include "core/insight/loyalty.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "core/insight/phrases.h"

namespace earshot::core::insight {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

Question a_question(const std::string& id, const std::string& measures,
                    const std::vector<std::string>& choices) {
    Question question{.id = id, .text = {{"en", id + "?"}}};
    if (!measures.empty()) question.measures = measures;
    for (const std::string& choice : choices)
        question.choices.push_back({.id = choice, .text = {{"en", "The " + choice}}});
    return question;
}

const std::vector<Question> asked = {
    a_question("A", "why", {"produce", "price"}),
    a_question("B", "change", {"queue", "price"}),
    a_question("F1", "visit", {"excellent", "very-good", "good", "fair", "poor"}),
    a_question("F2", "trips", {"1", "2", "3", "4", "5"}),
    a_question("F2.wish", "", {"queue", "price"}),
    a_question("rank", "rank", {"first", "two", "several", "last"}),
    a_question("frequency", "frequency", {"new", "sometimes", "weekly"}),
};

struct Shop {
    std::vector<Tally> tallies;
    std::vector<Returned> returned;

    // `n` people answered one question; and, of them, what they answered next.
    Shop& said(const std::string& question, const std::string& choice, std::int64_t n) {
        tallies.push_back({.question = question, .choice = choice, .n = n});
        tallies.push_back({.question = question, .n = n});
        return *this;
    }
    Shop& both(const std::string& first, const std::string& first_choice, const std::string& second,
               const std::string& second_choice, std::int64_t n) {
        for (const std::string& choice : {second_choice, std::string()})
            tallies.push_back({.question = second,
                               .choice = choice,
                               .first = first_choice,
                               .n = n,
                               .first_question = first});
        return *this;
    }
    Loyalty loyalty(const std::string& language = "en") const {
        return make_loyalty({.language = language}, asked, tallies, returned);
    }
};

TEST(LoyaltyTest, TellsFirstChoiceAndItsWorthByTheRank) {
    const Loyalty loyalty = Shop{}
                                .both("A", "price", "rank", "first", 60)
                                .both("A", "price", "rank", "two", 30)
                                .both("A", "price", "rank", "several", 20)
                                .both("A", "price", "rank", "last", 10)
                                .loyalty();
    EXPECT_EQ(loyalty.first_choice.n, 60);
    EXPECT_EQ(loyalty.rank_base, 120);
    EXPECT_DOUBLE_EQ(*loyalty.first_choice.share, 0.5);
    EXPECT_NEAR(*loyalty.rank_share.mean, (60 * 2.0 / 3 + 15 + 20.0 / 3 + 10.0 / 6) / 120, 1e-12);
    EXPECT_LT(*loyalty.rank_share.low, *loyalty.rank_share.mean);
    EXPECT_THAT(loyalty.sentences,
                Contains("For 50 % of those who answered, this shop is the first "
                         "choice (between 41 and 59 %, 120 answers)."));
}

// Who comes once in five is met once where a regular is met five times.
TEST(LoyaltyTest, CountsEveryShopperOnceAndEveryTrip) {
    const Loyalty loyalty = Shop{}.said("F2", "1", 20).said("F2", "5", 100).loyalty();
    EXPECT_EQ(loyalty.trips_base, 120);
    EXPECT_NEAR(*loyalty.of_trips.mean, (20 * 0.2 + 100) / 120, 1e-12);
    // 20 shoppers who come once and 100 / 5 who come always.
    EXPECT_NEAR(*loyalty.of_shoppers.mean, (20 * 0.2 + 20 * 1) / 40, 1e-12);
}

TEST(LoyaltyTest, SetsSatisfactionApartFromLoyalty) {
    const Loyalty loyalty = Shop{}
                                .both("F1", "excellent", "rank", "first", 40)
                                .both("F1", "very-good", "rank", "two", 50)
                                .both("F1", "good", "rank", "first", 12)
                                .both("F1", "poor", "rank", "last", 18)
                                .loyalty();
    ASSERT_EQ(loyalty.boxes.parts.size(), 4u);
    EXPECT_EQ(loyalty.boxes.base, 120);
    EXPECT_EQ(loyalty.boxes.parts[0].id, "loyal_happy");
    EXPECT_EQ(loyalty.boxes.parts[0].n, 40);
    EXPECT_EQ(loyalty.boxes.parts[1].id, "happy_shared");
    EXPECT_EQ(loyalty.boxes.parts[1].n, 50);
    EXPECT_EQ(loyalty.boxes.parts[2].n, 12);
    EXPECT_EQ(loyalty.boxes.parts[3].n, 18);
    EXPECT_THAT(loyalty.sentences,
                Contains(HasSubstr("50 of 120 who told us both were happy with their visit, yet")));
}

TEST(LoyaltyTest, HidesABoxThatTheOthersWouldTell) {
    const Loyalty loyalty = Shop{}
                                .both("F1", "excellent", "rank", "first", 40)
                                .both("F1", "good", "rank", "first", 30)
                                .both("F1", "very-good", "rank", "two", 50)
                                .both("F1", "poor", "rank", "last", 3)
                                .loyalty();
    for (const Part& box : loyalty.boxes.parts) EXPECT_FALSE(box.n) << box.id;
}

TEST(LoyaltyTest, TellsWhatWouldBringThoseMoreWhoShopAround) {
    const Loyalty loyalty = Shop{}
                                .both("F2", "1", "F2.wish", "queue", 30)
                                .both("F2", "3", "F2.wish", "queue", 40)
                                .both("F2", "2", "F2.wish", "price", 20)
                                .both("F2", "5", "F2.best", "price", 90)
                                .loyalty();
    EXPECT_EQ(loyalty.wishes.base, 90);
    EXPECT_EQ(loyalty.wishes.parts[0].n, 70);
    EXPECT_THAT(loyalty.sentences, Contains(HasSubstr("would come more for “The queue”")));
}

TEST(LoyaltyTest, TellsReasonsByHowOftenPeopleCome) {
    const Loyalty loyalty = Shop{}
                                .both("A", "produce", "frequency", "new", 2)
                                .both("A", "price", "frequency", "new", 1)
                                .both("A", "produce", "frequency", "sometimes", 20)
                                .both("A", "price", "frequency", "sometimes", 80)
                                .both("A", "produce", "frequency", "weekly", 90)
                                .both("A", "price", "frequency", "weekly", 30)
                                .both("B", "queue", "frequency", "weekly", 70)
                                .both("B", "price", "frequency", "weekly", 40)
                                .loyalty();
    ASSERT_EQ(loyalty.groups.size(), 3u);
    EXPECT_FALSE(loyalty.groups[0].stay.base);
    EXPECT_FALSE(loyalty.groups[0].stay.parts[0].n);
    EXPECT_EQ(loyalty.groups[2].stay.parts[0].n, 90);
    EXPECT_EQ(loyalty.groups[2].leave.parts[0].n, 70);
    EXPECT_THAT(loyalty.sentences,
                Contains(HasSubstr("“The weekly”: most come for “The produce”")));
    EXPECT_THAT(
        loyalty.sentences,
        Contains(HasSubstr("“The weekly”: the first thing they would change is “The queue”")));
}

TEST(LoyaltyTest, SaysWhatGoesTogetherWithChoosingItFirst) {
    const Loyalty loyalty = Shop{}
                                .both("A", "produce", "rank", "first", 70)
                                .both("A", "produce", "rank", "two", 30)
                                .both("A", "price", "rank", "first", 40)
                                .both("A", "price", "rank", "two", 60)
                                .both("B", "price", "rank", "first", 50)
                                .both("B", "price", "rank", "two", 50)
                                .both("B", "queue", "rank", "first", 50)
                                .both("B", "queue", "rank", "two", 50)
                                .loyalty();
    ASSERT_EQ(loyalty.drivers.size(), 4u);
    EXPECT_EQ(loyalty.drivers[0].choice, "price");
    EXPECT_LT(loyalty.drivers[0].high, 0);
    EXPECT_EQ(loyalty.drivers[1].choice, "produce");
    EXPECT_TRUE(loyalty.drivers[1].together);
    EXPECT_GT(loyalty.drivers[1].low, 0);
    // The same choice of the other question is another thing.
    EXPECT_FALSE(loyalty.drivers[2].together);
    EXPECT_THAT(
        loyalty.sentences,
        Contains(HasSubstr("“The produce” goes together with choosing this shop first: 70 % "
                           "of those who named it against 40 %")));
    EXPECT_THAT(loyalty.sentences, Not(Contains(HasSubstr("because"))));
}

TEST(LoyaltyTest, SaysThatItCannotTellYet) {
    const Loyalty few = Shop{}.both("A", "produce", "rank", "first", 20).loyalty();
    EXPECT_TRUE(few.drivers.empty());
    EXPECT_FALSE(few.first_choice.share);
    EXPECT_THAT(few.sentences, Contains(HasSubstr("can’t be told yet: 20 answers")));
    EXPECT_THAT(few.sentences, Contains(HasSubstr("takes eight weeks or more")));
}

TEST(LoyaltyTest, SaysWhichReasonGoesWithNotComingBack) {
    Shop shop;
    shop.returned = {{"B", "queue", 100, 40}, {"B", "price", 200, 140}, {"C", "some", 50, 20}};
    const Loyalty loyalty = shop.loyalty();
    EXPECT_EQ(loyalty.returns_base, 350);
    ASSERT_EQ(loyalty.returns.size(), 2u);
    EXPECT_TRUE(loyalty.returns[0].together);
    EXPECT_THAT(
        loyalty.sentences,
        Contains(HasSubstr("“The queue” goes together with not coming back: 40 % came again "
                           "against 70 % of the others (100 and 200 visits")));
    shop.returned = {{"B", "queue", 12, 4}};
    EXPECT_THAT(shop.loyalty().sentences, Contains(HasSubstr("12 visits four weeks old")));
}

TEST(LoyaltyTest, SaysSoInEveryLanguageByTheRules) {
    Shop shop;
    shop.both("A", "produce", "rank", "first", 70).both("A", "produce", "rank", "two", 30);
    shop.both("A", "price", "rank", "first", 40).both("A", "price", "rank", "two", 60);
    shop.both("F1", "excellent", "rank", "two", 60).both("F1", "poor", "rank", "last", 50);
    shop.both("F1", "excellent", "rank", "first", 60).both("F1", "poor", "rank", "first", 50);
    shop.both("F2", "1", "F2.wish", "queue", 30).both("F2", "1", "F2.wish", "price", 60);
    shop.both("A", "produce", "frequency", "weekly", 90);
    shop.both("B", "queue", "frequency", "weekly", 90);
    shop.said("F2", "1", 20).said("F2", "5", 100);
    shop.returned = {{"B", "queue", 100, 40}, {"B", "price", 200, 140}};
    for (const std::string_view language : languages) {
        const auto said = shop.loyalty(std::string(language)).sentences;
        EXPECT_GE(said.size(), 9u);
        for (const std::string& sentence : said) {
            SCOPED_TRACE(sentence);
            EXPECT_FALSE(std::regex_search(sentence, std::regex("[0-9][.,][0-9]")));
            EXPECT_FALSE(std::regex_search(
                sentence, std::regex("signif|statisti|confiden", std::regex::icase)));
            EXPECT_THAT(sentence, Not(HasSubstr("{")));
        }
    }
}

}  // namespace
}  // namespace earshot::core::insight
