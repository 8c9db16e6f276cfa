#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/common/assets.h"
#include "app/kiosk/kiosk.h"

// The kiosk beside a till.
namespace earshot::app {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

const core::Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 12h};

core::Bundle a_bundle() {
    core::Question question;
    question.id = "A";
    question.order = core::ChoiceOrder::fixed;
    question.text = {{"en", "Why here?"}};
    for (const char* id : {"price", "habit"}) {
        core::Choice& choice = question.choices.emplace_back();
        choice.id = id;
        choice.text = {{"en", id}};
    }
    core::Bundle bundle;
    bundle.shop = {"harbour", "Harbour", "Europe/Berlin", {"en"}, "Maria"};
    bundle.questionnaires = {{"shop", 1, {"en"}, {{"A", 1}}, {question}}};
    return bundle;
}

class KioskTillTest : public testing::Test {
  protected:
    KioskTillTest() { kiosk_.use(a_bundle(), now_); }

    void hear(core::TillEvent event) { kiosk_.hear(std::move(event), now_); }
    void start() { hear(core::TransactionStarted{}); }
    void finish(core::TransactionFinished event = {}) { hear(std::move(event)); }
    void pass(core::milliseconds time) {
        now_.steady += time;
        now_.wall += time;
        kiosk_.tick(now_);
    }
    void tap(Role role, const std::string& id) {
        now_.steady += 5s;
        now_.wall += 5s;
        kiosk_.touch(false, 1, now_);
        kiosk_.tap({role, id}, now_);
    }
    // Up to the thank-you.
    const core::Response& answer() {
        tap(Role::choice, "habit");
        const core::Keep keep = kept_.back();
        kiosk_.kept(keep.record.id, keep.open, true, now_);
        return std::get<core::Response>(kept_.back().record.body);
    }
    std::string screen() const { return screen_name(kiosk_.view()); }
    bool asks() const { return open_question(kiosk_.view()).has_value(); }

    template <typename Kind>
    std::vector<Kind> kept() const {
        std::vector<Kind> all;
        for (const core::Keep& keep : kept_)
            if (const auto* one = std::get_if<Kind>(&keep.record.body)) all.push_back(*one);
        return all;
    }

    Wordings wordings_{assets_folder() / "locale"};
    core::Now now_{noon, 1h};
    std::uint64_t chance_ = 0;
    std::vector<core::Keep> kept_;
    std::vector<core::Exposure> saved_;
    Kiosk kiosk_{wordings_,
                 "device",
                 [this] { return ++chance_; },
                 [](core::Instant at, const std::string&) {
                     return std::chrono::local_time<core::milliseconds>(at.time_since_epoch());
                 },
                 [this](core::Keep keep) { kept_.push_back(std::move(keep)); },
                 [this](std::vector<core::Exposure> counts) { saved_ = std::move(counts); }};
};

TEST_F(KioskTillTest, AScanIsKeptWhateverIsShownAndChangesNothing) {
    core::Bundle bundle = a_bundle();
    bundle.reasons = {{"price", {{"en", "Prices"}}, "", core::ReasonState::live, {}}};
    kiosk_.use(bundle, now_);
    const View before = kiosk_.view();
    ASSERT_TRUE(kiosk_.scan("PRICE-", now_));
    EXPECT_EQ(kiosk_.view(), before);
    ASSERT_EQ(kept<core::Comment>().size(), 1u);
    EXPECT_EQ(kept<core::Comment>().front().entered, core::Entered::scan);
    answer();
    ASSERT_TRUE(kiosk_.scan("price*", now_));
    EXPECT_EQ(screen(), "thanks");
    EXPECT_EQ(kept<core::Comment>().size(), 2u);

    const auto unknown = kiosk_.scan("TEA-", now_);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().kind, core::ErrorKind::invalid);
    EXPECT_EQ(kept<core::Comment>().size(), 2u);
}

TEST_F(KioskTillTest, AsksOneInterviewATransactionAndRestsBetween) {
    start();
    EXPECT_TRUE(asks());
    EXPECT_EQ(answer().armed, core::Armed::transaction);
    EXPECT_EQ(screen(), "thanks");
    pass(core::thanks_close_after);
    EXPECT_EQ(screen(), "attract");
    EXPECT_FALSE(asks());
    pass(1h);
    EXPECT_FALSE(asks());
    EXPECT_EQ(std::get<CalmView>(kiosk_.view().screen).text, "") << "no question comes by itself";
    start();
    EXPECT_TRUE(asks());
}

TEST_F(KioskTillTest, TheNextShopperEndsTheThanksAndTheLockOut) {
    answer();
    EXPECT_EQ(screen(), "thanks");
    start();
    EXPECT_TRUE(asks());
    answer();
    start();
    EXPECT_TRUE(asks());
}

