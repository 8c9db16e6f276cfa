#include "app/kiosk/pad.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "core/seal.h"
#include "sync/wire/record.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;
using core::Tone;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Outcome = Pad::Outcome;
using Stage = Pad::Stage;

core::Reason reason(const std::string& id) {
    return {id, {{"en", id}}, "food-apple", core::ReasonState::live, {}};
}

void add_fields(const boost::json::value& value, std::set<std::string>& fields) {
    if (value.is_object())
        for (const auto& [key, inside] : value.as_object()) {
            fields.insert(std::string(key));
            add_fields(inside, fields);
        }
    if (value.is_array())
        for (const auto& inside : value.as_array()) add_fields(inside, fields);
}

class PadTest : public testing::Test {
  protected:
    PadTest() {
        bundle_.sealing_key = core::to_base64(key_.key);
        bundle_.sealing_key_id = "k";
        for (const char* id : {"a", "b", "c", "d"}) bundle_.reasons.push_back(reason(id));
        bundle_.words["en"] = {"avocado", "bread", "brown rice"};
        use();
    }

    void use() { pad_.use(bundle_, "en", now_); }
    Pad make(std::string_view topics = {}, std::string_view told = {}) {
        return Pad(core::system_random,
                   {[this](core::Record record) { records_.push_back(std::move(record)); },
                    [this] { ++busy_; }, [this] { ++team_; },
                    [this](const std::string& text) { topics_ = text; },
                    [this](const std::string& text) { told_ = text; },
                    [this](Pad::Ask ask) { asked_.push_back(ask); }},
                   topics, told);
    }
    void begin() {
        pad_.begin_shift(now_);
        pad_.open(now_);
    }
    void tap(const std::string& id) {
        now_.steady += 600ms;
        const Role role = id.starts_with("key:") ? Role::key : Role::button;
        pad_.tap({role, id, "", {}, true}, core::Entered::touch, now_);
    }
    void type(const std::string& text) {
        now_.steady += 300ms;
        pad_.type(text, now_);
    }
    void pass(core::milliseconds time) {
        now_.steady += time;
        pad_.tick(now_);
    }
    void all_kept(bool safe = true) {
        for (const core::Record& record : records_) pad_.kept(record.id, safe, now_);
    }
    template <typename Body>
    const Body& body(std::size_t index) {
        return std::get<Body>(records_.at(index).body);
    }
    std::vector<std::string> shown() {
        std::vector<std::string> ids;
        for (const Pad::Card& card : pad_.page()) ids.push_back(card.reason ? card.reason->id : "");
        return ids;
    }

    core::OpeningKey key_ = core::make_opening_key("k");
    core::Bundle bundle_;
    std::vector<core::Record> records_;
    std::vector<Pad::Ask> asked_;
    int busy_ = 0;
    int team_ = 0;
    std::string topics_, told_;
    core::Now now_{core::Instant{1'795'000'000'000ms}, 1h};
    Pad pad_ = make();
};

TEST_F(PadTest, OpensOnlyWithinAShiftOfEightHours) {
    pad_.open(now_);
    EXPECT_FALSE(pad_.is_open());
    begin();
    EXPECT_TRUE(pad_.is_open());
    pass(8h - 1ms);
    pad_.open(now_);
    EXPECT_TRUE(pad_.is_open());
    pass(8s);
    pad_.open(now_);
    EXPECT_FALSE(pad_.is_open());
}

TEST_F(PadTest, KeepsATopicAndAToneInTwoTaps) {
    begin();
    tap("topic:b");
    EXPECT_THAT(records_, IsEmpty());
    tap("tone:trouble");
    ASSERT_THAT(records_, SizeIs(1));
    const auto& comment = body<core::Comment>(0);
    EXPECT_THAT(comment.topics, ElementsAre("b"));
    EXPECT_EQ(comment.tone, Tone::trouble);
    EXPECT_EQ(comment.locale, "en");
    EXPECT_EQ(comment.voice_of, core::VoiceOf::customer);
    EXPECT_EQ(comment.entered, core::Entered::touch);
    EXPECT_FALSE(comment.special || comment.unusual || comment.earlier);
    // Said to be noted once it is.
    EXPECT_EQ(pad_.outcome(), Outcome::keeping);
    all_kept();
    EXPECT_EQ(pad_.outcome(), Outcome::kept);
}

