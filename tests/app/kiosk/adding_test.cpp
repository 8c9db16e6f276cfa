#include "app/kiosk/adding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/common/assets.h"
#include "core/forget_code.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Page = Adding::Page;
using Leaving = Adding::Leaving;

class AddingTest : public testing::Test {
  protected:
    AddingTest() {
        core::Bundle bundle;
        bundle.offer = {true, true, false};
        bundle.sealing_key = core::to_base64(key_.key);
        bundle.sealing_key_id = "k";
        bundle.followup_key = core::to_base64(key_.key);
        bundle.followup_key_id = "k";
        adding_.use(bundle);
        adding_.begin("the-response");
    }

    void start(const std::string& button) {
        now_.steady += 600ms;
        ASSERT_TRUE(adding_.start(button, keyboard_, now_));
    }
    void tap(const std::string& id, core::milliseconds after = 600ms) {
        now_.steady += after;
        const Role role = id.starts_with("key:") ? Role::key : Role::button;
        adding_.touched(now_);
        adding_.tap(
            {role, id, "", {}, true}, "en", [] { return "as I was told"; }, now_);
    }
    void type(const std::string& text) {
        now_.steady += 600ms;
        adding_.type(text, now_);
    }
    void pass(core::milliseconds time) {
        now_.steady += time;
        adding_.tick(now_);
    }
    void all_kept(bool safe = true) {
        for (std::size_t index = 0; index < keeps_.size(); ++index)
            adding_.kept(keeps_[index].record.id, safe, now_);
    }
    template <typename Body>
    const Body& body(std::size_t index) {
        return std::get<Body>(keeps_.at(index).record.body);
    }
    void to_consent() {
        start("contact");
        type("ann@example.org");
        tap("done");
        type("Ann");
        tap("done");
        tap("done");
    }

    std::shared_ptr<const ScreenKeyboard> keyboard_;
    core::OpeningKey key_ = core::make_opening_key("k");
    std::vector<core::Keep> keeps_;
    Adding adding_{core::system_random, [this](core::Keep keep) { keeps_.push_back(keep); }};
    core::Now now_{core::Instant{1'795'000'000'000ms}, 0ms};
};

TEST_F(AddingTest, SealsWordsAsTheyAreSavedAndNamesTheAnswer) {
    start("words");
    for (const char* key : {"key:f", "key:i", "key:n", "key:e"}) tap(key);
    tap("save");
    ASSERT_THAT(keeps_, SizeIs(1));
    const auto& words = body<core::Words>(0);
    EXPECT_EQ(words.of, "the-response");
    EXPECT_EQ(words.locale, "en");
    EXPECT_EQ(*core::open(std::get<core::Sealed>(words.text), key_), "fine");
    EXPECT_EQ(adding_.text(), "") << "still in memory";
}

TEST_F(AddingTest, ThanksForWordsOnlyOnceTheyAreKept) {
    start("words");
    type("fine");
    tap("save");
    EXPECT_EQ(adding_.page(), Page::words);
    all_kept();
    EXPECT_EQ(adding_.page(), Page::words_kept);
    tap("done");
    EXPECT_EQ(adding_.left(), Leaving::back);
    EXPECT_FALSE(adding_.offers_words());
}

TEST_F(AddingTest, IsLeftWhereNothingCanBeKept) {
    start("words");
    type("fine");
    tap("save");
    all_kept(false);
    EXPECT_FALSE(adding_.open());
    EXPECT_EQ(adding_.left(), Leaving::gone);
}

TEST_F(AddingTest, SavesNothingEmptyAndNothingTwice) {
    start("words");
    tap("save");
    type("   ");
    tap("save");
    EXPECT_THAT(keeps_, IsEmpty());
    type("fine");
    tap("save");
    tap("save");
    EXPECT_THAT(keeps_, SizeIs(1));
}

TEST_F(AddingTest, TakesDoubleLettersButNoKeyThatBounces) {
    start("words");
    tap("key:l");
    tap("key:l", 150ms);
    tap("key:l", 149ms);
    tap("key:o", 10ms);
    EXPECT_EQ(adding_.text(), "llo");
}

TEST_F(AddingTest, WritesOneCapitalAfterShift) {
    start("words");
    tap("key:shift");
    EXPECT_TRUE(adding_.writer().keys().shift);
    tap("key:A");
    EXPECT_FALSE(adding_.writer().keys().shift);
    tap("key:space");
    tap("key:b");
    EXPECT_EQ(adding_.text(), "A b");
}

