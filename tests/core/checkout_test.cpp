#include "core/checkout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/asking.h"
#include "core/seal.h"
#include "core/visit.h"
#include "tests/core/a_questionnaire.h"
#include "tests/core/chance.h"
#include "tests/support/size.h"

namespace earshot::core {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

// A Monday, 10:00 UTC, and the shop's clock shows the same.
const Instant ten{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 10h};

std::chrono::local_time<milliseconds> as_it_is(Instant at) {
    return std::chrono::local_time<milliseconds>(at.time_since_epoch());
}

Bundle a_shop() {
    Bundle bundle;
    bundle.shop.languages = {"en"};
    bundle.visit_key = to_base64("the key of this quarter");
    return bundle;
}

class CheckoutTest : public testing::Test {
  protected:
    CheckoutTest() { use(a_shop()); }

    void use(const Bundle& bundle) { checkout_.use(bundle, as_it_is, now_); }
    void pass(milliseconds time) {
        now_.steady += time;
        now_.wall += time;
        look();
    }
    // As the kiosk does it.
    void look() {
        checkout_.tick(now_);
        if (asked_ && !answering_ && !checkout_.stays(now_)) leave();
        if (!asked_ && checkout_.invites(now_)) {
            asked_ = checkout_.invites(now_);
            checkout_.armed("B", now_);
        }
        for (Body& body : checkout_.take(now_)) told_.push_back(std::move(body));
    }
    void leave() {
        asked_.reset();
        answering_ = false;
        checkout_.over();
    }
    void hear(TillEvent event) {
        checkout_.hear(std::move(event), answering_, now_);
        look();
    }
    void start() { hear(TransactionStarted{}); }
    void finish(std::optional<std::string> token = {}, std::optional<Basket> basket = {}) {
        hear(TransactionFinished{std::move(token), basket});
    }

    // The shopper touches, and later is done with it.
    void begin() { answering_ = true; }
    void end(const std::string& id, Ended ended = Ended::completed) {
        Response response;
        response.ended = ended;
        Answer& answer = response.answers.emplace_back();
        answer.question = "B";
        if (ended == Ended::completed) answer.choices = {"price"};
        checkout_.kept({{id, 0, now_.wall, response}, false}, now_);
        leave();
        look();
    }
    void answer(const std::string& id, Ended ended = Ended::completed) {
        begin();
        end(id, ended);
    }
    void stop() {
        for (Body& body : checkout_.take(now_, true)) told_.push_back(std::move(body));
    }

    template <typename Kind>
    std::vector<Kind> told() const {
        std::vector<Kind> all;
        for (const Body& body : told_)
            if (const auto* one = std::get_if<Kind>(&body)) all.push_back(*one);
        return all;
    }