TEST_F(KioskTillTest, FinishesWhoHasBegunBeforeItAsksTheNext) {
    start();
    now_.steady += 1s;
    kiosk_.touch(true, 1, now_);
    start();
    pass(core::stays_after_finish - 50s);
    EXPECT_TRUE(asks());
    answer();
    pass(core::thanks_close_after);
    EXPECT_TRUE(asks()) << "the one who came meanwhile";
    EXPECT_THAT(answer().flags, IsEmpty());
}

TEST_F(KioskTillTest, IsDarkAfterNotTodayAndOutsideTheHours) {
    start();
    tap(Role::button, "skip");
    kiosk_.kept(kept_.back().record.id, false, true, now_);
    start();
    EXPECT_EQ(screen(), "dark");
    start();
    EXPECT_TRUE(asks());

    core::Bundle bundle = a_bundle();
    bundle.hours = {{"mon", {{"08:00", "13:00"}}}};
    kiosk_.use(bundle, now_);
    pass(1h);
    EXPECT_EQ(screen(), "dark");
    EXPECT_FALSE(asks());
}

TEST_F(KioskTillTest, StartsInTheDarkAndWakesByItself) {
    core::Bundle bundle = a_bundle();
    bundle.hours = {{"mon", {{"12:30", "20:00"}}}};
    kiosk_.use(bundle, now_);
    EXPECT_EQ(screen(), "dark");
    ASSERT_TRUE(kiosk_.deadline());
    const core::milliseconds opens = now_.steady + 30min;
    while (*kiosk_.deadline() < opens) pass(*kiosk_.deadline() - now_.steady);
    EXPECT_EQ(screen(), "dark");
    pass(*kiosk_.deadline() - now_.steady);
    EXPECT_EQ(now_.wall, noon + 30min);
    EXPECT_TRUE(asks());
}

TEST_F(KioskTillTest, IsCalmWhereAllIsKnown) {
    core::Bundle bundle = a_bundle();
    bundle.questionnaires.front().tickets = {{"A", 0}};
    kiosk_.use(bundle, now_);
    EXPECT_EQ(screen(), "attract");
    EXPECT_FALSE(asks());
    start();
    EXPECT_FALSE(asks());
}

TEST_F(KioskTillTest, CountsWhatIsThankedForBeforeItIsKept) {
    start();
    EXPECT_THAT(saved_.back().questions, ElementsAre(core::QuestionExposure{"A", 1, 0, 0, 0}));
    tap(Role::choice, "habit");
    EXPECT_THAT(saved_.back().questions, ElementsAre(core::QuestionExposure{"A", 1, 1, 0, 0}));
    EXPECT_THAT(kept<core::Exposure>(), IsEmpty());
    kiosk_.end(now_);
    EXPECT_THAT(kept<core::Exposure>(), ElementsAre(saved_.back()));
}

TEST_F(KioskTillTest, KeepsTheVisitWithItsAnswer) {
    core::Bundle bundle = a_bundle();
    bundle.visit_key = "c2VjcmV0";
    kiosk_.use(bundle, now_);
    start();
    answer();
    const std::string id = kept_.back().record.id;
    finish({"4711", core::Basket::full});
    ASSERT_EQ(kept<core::Visit>().size(), 1U);
    EXPECT_EQ(kept<core::Visit>()[0].response, id);
    EXPECT_EQ(kept<core::Visit>()[0].token->size(), 16U);
}

TEST_F(KioskTillTest, KeepsWhatACustomerSaid) {
    core::Comment comment;
    comment.topics = {"produce"};
    hear(comment);
    EXPECT_THAT(kept<core::Comment>(), Contains(testing::Field(&core::Comment::locale, "en")));
}

TEST_F(KioskTillTest, FlagsASecondAnswerAndOneWhereNobodyWas) {
    start();
    answer();
    hear(core::AskNow{});
    pass(core::thanks_close_after);
    const core::Response& second = answer();
    EXPECT_EQ(second.armed, core::Armed::manual);
    EXPECT_THAT(second.flags, ElementsAre("Q11"));
    pass(core::thanks_close_after);
    pass(1h);
    hear(core::AskNow{});
    EXPECT_THAT(answer().flags, Contains("Q6+"));
}

TEST_F(KioskTillTest, MovesThePictureALittleWhileNobodyComes) {
    const int before = kiosk_.view().drift;
    for (int i = 0; i < 6; ++i) pass(10min);
    EXPECT_GE(kiosk_.view().drift, before + 5);
    EXPECT_LE(kiosk_.view().drift, before + 7);
    kiosk_.touch(true, 1, now_);
    const int touched = kiosk_.view().drift;
    now_.steady += 10s;
    kiosk_.tick(now_);
    EXPECT_EQ(kiosk_.view().drift, touched) << "never under a finger";
}

}  // namespace
}  // namespace earshot::app
