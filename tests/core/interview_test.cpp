#include "core/interview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/a_questionnaire.h"
#include "tests/core/chance.h"
#include "tests/support/size.h"

namespace earshot::core {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const Instant noon{milliseconds{1'795'000'000'000}};

Asked asked(const Question& question) {
    Asked shown{question, {}};
    for (const Choice& choice : question.choices) shown.shown.push_back(choice.id);
    return shown;
}

// "price" of B is followed by B.price; its other choices by nothing.
Plan a_plan() {
    Plan plan{"shop", 3, asked(test::a_question("B")), {}};
    plan.second.emplace("price", asked(test::a_question("B.price")));
    return plan;
}

// A first question of which two may be chosen.
Plan a_multiple() {
    Plan plan = a_plan();
    plan.second.clear();
    plan.first.question.kind = QuestionKind::multiple;
    plan.first.question.max = 2;
    return plan;
}

class InterviewTest : public testing::Test {
  protected:
    explicit InterviewTest(Plan plan = a_plan())
        : interview_(std::move(plan), "an-id", "en", Armed::always, now_) {}

    void start(Plan plan) { interview_ = {std::move(plan), "an-id", "en", Armed::always, now_}; }

    void pass(milliseconds time) {
        now_.steady += time;
        now_.wall += time;
    }

    std::optional<Keep> tap(std::string_view choice) {
        interview_.touch(false, 1, now_);
        return interview_.choose(choice, now_);
    }

    std::optional<Keep> tap_skip() {
        interview_.touch(false, 1, now_);
        return interview_.skip(now_);
    }

    std::optional<Keep> tap_done() {
        interview_.touch(false, 1, now_);
        return interview_.done(now_);
    }

    std::optional<Keep> tick() { return interview_.tick(now_); }
    void kept(bool safe = true) { interview_.kept(safe, now_); }
    Stage stage() const { return interview_.stage(); }

    // To the second question, 2 s after the first was shown.
    Keep answer_first() {
        pass(2s);
        return *tap("price");
    }

    void reach_thanks() {
        pass(2s);
        tap("taste");
        kept();
    }

    static const Response& response(const Keep& keep) {
        return std::get<Response>(keep.record.body);
    }