TEST_F(PadTest, KeepsATopicAndAToneInTwoKeys) {
    begin();
    type("3");
    type("+");
    ASSERT_THAT(records_, SizeIs(1));
    EXPECT_THAT(body<core::Comment>(0).topics, ElementsAre("c"));
    EXPECT_EQ(body<core::Comment>(0).tone, Tone::praise);
    EXPECT_EQ(body<core::Comment>(0).entered, core::Entered::keys);
    for (const auto& [sign, tone] :
         {std::pair{"-", Tone::trouble}, {"/", Tone::idea}, {"*", Tone::elsewhere}}) {
        type("1");
        type(sign);
        EXPECT_EQ(std::get<core::Comment>(records_.back().body).tone, tone);
    }
}

TEST_F(PadTest, TakesNoToneWithoutATopic) {
    begin();
    tap("tone:idea");
    type("+");
    tap("topic:a");
    tap("topic:a");
    tap("tone:idea");
    EXPECT_THAT(records_, IsEmpty());
}

TEST_F(PadTest, MarksTheNextCommentAndNoOther) {
    begin();
    tap("marks");
    for (const char* mark : {"mark:special", "mark:unusual", "mark:earlier", "mark:summary"})
        tap(mark);
    tap("back");
    type("1");
    type("-");
    const auto& comment = body<core::Comment>(0);
    EXPECT_TRUE(comment.special && comment.unusual && comment.earlier);
    EXPECT_EQ(comment.voice_of, core::VoiceOf::summary);
    // By keys alone.
    for (const char* key : {".", "2", ".", "1", "-"}) type(key);
    const auto& other = body<core::Comment>(1);
    EXPECT_TRUE(other.unusual);
    EXPECT_FALSE(other.special || other.earlier);
    EXPECT_EQ(other.voice_of, core::VoiceOf::customer);
}

TEST_F(PadTest, ClosesByItselfEightSecondsAfterTheLastTouch) {
    begin();
    tap("topic:a");
    pass(8s - 1ms);
    EXPECT_TRUE(pad_.is_open());
    EXPECT_EQ(*pad_.deadline(), now_.steady + 1ms);
    pass(1ms);
    EXPECT_FALSE(pad_.is_open());
    EXPECT_FALSE(pad_.deadline());
    // What was begun is gone.
    pad_.open(now_);
    EXPECT_FALSE(pad_.has_topic());
    EXPECT_THAT(records_, IsEmpty());
}

TEST_F(PadTest, TakesBackTheLastForThirtySeconds) {
    begin();
    type("1");
    type("-");
    all_kept();
    EXPECT_TRUE(pad_.key(Key::erase, false, now_));
    ASSERT_THAT(records_, SizeIs(2));
    EXPECT_EQ(body<core::Retraction>(1).of, records_[0].id);
    EXPECT_EQ(pad_.outcome(), Outcome::taken_back);
    // Once.
    pad_.key(Key::erase, false, now_);
    EXPECT_THAT(records_, SizeIs(2));

    type("1");
    type("-");
    all_kept();
    pass(8s);
    pass(22s - 1ms);
    pad_.open(now_);
    EXPECT_TRUE(pad_.can_undo());
    pass(1ms);
    EXPECT_FALSE(pad_.can_undo());
    pad_.key(Key::erase, false, now_);
    EXPECT_THAT(records_, SizeIs(3));
}