TEST_F(AddingTest, ErasesWhatAReaderTakesForOneCharacter) {
    start("words");
    type("a👨‍👩‍👧");
    tap("key:erase");
    EXPECT_EQ(adding_.text(), "a");
    type("e\u0301");
    tap("key:erase");
    tap("key:erase");
    tap("key:erase");
    EXPECT_EQ(adding_.text(), "");
    EXPECT_EQ(adding_.characters_left(), 500u);
}

TEST_F(AddingTest, TakesOutCardNumbersAndSaysSo) {
    start("words");
    type("my card 4111 1111 1111 1111");
    EXPECT_EQ(adding_.text(), "my card •••• •••• •••• ••••");
    EXPECT_TRUE(adding_.writer().covered());
    tap("save");
    EXPECT_THAT(*core::open(std::get<core::Sealed>(body<core::Words>(0).text), key_),
                testing::Not(HasSubstr("1111")));
}

TEST_F(AddingTest, StopsAFloodWithoutAPause) {
    start("words");
    std::string flood;
    while (flood.size() < 100'000) flood += "ñ";
    const auto begun = std::chrono::steady_clock::now();
    type(flood);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 100ms);
    EXPECT_EQ(adding_.characters_left(), 0u);
}

TEST_F(AddingTest, SealsContactDetailsOnlyOnceConsentIsGiven) {
    to_consent();
    EXPECT_EQ(adding_.page(), Page::consent);
    EXPECT_THAT(keeps_, IsEmpty());
    tap("save");
    ASSERT_THAT(keeps_, SizeIs(1));
    const auto& follow_up = body<core::FollowUp>(0);
    EXPECT_EQ(follow_up.response, "the-response");
    EXPECT_EQ(*core::open({follow_up.sealed, follow_up.key_id}, key_),
              R"({"name":"Ann","contact":"ann@example.org","best_time":""})");
    EXPECT_EQ(follow_up.consent.wording, "as I was told");
    EXPECT_EQ(follow_up.consent.at, now_.wall);
    EXPECT_EQ(follow_up.expires - now_.wall, std::chrono::days(30));
    all_kept();
    EXPECT_EQ(adding_.page(), Page::contact_kept);
    EXPECT_EQ(follow_up.forget, core::hash_of_forget_code(adding_.code()));
}

TEST_F(AddingTest, GoesNoFurtherWithoutAWayToReachThem) {
    start("contact");
    tap("done");
    EXPECT_EQ(adding_.page(), Page::contact);
}

TEST_F(AddingTest, SkipsNoConsentHoweverFastItIsTapped) {
    start("contact");
    type("ann@example.org");
    for (int tapped = 0; tapped < 40; ++tapped) tap("done", 50ms);
    EXPECT_EQ(adding_.page(), Page::consent);
    EXPECT_THAT(keeps_, IsEmpty());
}

TEST_F(AddingTest, WarnsAndThenWipesWhatWasLeftUnsaved) {
    start("contact");
    type("ann@example.org");
    pass(45s);
    EXPECT_TRUE(adding_.warns());
    EXPECT_FALSE(adding_.writes());
    pass(20s - 1ms);
    EXPECT_TRUE(adding_.open());
    pass(1ms);
    EXPECT_EQ(adding_.left(), Leaving::gone);
    EXPECT_THAT(keeps_, IsEmpty());
    adding_.begin("another");
    start("contact");
    EXPECT_EQ(adding_.text(), "");
}

TEST_F(AddingTest, GivesMoreTimeAndKeepsWhatIsWritten) {
    start("words");
    type("fine");
    pass(50s);
    tap("key:x");
    tap("more_time");
    EXPECT_FALSE(adding_.warns());
    EXPECT_EQ(adding_.text(), "fine");
    tap("key:x");
    EXPECT_EQ(adding_.text(), "finex");
}

TEST_F(AddingTest, IsDeafForAMomentWhenItBeginsToWarn) {
    start("words");
    type("fine");
    pass(45s);
    tap("done", 249ms);
    EXPECT_TRUE(adding_.open());
    tap("done", 1ms);
    EXPECT_FALSE(adding_.open());
}