    Now now_{noon, 1h};
    Interview interview_;
};

TEST_F(InterviewTest, OneTapIsAWholeAnswer) {
    pass(2s);
    const auto keep = tap("taste");

    ASSERT_TRUE(keep);
    EXPECT_FALSE(keep->open);
    EXPECT_EQ(keep->record.id, "an-id");
    EXPECT_EQ(keep->record.seq, 0);
    EXPECT_EQ(keep->record.at, noon + 2s);
    Response expected;
    expected.questionnaire = "shop";
    expected.version = 3;
    expected.locale = "en";
    expected.duration_ms = 2000;
    expected.ended = Ended::completed;
    expected.answers = {{"B", {"taste"}, {}, {}, {"price", "taste", "none"}, 2000}};
    expected.touch = Touches{1, 0, 1};
    expected.armed = Armed::always;
    expected.rules = quality_rules_version;
    EXPECT_EQ(response(*keep), expected);
    EXPECT_EQ(stage(), Stage::saving);
    EXPECT_EQ(interview_.first_choice(), "taste");
}

TEST_F(InterviewTest, TheThankYouWaitsUntilItIsKept) {
    pass(2s);
    tap("taste");
    pass(1s);
    EXPECT_EQ(tick(), std::nullopt);
    EXPECT_EQ(stage(), Stage::saving);
    kept();
    EXPECT_EQ(stage(), Stage::thanks);
}

TEST_F(InterviewTest, NobodyIsThankedForWhatWasNotKept) {
    pass(2s);
    tap("taste");
    kept(false);
    EXPECT_EQ(stage(), Stage::refused);
    kept(true);
    EXPECT_EQ(stage(), Stage::refused);
    pass(6s);
    tick();
    EXPECT_EQ(stage(), Stage::over);
}

TEST_F(InterviewTest, AJournalThatNeverAnswersIsNotWaitedForForEver) {
    pass(2s);
    tap("taste");
    pass(saving_gives_up_after - 1ms);
    tick();
    EXPECT_EQ(stage(), Stage::saving);
    pass(1ms);
    tick();
    EXPECT_EQ(stage(), Stage::refused);
}

TEST_F(InterviewTest, TheFirstAnswerIsKeptOpenWhileTheSecondIsAsked) {
    const Keep open = answer_first();

    EXPECT_TRUE(open.open);
    EXPECT_EQ(open.record.id, "an-id");
    EXPECT_EQ(response(open).ended, Ended::abandoned);
    ASSERT_EQ(response(open).answers.size(), 2u);
    EXPECT_THAT(response(open).answers[0].choices, ElementsAre("price"));
    EXPECT_EQ(response(open).answers[1].question, "B.price");
    EXPECT_THAT(response(open).answers[1].choices, IsEmpty());
    EXPECT_THAT(response(open).answers[1].shown, ElementsAre("price", "taste", "none"));
    EXPECT_THAT(response(open).flags, ElementsAre("Q8"));
    EXPECT_EQ(stage(), Stage::second);
    EXPECT_EQ(interview_.asked().question.id, "B.price");
    EXPECT_THAT(interview_.chosen(), IsEmpty());
}

TEST_F(InterviewTest, TheSecondAnswerClosesTheSameRecord) {
    answer_first();
    pass(3s);
    const auto keep = tap("taste");

    ASSERT_TRUE(keep);
    EXPECT_FALSE(keep->open);
    EXPECT_EQ(keep->record.id, "an-id");
    EXPECT_EQ(response(*keep).ended, Ended::completed);
    ASSERT_EQ(response(*keep).answers.size(), 2u);
    EXPECT_EQ(response(*keep).answers[0].took_ms, 2000);
    EXPECT_EQ(response(*keep).answers[1].took_ms, 3000);
    EXPECT_THAT(response(*keep).answers[1].choices, ElementsAre("taste"));
    EXPECT_EQ(response(*keep).duration_ms, 5000);
    EXPECT_THAT(response(*keep).flags, IsEmpty());
    EXPECT_EQ(response(*keep).touch, (Touches{2, 0, 1}));
    EXPECT_EQ(stage(), Stage::saving);
    EXPECT_EQ(interview_.first_choice(), "price");
}

TEST_F(InterviewTest, KeepingTheOpenRecordThanksNobody) {
    answer_first();
    kept();
    EXPECT_EQ(stage(), Stage::second);
}

TEST_F(InterviewTest, TheSecondClosesEightSecondsAfterTheLastTouch) {
    answer_first();
    pass(7999ms);
    EXPECT_EQ(tick(), std::nullopt);
    interview_.touch(true, 1, now_);
    pass(7999ms);
    EXPECT_EQ(tick(), std::nullopt);
    EXPECT_EQ(interview_.deadline(), now_.steady + 1ms);
    pass(1ms);
    const auto keep = tick();

    ASSERT_TRUE(keep);
    EXPECT_FALSE(keep->open);
    EXPECT_EQ(response(*keep).ended, Ended::abandoned);
    EXPECT_THAT(response(*keep).answers[0].choices, ElementsAre("price"));
    EXPECT_THAT(response(*keep).answers[1].choices, IsEmpty());
    EXPECT_THAT(response(*keep).flags, ElementsAre("Q8"));
    kept();
    EXPECT_EQ(stage(), Stage::thanks);
}

TEST_F(InterviewTest, ATapThatComesTooLateIsDropped) {
    answer_first();
    pass(8s);
    const auto keep = tap("taste");

    ASSERT_TRUE(keep);
    EXPECT_EQ(response(*keep).ended, Ended::abandoned);
    EXPECT_THAT(response(*keep).answers[1].choices, IsEmpty());
    EXPECT_EQ(response(*keep).touch, (Touches{1, 0, 1}));
}

TEST_F(InterviewTest, ThatsAllOnTheSecondKeepsTheFirstAndThanks) {
    answer_first();
    pass(1s);
    const auto keep = tap_skip();

    ASSERT_TRUE(keep);
    EXPECT_EQ(response(*keep).ended, Ended::skipped);
    EXPECT_THAT(response(*keep).answers[0].choices, ElementsAre("price"));
    EXPECT_THAT(response(*keep).answers[1].choices, IsEmpty());
    EXPECT_EQ(response(*keep).answers[1].took_ms, 1000);
    EXPECT_THAT(response(*keep).flags, IsEmpty());
    kept();
    EXPECT_EQ(stage(), Stage::thanks);
}

TEST_F(InterviewTest, NotTodayIsKeptAndLocksOutWithoutAThankYou) {
    pass(1s);
    const auto keep = tap_skip();

    ASSERT_TRUE(keep);
    EXPECT_FALSE(keep->open);
    EXPECT_EQ(response(*keep).ended, Ended::skipped);
    ASSERT_EQ(response(*keep).answers.size(), 1u);
    EXPECT_THAT(response(*keep).answers[0].choices, IsEmpty());
    EXPECT_THAT(response(*keep).flags, IsEmpty());
    EXPECT_EQ(interview_.first_choice(), std::nullopt);
    kept();
    EXPECT_EQ(stage(), Stage::over);
    EXPECT_EQ(interview_.free_at(), now_.steady + lock_out);
}

TEST_F(InterviewTest, TheFirstQuestionWaitsForEverUntouched) {
    EXPECT_EQ(interview_.deadline(), std::nullopt);
    pass(48h);
    EXPECT_EQ(tick(), std::nullopt);
    EXPECT_EQ(stage(), Stage::first);
}

TEST_F(InterviewTest, ATouchedFirstQuestionIsLeftAfterFifteenSeconds) {
    pass(1h);
    interview_.touch(true, 1, now_);
    pass(14'999ms);
    EXPECT_EQ(tick(), std::nullopt);
    pass(1ms);
    const auto keep = tick();

    ASSERT_TRUE(keep);
    EXPECT_FALSE(keep->open);
    EXPECT_EQ(response(*keep).ended, Ended::abandoned);
    EXPECT_THAT(response(*keep).answers[0].choices, IsEmpty());
    EXPECT_EQ(stage(), Stage::over);
    EXPECT_EQ(interview_.free_at(), now_.steady);
    kept();
    EXPECT_EQ(stage(), Stage::over);
}

TEST_F(InterviewTest, TheThankYouGoesAfterSixSecondsAndFifteenOnceTouched) {
    reach_thanks();
    pass(5999ms);
    tick();
    EXPECT_EQ(stage(), Stage::thanks);
    interview_.touch(true, 1, now_);
    pass(14'999ms);
    tick();
    EXPECT_EQ(stage(), Stage::thanks);
    pass(1ms);
    tick();
    EXPECT_EQ(stage(), Stage::over);
    EXPECT_EQ(interview_.free_at(), now_.steady + 8s);
}

TEST_F(InterviewTest, TheThankYouGoesAfterSixSecondsUntouched) {
    reach_thanks();
    pass(6s);
    tick();
    EXPECT_EQ(stage(), Stage::over);
    EXPECT_EQ(interview_.deadline(), std::nullopt);
}

TEST_F(InterviewTest, TheThankYouWaitsAnewForWhomWasElsewhere) {
    answer_first();
    pass(1s);
    tap_skip();
    kept();
    pass(10min);
    interview_.resume(now_);
    pass(thanks_close_after_touch - 1ms);
    tick();
    EXPECT_EQ(stage(), Stage::thanks);
    pass(1ms);
    tick();
    EXPECT_EQ(stage(), Stage::over);
}

TEST_F(InterviewTest, TheThankYouIsClosedForWhomIsGone) {
    answer_first();
    interview_.close(now_);
    EXPECT_EQ(stage(), Stage::second);
    pass(1s);
    tap_skip();
    kept();
    interview_.close(now_);
    EXPECT_EQ(stage(), Stage::over);
}

TEST_F(InterviewTest, DoneEndsTheThankYou) {
    reach_thanks();
    pass(1s);
    EXPECT_EQ(tap_done(), std::nullopt);
    EXPECT_EQ(stage(), Stage::over);
}

TEST_F(InterviewTest, IsDeafForAQuarterOfASecondAfterAScreenChange) {
    pass(249ms);
    EXPECT_FALSE(interview_.hears(now_));
    EXPECT_EQ(tap("price"), std::nullopt);
    pass(1ms);
    EXPECT_TRUE(interview_.hears(now_));
    EXPECT_TRUE(tap("price"));

    pass(249ms);
    EXPECT_EQ(tap("taste"), std::nullopt);
    EXPECT_EQ(tap_skip(), std::nullopt);
    pass(1ms);
    EXPECT_TRUE(tap("taste"));
}

TEST_F(InterviewTest, AfterTheLastAnswerNothingIsKeptAgain) {
    pass(2s);
    tap("taste");
    pass(1s);
    EXPECT_EQ(tap("price"), std::nullopt);
    EXPECT_EQ(tap_skip(), std::nullopt);
    EXPECT_EQ(tap_done(), std::nullopt);
    kept();
    EXPECT_EQ(tap("price"), std::nullopt);
    EXPECT_EQ(tap_skip(), std::nullopt);
    EXPECT_EQ(stage(), Stage::thanks);
}

TEST_F(InterviewTest, ASecondStrikeOfTheSameTargetIsIgnored) {
    start(a_multiple());
    pass(2s);
    tap("price");
    pass(499ms);
    tap("price");
    EXPECT_THAT(interview_.chosen(), ElementsAre("price"));
    pass(1ms);
    tap("price");
    EXPECT_THAT(interview_.chosen(), IsEmpty());
    tap("taste");
    EXPECT_THAT(interview_.chosen(), ElementsAre("taste"));
}

TEST_F(InterviewTest, MultipleTakesUpToItsMaxAndIsAnsweredByDone) {
    start(a_multiple());
    pass(2s);
    EXPECT_EQ(tap_done(), std::nullopt);
    EXPECT_EQ(tap("taste"), std::nullopt);
    EXPECT_EQ(tap("price"), std::nullopt);
    EXPECT_EQ(tap("none"), std::nullopt);
    EXPECT_THAT(interview_.chosen(), ElementsAre("taste", "price"));
    pass(1s);
    const auto keep = tap_done();

    ASSERT_TRUE(keep);
    EXPECT_THAT(response(*keep).answers[0].choices, ElementsAre("taste", "price"));
    EXPECT_EQ(response(*keep).answers[0].took_ms, 3000);
    EXPECT_EQ(response(*keep).ended, Ended::completed);
}

TEST_F(InterviewTest, WhatWasChosenWithoutDoneIsNoAnswer) {
    start(a_multiple());
    pass(2s);
    tap("taste");
    pass(15s);
    const auto keep = tick();
    ASSERT_TRUE(keep);
    EXPECT_THAT(response(*keep).answers[0].choices, IsEmpty());
    EXPECT_EQ(response(*keep).ended, Ended::abandoned);
}

TEST_F(InterviewTest, AScaleNamesItsPointAndItsPlaceInTheQuestionnaire) {
    Plan plan = a_plan();
    plan.second.clear();
    plan.first.question.kind = QuestionKind::scale;
    std::ranges::reverse(plan.first.shown);
    start(plan);
    pass(2s);
    const auto keep = tap("none");
    ASSERT_TRUE(keep);
    EXPECT_THAT(response(*keep).answers[0].choices, ElementsAre("none"));
    EXPECT_EQ(response(*keep).answers[0].scale, 3);
    EXPECT_THAT(response(*keep).answers[0].shown, ElementsAre("none", "taste", "price"));
}

TEST_F(InterviewTest, TheLanguageIsThatSpokenAtTheEnd) {
    interview_.speak("de");
    EXPECT_EQ(interview_.locale(), "de");
    EXPECT_EQ(response(answer_first()).locale, "de");
}

TEST_F(InterviewTest, AJumpOfTheWallClockChangesNoTiming) {
    answer_first();
    now_.wall -= 26h;
    pass(3s);
    const auto keep = tap("taste");
    ASSERT_TRUE(keep);
    EXPECT_EQ(keep->record.at, now_.wall);
    EXPECT_EQ(response(*keep).answers[1].took_ms, 3000);
    EXPECT_EQ(response(*keep).duration_ms, 5000);
}

TEST_F(InterviewTest, MashingIsFlaggedAndCountedWithoutEnd) {
    for (int i = 0; i < 5000; ++i) {
        pass(1ms);
        interview_.touch(true, 3, now_);
    }
    const auto keep = tap("taste");
    ASSERT_TRUE(keep);
    EXPECT_THAT(response(*keep).flags, ElementsAre("Q4"));
    EXPECT_EQ(response(*keep).touch, (Touches{static_cast<int>(strikes_max), 1000, 3}));
}

TEST_F(InterviewTest, IsTheSameAfterItWasCopied) {
    answer_first();
    const Interview copy = interview_;
    EXPECT_EQ(copy.asked(), interview_.asked());
    EXPECT_NE(&copy.asked(), &interview_.asked());
}

// What must hold whatever a shopper and a journal do.
class Storm {
  public:
    explicit Storm(core::Random random)
        : random_(std::move(random)), interview_(plan(), "id", "en", Armed::manual, now_) {}

    void run() {
        for (int i = 0; i < 40; ++i) {
            now_.steady += milliseconds{below(3) == 0 ? below(20'000) : below(700)};
            event();
            // The journal answers at some time, or late, or not at all.
            if (interview_.stage() == Stage::saving && below(3) == 0) kept(below(4) != 0);
        }
        settle();
    }

  private:
    std::uint64_t below(std::uint64_t count) { return random_() % count; }

    Plan plan() {
        Plan plan = below(4) == 0 ? a_multiple() : a_plan();
        if (below(3) == 0) plan.second.clear();
        return plan;
    }

    void event() {
        const auto& shown = interview_.asked().shown;
        if (below(4) != 0) interview_.touch(below(2) == 0, static_cast<int>(below(4)), now_);
        switch (below(7)) {
            case 0:
            case 1:
            case 2:
                return take(interview_.choose(shown[below(shown.size())], now_));
            case 3:
                return take(interview_.done(now_));
            case 4:
                return take(interview_.skip(now_));
            case 5:
                return take(interview_.tick(now_));
            default:
                return kept(below(2) == 0);
        }
    }

    void kept(bool safe) {
        const bool awaited = interview_.stage() == Stage::saving;
        interview_.kept(safe, now_);
        safe_ = safe_ || (awaited && safe && closed_ == 1);
        check();
    }

    void take(const std::optional<Keep>& keep) {
        if (keep) {
            (keep->open ? open_ : closed_) += 1;
            EXPECT_EQ(keep->record.id, "id");
            EXPECT_FALSE(keep->open && closed_ > 0);
            const auto& answers = std::get<Response>(keep->record.body).answers;
            EXPECT_GE(answers.size(), 1u);
            EXPECT_LE(answers.size(), 2u);
        }
        check();
    }

    void check() const {
        EXPECT_LE(open_, 1);
        EXPECT_LE(closed_, 1);
        const Stage stage = interview_.stage();
        EXPECT_TRUE(stage != Stage::thanks || safe_);
        const bool waits = stage == Stage::first || stage == Stage::second;
        EXPECT_EQ(waits, closed_ == 0);
    }

    // With nobody near, time alone ends it, unless nobody ever touched.
    void settle() {
        for (int i = 0; i < 10 && interview_.deadline(); ++i) {
            now_.steady = *interview_.deadline();
            take(interview_.tick(now_));
        }
        if (interview_.stage() == Stage::first)
            EXPECT_EQ(closed_, 0);
        else
            EXPECT_EQ(interview_.stage(), Stage::over);
        EXPECT_EQ(closed_ == 1, interview_.stage() == Stage::over);
    }

    core::Random random_;
    Now now_{noon, 1h};
    Interview interview_;
    bool safe_ = false;
    int open_ = 0;
    int closed_ = 0;
};

TEST(InterviewStorm, KeepsOneClosedRecordThanksOnlyForWhatIsSafeAndEnds) {
    const auto seed = test::seed();
    const int storms = test::sized("interviews", 5'000, 200'000);
    for (int i = 0; i < storms && !testing::Test::HasFailure(); ++i)
        Storm(test::chance(seed * 1'000'003 + static_cast<std::uint64_t>(i))).run();
}

TEST_F(InterviewTest, MakesWayForTheNextShopperOnceItIsSafe) {
    pass(2s);
    tap("taste");
    interview_.make_way(now_);
    EXPECT_EQ(stage(), Stage::saving);
    kept();
    interview_.make_way(now_);
    EXPECT_EQ(stage(), Stage::over);
    EXPECT_EQ(interview_.free_at(), now_.steady);
}

TEST_F(InterviewTest, MakesWayFromTheWaitAfterTheThanks) {
    reach_thanks();
    pass(thanks_close_after);
    tick();
    EXPECT_EQ(interview_.free_at(), now_.steady + lock_out);
    interview_.make_way(now_);
    EXPECT_EQ(interview_.free_at(), now_.steady);
}

TEST_F(InterviewTest, WhatGoesOnAroundItIsFlagged) {
    interview_.note({Around::Lane::certainly_empty, false, true});
    pass(5s);
    EXPECT_THAT(response(*tap("taste")).flags, ElementsAre("Q6+", "Q11"));
}

TEST_F(InterviewTest, WhoListensOrWorksKeysIsWarnedBeforeTheSecondQuestionCloses) {
    interview_.unhurry(true);
    answer_first();
    pass(patience_for_slow_question.quiet - 1ms);
    EXPECT_FALSE(tick());
    EXPECT_FALSE(interview_.warns());
    pass(1ms);
    EXPECT_FALSE(tick());
    EXPECT_TRUE(interview_.warns());
    EXPECT_EQ(interview_.deadline(), now_.steady + patience_for_slow_question.warning);
    EXPECT_FALSE(tap("taste"));
    pass(patience_for_slow_question.warning);
    EXPECT_TRUE(tick());
    EXPECT_EQ(stage(), Stage::saving);
}

TEST_F(InterviewTest, MoreTimeBeginsTheWaitAnew) {
    answer_first();
    interview_.unhurry(true);
    for (int time = 0; time < patience_for_slow_question.extensions_max; ++time) {
        pass(patience_for_slow_question.quiet);
        tick();
        ASSERT_TRUE(interview_.can_extend());
        interview_.more_time(now_);
        EXPECT_FALSE(interview_.warns());
    }
    pass(patience_for_slow_question.quiet);
    tick();
    EXPECT_FALSE(interview_.can_extend());
    interview_.more_time(now_);
    EXPECT_TRUE(interview_.warns());
    EXPECT_TRUE(tap_skip());
}

TEST_F(InterviewTest, AWarningIsHeardToItsEndBeforeItsTimeBegins) {
    interview_.unhurry(true);
    answer_first();
    pass(patience_for_slow_question.quiet);
    tick();
    pass(5s);
    interview_.attend(now_);
    EXPECT_TRUE(interview_.warns());
    EXPECT_EQ(interview_.deadline(), now_.steady + patience_for_slow_question.warning);
}

TEST_F(InterviewTest, TimeCountsFromTheEndOfWhatIsSpoken) {
    answer_first();
    pass(second_closes_after - 1ms);
    interview_.attend(now_);
    pass(second_closes_after - 1ms);
    EXPECT_FALSE(tick());
    pass(1ms);
    interview_.attend(now_);
    EXPECT_TRUE(tick());
}

TEST_F(InterviewTest, BeingSpokenToIsNoSignOfAShopper) {
    interview_.attend(now_);
    EXPECT_EQ(interview_.deadline(), std::nullopt);
}

TEST_F(InterviewTest, AKeyThatOnlyMovesOnIsASignOfAShopperButNoTouch) {
    interview_.stir(now_);
    pass(left_alone_after - 1ms);
    interview_.stir(now_);
    pass(left_alone_after);
    const auto keep = tick();
    ASSERT_TRUE(keep);
    EXPECT_EQ(response(*keep).ended, Ended::abandoned);
    EXPECT_EQ(response(*keep).touch, (Touches{0, 0, 0}));
    EXPECT_THAT(response(*keep).flags, IsEmpty());
}

}  // namespace
}  // namespace earshot::core