TEST_F(PadTest, SealsTheWordsAndTakesThemBackWithTheComment) {
    begin();
    type("1");
    type("-");
    all_kept();
    tap("words");
    EXPECT_EQ(pad_.stage(), Stage::words);
    type("no ripe avocados");
    tap("save");
    ASSERT_THAT(records_, SizeIs(2));
    const auto& words = body<core::Words>(1);
    EXPECT_EQ(words.of, records_[0].id);
    EXPECT_EQ(*core::open(std::get<core::Sealed>(words.text), key_), "no ripe avocados");
    all_kept();
    EXPECT_EQ(pad_.outcome(), Outcome::words_kept);
    EXPECT_FALSE(pad_.can_add_words());

    tap("undo");
    ASSERT_THAT(records_, SizeIs(4));
    EXPECT_EQ(body<core::Retraction>(2).of, records_[1].id);
    EXPECT_EQ(body<core::Retraction>(3).of, records_[0].id);
}

TEST_F(PadTest, WritesAtMost140CharactersAndPointsOutNumbers) {
    begin();
    type("1");
    type("-");
    pad_.key(Key::select, false, now_);
    type(std::string(500, 'x'));
    EXPECT_EQ(pad_.writer().text().size(), 140U);
    tap("back");
    tap("words");
    EXPECT_EQ(pad_.writer().text(), "");
    type("4111 1111 1111 1111");
    EXPECT_EQ(pad_.writer().text(), "•••• •••• •••• ••••");
    EXPECT_TRUE(pad_.writer().covered());
    tap("back");
    tap("words");
    EXPECT_FALSE(pad_.has_phone_number());
    type("call 0301234567");
    EXPECT_TRUE(pad_.has_phone_number());
}

TEST_F(PadTest, CompletesWordsFromTheListAlone) {
    begin();
    type("1");
    type("-");
    tap("words");
    type("no Br");
    EXPECT_THAT(pad_.writer().candidates(), ElementsAre("bread", "brown rice"));
    tap("key:bread");
    EXPECT_EQ(pad_.writer().text(), "no bread ");
    // What was typed is never offered.
    type("zucchini ");
    type("zuc");
    EXPECT_THAT(pad_.writer().candidates(), IsEmpty());
}

TEST_F(PadTest, HasMoreTimeForWordsAndForgetsThemWhenItCloses) {
    begin();
    type("1");
    type("-");
    tap("words");
    type("half a sen");
    pass(30s - 1ms);
    EXPECT_EQ(pad_.stage(), Stage::words);
    pass(1ms);
    EXPECT_FALSE(pad_.is_open());
    EXPECT_EQ(pad_.writer().text(), "");
    EXPECT_THAT(records_, SizeIs(1));
}

TEST_F(PadTest, PutsTheMostUsedHereFirstAndMovesNothingWithinAShift) {
    begin();
    EXPECT_THAT(shown(), ElementsAre("a", "b", "c", "d"));
    for (int count = 0; count < 3; ++count) {
        type("4");
        type("+");
    }
    pad_.noted_elsewhere({.topics = {"b"}, .tone = Tone::idea});
    EXPECT_THAT(shown(), ElementsAre("a", "b", "c", "d"));
    EXPECT_EQ(topics_, "b 1\nd 3\n");
    pass(8h);
    begin();
    EXPECT_THAT(shown(), ElementsAre("d", "b", "a", "c"));
    // After a restart, too.
    Pad again = make(topics_);
    again.use(bundle_, "en", now_);
    again.stand_open(now_);
    EXPECT_EQ(again.page().front().reason->id, "d");
}

TEST_F(PadTest, TurnsPagesWhereThereAreMoreThanEight) {
    for (const char* id : {"e", "f", "g", "h", "i"}) bundle_.reasons.push_back(reason(id));
    use();
    begin();
    EXPECT_THAT(shown(), ElementsAre("a", "b", "c", "d", "e", "f", "g", ""));
    type("8");
    EXPECT_THAT(shown(), ElementsAre("h", "i", ""));
    type("2");
    type("-");
    EXPECT_THAT(body<core::Comment>(0).topics, ElementsAre("i"));
    EXPECT_THAT(shown(), SizeIs(8));
    tap("more");
    tap("more");
    EXPECT_EQ(shown().front(), "a");
}

