#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/common/assets.h"
#include "app/kiosk/kiosk.h"
#include "core/seal.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;

core::Bundle an_offering_bundle(const core::OpeningKey& key) {
    core::Question question;
    question.id = "A";
    question.order = core::ChoiceOrder::fixed;
    question.text = {{"en", "Why here?"}};
    core::Choice habit;
    habit.id = "habit";
    habit.text = {{"en", "Habit"}};
    question.choices = {habit};
    core::Bundle bundle;
    bundle.shop = {"harbour", "Harbour", "Europe/Berlin", {"en"}, "Maria"};
    bundle.questionnaires = {{"shop", 1, {"en"}, {{"A", 1}}, {question}}};
    bundle.offer = {true, true, false};
    bundle.sealing_key = core::to_base64(key.key);
    bundle.followup_key = bundle.sealing_key;
    return bundle;
}

// Somebody who has just been thanked.
class AddingToKioskTest : public testing::Test {
  protected:
    AddingToKioskTest() {
        kiosk_.write_with(keyboards_);
        kiosk_.use(an_offering_bundle(key_), now_);
        answer();
    }

    void answer() { kept(*tap(Role::choice, "habit")); }
    std::optional<core::Keep> tap(Role role, const std::string& id) {
        now_.steady += 600ms;
        kiosk_.touch(false, 1, now_);
        keeps_.clear();
        kiosk_.tap({role, id}, now_);
        return keeps_.empty() ? std::nullopt : std::optional(keeps_.back());
    }
    void pass(core::milliseconds time) {
        now_.steady += time;
        kiosk_.tick(now_);
    }
    void kept(const core::Keep& keep, bool safe = true) {
        kiosk_.kept(keep.record.id, keep.open, safe, now_);
    }

    std::string screen() const { return screen_name(kiosk_.view()); }
    template <typename Screen>
    Screen seen() const {
        return std::get<Screen>(kiosk_.view().screen);
    }

    core::OpeningKey key_ = core::make_opening_key("k");
    ScreenKeyboards keyboards_{assets_folder() / "keyboards"};
    Wordings wordings_{assets_folder() / "locale"};
    core::Now now_{};
    std::uint64_t chance_ = 0;
    std::vector<core::Keep> keeps_;
    Kiosk kiosk_{wordings_, "device", [this] { return ++chance_; },
                 [](core::Instant at, const std::string&) {
                     return std::chrono::local_time<core::milliseconds>(at.time_since_epoch());
                 },
                 [this](core::Keep keep) { keeps_.push_back(std::move(keep)); }};
};

TEST_F(AddingToKioskTest, OffersWordsContactAndForgettingOnceTheAnswerIsSafe) {
    std::vector<std::string> ids;
    for (const WayView& way : seen<ThanksView>().ways) ids.push_back(way.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"words", "contact", "forget"}));
}

TEST_F(AddingToKioskTest, WritesOverTheThanksAndComesBackToThem) {
    tap(Role::button, "words");
    EXPECT_EQ(screen(), "words");
    EXPECT_TRUE(kiosk_.writes());
    tap(Role::key, "key:a");
    EXPECT_EQ(seen<WritingView>().text, "a");
    EXPECT_EQ(seen<WritingView>().left, "499 left");
    pass(40s);
    tap(Role::button, "back");
    EXPECT_EQ(screen(), "thanks");
    EXPECT_FALSE(kiosk_.writes());
    pass(14s);
    EXPECT_EQ(screen(), "thanks");
}

TEST_F(AddingToKioskTest, ShowsNothingOfOneShopperToTheNext) {
    tap(Role::button, "words");
    kiosk_.type("mine alone", now_);
    pass(45s);
    EXPECT_EQ(screen(), "warning");
    pass(20s);
    EXPECT_EQ(screen(), "attract");
    pass(core::lock_out);
    answer();
    tap(Role::button, "words");
    EXPECT_EQ(seen<WritingView>().text, "");
}

TEST_F(AddingToKioskTest, AsksForConsentInTheWordsThatAreKept) {
    tap(Role::button, "contact");
    EXPECT_TRUE(seen<WritingView>().keys.from_latin);
    kiosk_.type("ann@example.org", now_);
    for (int page = 0; page < 3; ++page) tap(Role::button, "done");
    const auto asked = seen<AskView>();
    const auto keep = tap(Role::button, "save");
    ASSERT_TRUE(keep);
    EXPECT_EQ(std::get<core::FollowUp>(keep->record.body).consent.wording, asked.text);
    kept(*keep);
    EXPECT_EQ(screen(), "thanks");
    EXPECT_EQ(seen<ToldView>().code.size(), 9u);
}

TEST_F(AddingToKioskTest, IsClosedWhereWordsCannotBeKept) {
    tap(Role::button, "words");
    kiosk_.type("fine", now_);
    kept(*tap(Role::button, "save"), false);
    EXPECT_EQ(screen(), "closed");
}

TEST_F(AddingToKioskTest, AsksAnewOnceAllIsForgotten) {
    tap(Role::button, "forget");
    kept(*tap(Role::button, "forget"));
    EXPECT_EQ(screen(), "thanks");
    tap(Role::button, "done");
    EXPECT_EQ(open_question(kiosk_.view()), std::nullopt);
    pass(core::lock_out);
    EXPECT_EQ(open_question(kiosk_.view()), "A");
}

}  // namespace
}  // namespace earshot::app