TEST_F(AddingTest, TellsWhenItHasSomethingToDo) {
    EXPECT_EQ(adding_.deadline(), std::nullopt);
    start("words");
    EXPECT_EQ(adding_.deadline(), now_.steady + 45s);
    pass(45s);
    EXPECT_EQ(adding_.deadline(), now_.steady + 20s);
}

TEST_F(AddingTest, TakesBackAllThatWasSaid) {
    start("words");
    type("fine");
    tap("save");
    all_kept();
    tap("done");
    start("forget");
    tap("forget");
    ASSERT_THAT(keeps_, SizeIs(3));
    EXPECT_EQ(body<core::Retraction>(1).of, keeps_[0].record.id);
    EXPECT_EQ(body<core::Retraction>(2).of, "the-response");
    all_kept();
    EXPECT_EQ(adding_.page(), Page::forgotten);
    EXPECT_FALSE(adding_.offers_words());
    tap("done");
    EXPECT_EQ(adding_.left(), Leaving::gone);
}

TEST_F(AddingTest, IsForgottenOnlyOnceTheLastOfItIs) {
    start("words");
    type("fine");
    tap("save");
    all_kept();
    tap("done");
    start("forget");
    tap("forget");
    adding_.kept(keeps_[1].record.id, true, now_);
    EXPECT_EQ(adding_.page(), Page::forget);
    adding_.kept(keeps_[2].record.id, true, now_);
    EXPECT_EQ(adding_.page(), Page::forgotten);
}

TEST_F(AddingTest, TakesBackByTheCodeFromAnotherDay) {
    start("forget");
    tap("more");
    type("k7qm");
    tap("save");
    EXPECT_TRUE(adding_.code_wrong());
    type(" 2xrd");
    tap("save");
    ASSERT_THAT(keeps_, SizeIs(1));
    EXPECT_EQ(body<core::Retraction>(0).forget, core::hash_of_forget_code("K7QM2XRD"));
    EXPECT_EQ(body<core::Retraction>(0).of, std::nullopt);
    all_kept();
    EXPECT_EQ(adding_.page(), Page::code_forgotten);
}

class AddingInChineseTest : public AddingTest {
  protected:
    AddingInChineseTest() { keyboard_ = keyboards_.in("zh"); }

    ScreenKeyboards keyboards_{assets_folder() / "keyboards"};
};

TEST_F(AddingInChineseTest, TurnsLettersIntoTheCharactersChosen) {
    start("words");
    for (const char* key : {"key:n", "key:i", "key:h", "key:a", "key:o"}) tap(key);
    EXPECT_EQ(adding_.writer().composing(), "nihao");
    tap("key:你");
    EXPECT_EQ(adding_.text(), "你");
    EXPECT_EQ(adding_.writer().composing(), "hao");
    tap("key:space");
    EXPECT_EQ(adding_.text(), "你好");
    EXPECT_EQ(adding_.writer().composing(), "");
    tap("key:。");
    tap("save");
    EXPECT_EQ(*core::open(std::get<core::Sealed>(body<core::Words>(0).text), key_), "你好。");
}

TEST_F(AddingInChineseTest, KeepsLettersThatBecameNoCharacters) {
    start("words");
    for (const char* key : {"key:v", "key:i", "key:p"}) tap(key);
    tap("key:erase");
    tap("key:1");
    EXPECT_EQ(adding_.text(), "vi1");
    tap("key:o");
    tap("key:k");
    tap("save");
    EXPECT_EQ(*core::open(std::get<core::Sealed>(body<core::Words>(0).text), key_), "vi1ok");
}

TEST_F(AddingInChineseTest, WritesAddressesAsTheyAre) {
    start("contact");
    for (const char* key : {"key:a", "key:n"}) tap(key);
    EXPECT_EQ(adding_.text(), "an");
}

TEST_F(AddingTest, OffersNothingThatCannotBeSealed) {
    core::Bundle bundle;
    bundle.offer = {true, true, false};
    bundle.sealing_key = core::to_base64(std::string(32, '\0'));
    adding_.use(bundle);
    EXPECT_FALSE(adding_.offers_words());
    EXPECT_FALSE(adding_.offers_contact());
    EXPECT_FALSE(adding_.start("words", keyboard_, now_));
    EXPECT_TRUE(adding_.offers_forgetting());
}

}  // namespace
}  // namespace earshot::app