TEST_F(PadTest, PostponesTheNextShopper) {
    begin();
    type("0");
    tap("busy");
    EXPECT_EQ(busy_, 2);
    EXPECT_EQ(pad_.outcome(), Outcome::postponed);
    EXPECT_THAT(records_, IsEmpty());
}

TEST_F(PadTest, GivesWayToAShopperOnlyWhereItLiesOverTheirScreen) {
    begin();
    pad_.give_way(now_);
    EXPECT_FALSE(pad_.is_open());
    pad_.stand_open(now_);
    pad_.give_way(now_);
    EXPECT_TRUE(pad_.is_open());
    type("1");
    pass(8s);
    EXPECT_TRUE(pad_.is_open());
    EXPECT_FALSE(pad_.has_topic());
    EXPECT_FALSE(pad_.deadline());
}

TEST_F(PadTest, ShowsOnceWhatCameOfIt) {
    bundle_.notices = {{"n", {{"en", "Oat bread"}}, {"b"}, "2026-11-16T08:00:00.000Z", {}, true},
                       {"other", {{"en", "Not from here"}}, {"a"}, "", {}, false}};
    use();
    begin();
    ASSERT_EQ(pad_.stage(), Stage::news);
    EXPECT_EQ(pad_.news()->id, "n");
    EXPECT_EQ(told_, "n\n");
    // A hand that knows its keys is not held up.
    type("2");
    type("+");
    EXPECT_THAT(body<core::Comment>(0).topics, ElementsAre("b"));
    pass(8s);
    pad_.open(now_);
    EXPECT_EQ(pad_.stage(), Stage::topics);
    Pad again = make({}, told_);
    again.use(bundle_, "en", now_);
    again.stand_open(now_);
    EXPECT_EQ(again.stage(), Stage::topics);
}

TEST_F(PadTest, KeepsNewsOnItsOwnDisplayUntilSomebodyHasSeenThem) {
    bundle_.notices = {{"n", {{"en", "Oat bread"}}, {"b"}, "2026-11-16T08:00:00.000Z", {}, true}};
    pad_.stand_open(now_);
    EXPECT_EQ(pad_.stage(), Stage::topics);
    use();
    EXPECT_EQ(pad_.stage(), Stage::news);
    pass(1h);
    EXPECT_EQ(pad_.stage(), Stage::news);
    EXPECT_EQ(told_, "");
    tap("done");
    EXPECT_EQ(pad_.stage(), Stage::topics);
    EXPECT_EQ(told_, "n\n");
}

// These and no others: none can hold a person.
TEST_F(PadTest, HoldsNobodyOfTheStaffInAnythingItKeeps) {
    begin();
    type("1");
    type("-");
    tap("words");
    type("x");
    tap("save");
    tap("undo");
    std::set<std::string> fields;
    for (const core::Record& record : records_)
        add_fields(boost::json::parse(sync::wire::encode(record)), fields);
    EXPECT_THAT(fields, ElementsAre("at", "audio", "earlier", "entered", "forget", "id", "key_id",
                                    "locale", "of", "sealed", "special", "text", "tone", "topics",
                                    "type", "unsent", "unusual", "voice_of"));
    EXPECT_EQ(topics_, "");
}

class PadVoiceTest : public PadTest {
  protected:
    PadVoiceTest() {
        bundle_.offer.voice = true;
        use();
        hear(Recorded::Stage::none);
        begin();
        asked_.clear();
    }
    void hear(Recorded::Stage stage, int level = 0) {
        pad_.hear({true, {stage, level, 3s, false}}, now_);
    }
    void record() {
        tap("voice");
        tap("talk");
        hear(Recorded::Stage::recording, 5);
        tap("talk");
        hear(Recorded::Stage::kept);
    }
    using Ask = Pad::Ask;
};