    Now now_{ten, 1h};
    Checkout checkout_{"device", test::chance(1)};
    std::optional<Armed> asked_;
    bool answering_ = false;
    std::vector<Body> told_;
};

TEST_F(CheckoutTest, WithoutATillTheQuestionIsAlwaysThere) {
    look();
    EXPECT_THAT(asked_, Optional(Armed::always));
    pass(30 * 24h);
    EXPECT_THAT(asked_, Optional(Armed::always));
    answer("one");
    EXPECT_THAT(asked_, Optional(Armed::always));
    EXPECT_EQ(checkout_.around(now_).lane, Around::Lane::unknown);
}

TEST_F(CheckoutTest, AsksOnceATransactionAndNotBetweenThem) {
    look();
    start();
    EXPECT_THAT(asked_, Optional(Armed::transaction));
    answer("one");
    EXPECT_EQ(asked_, std::nullopt);
    finish();
    EXPECT_EQ(asked_, std::nullopt);
    start();
    EXPECT_THAT(asked_, Optional(Armed::transaction));
}

TEST_F(CheckoutTest, StaysForWhoPacksAndIsThenGone) {
    start();
    pass(10min);
    finish();
    pass(stays_after_finish - 1ms);
    EXPECT_THAT(asked_, Optional(Armed::transaction));
    EXPECT_LE(checkout_.deadline(), now_.steady + 1ms);
    pass(1ms);
    EXPECT_EQ(asked_, std::nullopt);
    EXPECT_FALSE(checkout_.dark());
}

TEST_F(CheckoutTest, CutsNobodyShortAndAsksTheNextAfterwards) {
    start();
    begin();
    finish();
    pass(stays_after_finish);
    EXPECT_TRUE(asked_);
    start();
    EXPECT_TRUE(asked_);
    end("one");
    EXPECT_THAT(asked_, Optional(Armed::transaction));
    answer("two");
    EXPECT_EQ(asked_, std::nullopt);
    EXPECT_FALSE(checkout_.around(now_).repeat);
}

TEST_F(CheckoutTest, EachTransactionHasAQuestionOfItsOwnThoughNobodyTouchedTheLast) {
    start();
    start();
    start();
    stop();
    ASSERT_EQ(told<Exposure>().size(), 1U);
    EXPECT_EQ(told<Exposure>()[0], (Exposure{ten, 3, {}, 0, {{"B", 3, 0, 0, 0}}}));
}

TEST_F(CheckoutTest, TheTillIsLiveUntilADayPassesWithoutATransaction) {
    start();
    answer("one");
    finish();
    pass(till_lives - 1ms);
    EXPECT_EQ(asked_, std::nullopt);
    EXPECT_LE(checkout_.deadline(), now_.steady + 1ms);
    pass(1ms);
    EXPECT_THAT(asked_, Optional(Armed::always));
}

TEST_F(CheckoutTest, IsDarkForTheTransactionAfterNotToday) {
    start();
    answer("one", Ended::skipped);
    EXPECT_FALSE(checkout_.dark());
    start();
    EXPECT_EQ(asked_, std::nullopt);
    EXPECT_TRUE(checkout_.dark());
    start();
    EXPECT_FALSE(checkout_.dark());
    EXPECT_TRUE(asked_);
}

TEST_F(CheckoutTest, IsDarkAllDayOnADarkDay) {
    Bundle bundle = a_shop();
    bundle.dark_share = 1;
    use(bundle);
    look();
    EXPECT_THAT(asked_, Optional(Armed::always)) << "dark days are a till's";
    start();
    EXPECT_EQ(asked_, std::nullopt);
    EXPECT_TRUE(checkout_.dark());
}

TEST_F(CheckoutTest, BusyTakesTheQuestionAwayAndCountsIt) {
    start();
    hear(Busy{});
    EXPECT_EQ(asked_, std::nullopt);
    start();
    EXPECT_TRUE(asked_);
    stop();
    EXPECT_EQ(told<Exposure>()[0].postponed, 1);
}

TEST_F(CheckoutTest, BusyPostponesTheNextOfWhomNobodyIsAskedYet) {
    start();
    begin();
    hear(Busy{});
    EXPECT_TRUE(asked_);
    end("one");
    start();
    EXPECT_EQ(asked_, std::nullopt);
    start();
    EXPECT_TRUE(asked_);
    stop();
    EXPECT_EQ(told<Exposure>()[0].postponed, 1);
}

TEST_F(CheckoutTest, BusyHidesTheQuestionForAWhileWhereThereIsNoTill) {
    look();
    hear(Busy{});
    EXPECT_EQ(asked_, std::nullopt);
    pass(busy_lasts);
    EXPECT_THAT(asked_, Optional(Armed::always));
}

TEST_F(CheckoutTest, AsksNowWhereverAPersonSaysSo) {
    Bundle bundle = a_shop();
    bundle.ask_share = 0;
    use(bundle);
    start();
    EXPECT_EQ(asked_, std::nullopt);
    hear(AskNow{});
    EXPECT_THAT(asked_, Optional(Armed::manual));
    answer("one");
    EXPECT_EQ(asked_, std::nullopt);
    hear(AskNow{});
    EXPECT_THAT(asked_, Optional(Armed::manual));
    EXPECT_TRUE(checkout_.around(now_).repeat);
}

TEST_F(CheckoutTest, WhatWasAskedByHandIsGoneWhenNobodyComes) {
    look();
    hear(AskNow{});
    EXPECT_THAT(asked_, Optional(Armed::manual));
    pass(stays_after_finish);
    EXPECT_THAT(asked_, Optional(Armed::always));
}

TEST_F(CheckoutTest, SleepsOutsideTheHoursAndWakesByItself) {
    Bundle bundle = a_shop();
    bundle.hours = {{"mon", {{"10:30", "20:00"}}}};
    use(bundle);
    look();
    EXPECT_EQ(asked_, std::nullopt);
    EXPECT_TRUE(checkout_.dark());
    EXPECT_EQ(checkout_.deadline(), now_.steady + 30min);
    pass(30min);
    EXPECT_FALSE(checkout_.dark());
    EXPECT_TRUE(asked_);
    pass(9h + 30min);
    EXPECT_TRUE(checkout_.dark());
    EXPECT_EQ(asked_, std::nullopt);
}

TEST_F(CheckoutTest, AShopThatNeverOpensCostsNoWorkEachTime) {
    Bundle bundle = a_shop();
    bundle.hours.emplace();
    int looked = 0;
    checkout_.use(
        bundle, [&looked](Instant at) { return ++looked, as_it_is(at); }, now_);
    EXPECT_TRUE(checkout_.dark());
    looked = 0;
    for (int i = 0; i < 1'000; ++i) pass(1s);
    EXPECT_LE(looked, 20'000);
}

TEST_F(CheckoutTest, CutsNobodyShortAtClosingTime) {
    Bundle bundle = a_shop();
    bundle.hours = {{"mon", {{"08:00", "20:00"}}}};
    use(bundle);
    look();
    pass(9h + 59min);
    begin();
    pass(5min);
    EXPECT_TRUE(asked_);
    end("one");
    EXPECT_EQ(asked_, std::nullopt);
    EXPECT_TRUE(checkout_.dark());
}

TEST_F(CheckoutTest, AClockThatHasLostTheTimeClosesNoShop) {
    Bundle bundle = a_shop();
    bundle.hours = {{"mon", {{"08:00", "20:00"}}}};
    for (const Instant wrong : {Instant{}, Instant{ten + 24h * 365 * 15}}) {
        now_.wall = wrong + 22h;
        use(bundle);
        look();
        EXPECT_FALSE(checkout_.dark());
        EXPECT_TRUE(asked_);
    }
}

TEST_F(CheckoutTest, BelievesTheHubsClockMoreThanItsOwn) {
    Bundle bundle = a_shop();
    bundle.hours = {{"mon", {{"08:00", "20:00"}}}};
    now_.wall = ten + 13h;
    use(bundle);
    EXPECT_TRUE(checkout_.dark());
    checkout_.correct_clock(13h, now_);
    EXPECT_FALSE(checkout_.dark());
}

TEST_F(CheckoutTest, AJumpOfTheClockWakesAndLosesNothing) {
    Bundle bundle = a_shop();
    bundle.hours = {{"mon", {{"08:00", "20:00"}}}};
    use(bundle);
    start();
    now_.wall += 12h;
    look();
    EXPECT_TRUE(checkout_.dark());
    now_.wall -= 12h;
    look();
    EXPECT_FALSE(checkout_.dark());
    start();
    stop();
    EXPECT_THAT(told<Exposure>().back().transactions, Optional(2));
}

TEST_F(CheckoutTest, KnowsWhetherAnybodyWasThere) {
    start();
    EXPECT_EQ(checkout_.around(now_).lane, Around::Lane::busy);
    pass(transaction_at_most);
    EXPECT_EQ(checkout_.around(now_).lane, Around::Lane::certainly_empty);
    finish();
    pass(near_transaction);
    EXPECT_EQ(checkout_.around(now_).lane, Around::Lane::busy);
    pass(1ms);
    EXPECT_EQ(checkout_.around(now_).lane, Around::Lane::certainly_empty);
    pass(till_lives);
    EXPECT_EQ(checkout_.around(now_).lane, Around::Lane::empty);
}

TEST_F(CheckoutTest, KnowsWhenStaffAreAtTheScreen) {
    checkout_.staff(true);
    EXPECT_TRUE(checkout_.around(now_).staff);
    checkout_.staff(false);
    EXPECT_FALSE(checkout_.around(now_).staff);
}

TEST_F(CheckoutTest, TellsOfTheHourAsItCloses) {
    pass(30min);
    start();
    answer("one");
    finish({}, Basket::few);
    pass(29min);
    EXPECT_THAT(told<Exposure>(), IsEmpty());
    EXPECT_EQ(checkout_.deadline(), now_.steady + 1min);
    pass(1min);
    EXPECT_THAT(told<Exposure>(),
                ElementsAre(Exposure{ten, 1, Baskets{1, 0, 0, 0}, 0, {{"B", 1, 1, 0, 0}}}));
    // The till is live: an hour without a transaction says so.
    pass(1h);
    EXPECT_EQ(told<Exposure>().back(), (Exposure{ten + 1h, 0, {}, 0, {}}));
}

TEST_F(CheckoutTest, ASecondQuestionHasItsOwnCounts) {
    start();
    begin();
    Response response;
    response.ended = Ended::abandoned;
    response.answers.resize(2);
    response.answers[0] = {"B", {"price"}, {}, {}, {}, 0};
    response.answers[1].question = "B.price";
    checkout_.kept({{"one", 0, now_.wall, response}, true}, now_);
    EXPECT_THAT(
        checkout_.counts()->back().questions,
        ElementsAre(QuestionExposure{"B", 1, 1, 0, 0}, QuestionExposure{"B.price", 1, 0, 0, 0}));
    response.ended = Ended::skipped;
    checkout_.kept({{"one", 0, now_.wall, response}, false}, now_);
    EXPECT_THAT(
        checkout_.counts()->back().questions,
        ElementsAre(QuestionExposure{"B", 1, 1, 0, 0}, QuestionExposure{"B.price", 1, 0, 1, 0}));
    EXPECT_EQ(checkout_.counts(), std::nullopt);
    leave();
    start();
    EXPECT_FALSE(checkout_.dark()) << "only the first question's skip means not today";
}

TEST_F(CheckoutTest, GoesOnAfterARestart) {
    start();
    answer("one");
    const auto saved = checkout_.counts();
    ASSERT_TRUE(saved);

    checkout_ = Checkout("device", test::chance(2));
    asked_.reset();
    told_.clear();
    use(a_shop());
    checkout_.resume(*saved, now_);
    look();
    EXPECT_EQ(asked_, std::nullopt) << "the till is taken to be live";
    start();
    stop();
    EXPECT_THAT(told<Exposure>(), ElementsAre(Exposure{ten, 2, {}, 0, {{"B", 2, 1, 0, 0}}}));
}

TEST_F(CheckoutTest, TellsOfAVisitWithItsAnswerAndWithoutTheNumber) {
    start();
    answer("one");
    finish("4711", Basket::produce);
    const auto visits = told<Visit>();
    ASSERT_EQ(visits.size(), 1U);
    EXPECT_EQ(visits[0].token, visit_token("4711", "the key of this quarter"));
    EXPECT_EQ(visits[0].basket, Basket::produce);
    EXPECT_EQ(visits[0].response, "one");
}

TEST_F(CheckoutTest, AVisitWaitsForTheAnswerOfWhoPacks) {
    start();
    finish("4711");
    pass(30s);
    EXPECT_THAT(told<Visit>(), IsEmpty());
    answer("one");
    EXPECT_THAT(told<Visit>().at(0).response, Optional(std::string("one")));
    start();
    finish("4711");
    pass(stays_after_finish);
    EXPECT_EQ(told<Visit>().at(1).response, std::nullopt);
    start();
    finish("4711");
    start();
    EXPECT_EQ(told<Visit>().size(), 3U);
}

TEST_F(CheckoutTest, AVisitThatTellsNothingIsNotSent) {
    start();
    finish({}, Basket::few);
    pass(stays_after_finish);
    Bundle bundle = a_shop();
    bundle.visit_key.reset();
    use(bundle);
    start();
    finish("4711");
    pass(stays_after_finish);
    EXPECT_THAT(told<Visit>(), IsEmpty());
}

TEST_F(CheckoutTest, AnEndThatIsToldTwiceIsOne) {
    start();
    finish({}, Basket::few);
    finish({}, Basket::few);
    stop();
    EXPECT_THAT(told<Exposure>().back().baskets, Optional(Baskets{1, 0, 0, 0}));
}

TEST_F(CheckoutTest, PassesOnWhatACustomerSaid) {
    Comment comment;
    comment.topics = {"produce"};
    hear(comment);
    EXPECT_EQ(told<Comment>().at(0).locale, "en");
}

TEST_F(CheckoutTest, TakesTheSameCodeWithinAMomentOnce) {
    Comment comment;
    comment.topics = {"produce"};
    hear(comment);
    for (int i = 0; i < 10; ++i) {
        pass(same_code_within - 1ms);
        hear(comment);  // a code that lies before the scanner
    }
    EXPECT_EQ(told<Comment>().size(), 1u);
    comment.tone = Tone::praise;
    hear(comment);
    pass(same_code_within);
    hear(comment);
    EXPECT_EQ(told<Comment>().size(), 3u);
}

// A shop's day: who is asked what, when a till announces 1,500 shoppers.
class ADay : public CheckoutTest {
  protected:
    ADay() {
        Bundle bundle = a_shop();
        bundle.ask_share = 0.33;
        use(bundle);
        Questionnaire questionnaire = test::a_questionnaire();
        questionnaire.tickets = weights_;
        questionnaire.questions.clear();
        for (const auto& [id, weight] : weights_)
            questionnaire.questions.push_back(test::a_question(id));
        asking_.use(questionnaire);
    }

    void one_transaction() {
        const milliseconds takes = 20s + milliseconds(chance_() % 60'000);
        start();
        ++transactions_;
        if (asked_) {
            ++asked_count_;
            ++drawn_[asking_.draw(checkout_.local(now_)).first.question.id];
            EXPECT_EQ(asked_, Armed::transaction);
            if (chance_() % 10 == 0) answer("a response");
        }
        EXPECT_TRUE(!asked_ || !checkout_.around(now_).repeat);
        pass(takes);
        finish();
        pass(milliseconds(chance_() % 10'000));
    }

    const std::map<std::string, int> weights_{{"A", 20}, {"B", 40}, {"C", 8}, {"D", 10},
                                              {"E", 7},  {"F1", 8}, {"F2", 7}};
    Random chance_ = test::chance(test::seed());
    Asking asking_{"device", test::chance(test::seed() + 1)};
    int transactions_ = 0;
    int asked_count_ = 0;
    std::map<std::string, int> drawn_;
};

TEST_F(ADay, AsksItsShareOfTransactionsOnceEachAndCountsThemAll) {
    while (transactions_ < 1'500) one_transaction();
    stop();
    EXPECT_NEAR(asked_count_ / 1'500.0, 0.33, 0.061);  // five standard deviations
    std::map<Instant, Exposure> by_hour;               // the last of an hour holds
    for (const Exposure& exposure : told<Exposure>()) by_hour[exposure.hour] = exposure;
    int counted = 0;
    int shown = 0;
    for (const auto& [hour, exposure] : by_hour) {
        counted += exposure.transactions.value_or(0);
        for (const QuestionExposure& question : exposure.questions) shown += *question.shown;
    }
    EXPECT_EQ(counted, 1'500);
    EXPECT_EQ(shown, asked_count_);
}

TEST_F(ADay, EachQuestionHasItsShareOfEachPartOfTheDayAt400Interviews) {
    for (const auto part : {9h, 11h, 14h, 17h}) {
        drawn_.clear();
        asked_count_ = 0;
        for (int day = 0; asked_count_ < 400; ++day) {
            now_.wall = ten - 10h + part + std::chrono::days{day};
            for (int i = 0; i < 60 && asked_count_ < 400; ++i) one_transaction();
        }
        for (const auto& [id, weight] : weights_) EXPECT_NEAR(drawn_[id] / 4.0, weight, 3.0) << id;
    }
}

}  // namespace
}  // namespace earshot::core