TEST_F(PadVoiceTest, IsOfferedOnlyWhereTheShopWantsItAndThereIsAMicrophone) {
    EXPECT_TRUE(pad_.offers_voice());
    pad_.hear({false, {}}, now_);
    EXPECT_FALSE(pad_.offers_voice());
    tap("voice");
    EXPECT_EQ(pad_.stage(), Stage::topics);
    hear(Recorded::Stage::none);
    bundle_.offer.voice = false;
    use();
    EXPECT_FALSE(pad_.offers_voice());
    bundle_.offer.voice = true;
    bundle_.sealing_key.clear();
    use();
    EXPECT_FALSE(pad_.offers_voice());
}

TEST_F(PadVoiceTest, WhatIsSaidAloudGoesWithTheNextTopicAndNoOther) {
    record();
    EXPECT_THAT(asked_, ElementsAre(Ask::record, Ask::stop));
    tap("save");
    EXPECT_EQ(pad_.stage(), Stage::topics);
    EXPECT_TRUE(pad_.has_spoken());
    EXPECT_THAT(records_, IsEmpty());
    type("1-");
    const auto& comment = body<core::Comment>(0);
    EXPECT_TRUE(core::is_id(comment.audio.value()));
    EXPECT_EQ(comment.entered, core::Entered::voice);
    EXPECT_EQ(comment.voice_of, core::VoiceOf::summary);
    EXPECT_EQ(comment.tone, Tone::trouble);
    type("2+");
    EXPECT_EQ(body<core::Comment>(1).audio, std::nullopt);
    EXPECT_EQ(body<core::Comment>(1).entered, core::Entered::keys);
    EXPECT_THAT(asked_, ElementsAre(Ask::record, Ask::stop));
}

TEST_F(PadVoiceTest, IsHeardAgainAndThrownAway) {
    record();
    tap("listen");
    hear(Recorded::Stage::playing);
    tap("discard");
    hear(Recorded::Stage::none);
    tap("save");  // there is nothing
    EXPECT_EQ(pad_.stage(), Stage::voice);
    tap("back");
    EXPECT_FALSE(pad_.has_spoken());
    EXPECT_THAT(asked_,
                ElementsAre(Ask::record, Ask::stop, Ask::listen, Ask::discard, Ask::discard));
    type("1-");
    EXPECT_EQ(body<core::Comment>(0).audio, std::nullopt);
}

TEST_F(PadVoiceTest, GoesWithWhoeverLeaves) {
    record();
    tap("save");
    asked_.clear();
    pass(Pad::words_close_after);
    EXPECT_THAT(asked_, ElementsAre(Ask::discard));
    EXPECT_FALSE(pad_.has_spoken());
    begin();
    record();
    asked_.clear();
    pad_.give_way(now_);
    EXPECT_THAT(asked_, ElementsAre(Ask::discard));
    begin();
    tap("voice");
    pad_.hear({false, {}}, now_);  // the microphone is pulled
    EXPECT_EQ(pad_.stage(), Stage::topics);
}

TEST_F(PadVoiceTest, ItsWindowStaysWhileSomebodySpeaks) {
    tap("voice");
    tap("talk");
    for (int second = 0; second < 60; ++second) {
        hear(Recorded::Stage::recording, second % 12);
        pass(1s);
        ASSERT_EQ(pad_.stage(), Stage::voice);
    }
    hear(Recorded::Stage::kept);
    pass(Pad::words_close_after);
    EXPECT_EQ(pad_.stage(), Stage::closed);
}

TEST_F(PadVoiceTest, OneKeyTalksAndStops) {
    tap("voice");
    pad_.key(Key::select, false, now_);
    hear(Recorded::Stage::recording);
    type("1-");  // means nothing here
    pad_.key(Key::select, false, now_);
    hear(Recorded::Stage::kept);
    pad_.key(Key::erase, false, now_);
    EXPECT_THAT(asked_, ElementsAre(Ask::record, Ask::stop, Ask::discard));
    pad_.key(Key::back, false, now_);
    EXPECT_EQ(pad_.stage(), Stage::topics);
    EXPECT_THAT(records_, IsEmpty());
}

}  // namespace
}  // namespace earshot::app
