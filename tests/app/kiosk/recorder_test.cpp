#include "app/kiosk/recorder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <deque>

namespace earshot::app {
namespace {

using namespace std::chrono_literals;
using Stage = Recorded::Stage;

// A tone of 440 Hz.
Samples tone(core::milliseconds length, double loudness = 0.5) {
    Samples samples(static_cast<std::size_t>(sound_rate * length.count() / 1'000));
    for (std::size_t at = 0; at < samples.size(); ++at)
        samples[at] = static_cast<std::int16_t>(
            loudness * 32'767 * std::sin(2 * M_PI * 440 * static_cast<double>(at) / sound_rate));
    return samples;
}

class TestCard : public SoundCard {
  public:
    bool has_microphone() override { return true; }
    core::Result<void> listen() override {
        if (refuses) return core::fail(core::ErrorKind::unavailable, "busy");
        listens = true;
        return {};
    }
    Samples heard() override { return std::exchange(coming, {}); }
    void stop_listening() override { listens = false; }
    core::Result<void> play(const Samples& samples) override {
        if (refuses) return core::fail(core::ErrorKind::unavailable, "busy");
        played = samples;
        playing = true;
        return {};
    }
    bool plays() override { return playing; }
    void stop_playing() override { playing = false; }

    bool refuses = false, listens = false, playing = false;
    Samples coming, played;
};

class RecorderTest : public testing::Test {
  protected:
    // Speaks into it for so long, in portions.
    void speak(core::milliseconds length, double loudness = 0.5) {
        for (core::milliseconds done{0}; done < length; done += Recorder::beat) {
            card_.coming = tone(Recorder::beat, loudness);
            pass(Recorder::beat);
        }
    }
    void pass(core::milliseconds time) {
        now_.steady += time;
        recorder_.tick(now_);
    }
    Stage stage() const { return recorder_.state().stage; }

    core::Now now_;
    TestCard card_;
    Recorder recorder_{card_};
};

TEST_F(RecorderTest, TakesDownWhatIsSaidWhileTheKeyIsHeld) {
    EXPECT_FALSE(card_.listens);
    recorder_.record(now_);
    EXPECT_TRUE(card_.listens);
    EXPECT_TRUE(recorder_.busy());
    speak(2s);
    EXPECT_EQ(recorder_.state().length, 2s);
    recorder_.stop(now_);
    EXPECT_FALSE(card_.listens);
    EXPECT_EQ(stage(), Stage::kept);
    EXPECT_FALSE(recorder_.busy());
    card_.coming = tone(1s);
    pass(1s);

    const std::string sound = recorder_.take();
    EXPECT_EQ(stage(), Stage::none);
    EXPECT_EQ(recorder_.take(), "");
    const auto heard = read_opus(sound);
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->size(), 2u * sound_rate);
    EXPECT_NEAR(level_of(*heard), level_of(tone(2s)), 1);
    // Three words a second for half a minute fit what the hub takes, many times over.
    EXPECT_LT(sound.size(), 10'000u);
}

TEST_F(RecorderTest, EndsByItselfAfterHalfAMinute) {
    recorder_.record(now_);
    speak(31s);
    EXPECT_EQ(stage(), Stage::kept);
    EXPECT_FALSE(card_.listens);
    EXPECT_EQ(recorder_.state().length, Recorder::longest);
    EXPECT_EQ(read_opus(recorder_.take())->size(), 30u * sound_rate);
}

TEST_F(RecorderTest, ATapIsNoRecording) {
    recorder_.record(now_);
    speak(Recorder::shortest - Recorder::beat);
    recorder_.stop(now_);
    EXPECT_EQ(stage(), Stage::none);
    EXPECT_EQ(recorder_.take(), "");
}

TEST_F(RecorderTest, IsHeardAgainAsItWasSaid) {
    recorder_.record(now_);
    speak(1s);
    recorder_.stop(now_);
    recorder_.listen();
    EXPECT_EQ(stage(), Stage::playing);
    EXPECT_EQ(card_.played.size(), 1u * sound_rate);
    EXPECT_NEAR(level_of(card_.played), level_of(tone(1s)), 1);
    card_.playing = false;
    pass(50ms);
    EXPECT_EQ(stage(), Stage::kept);
    recorder_.listen();
    recorder_.listen();  // once more: no more of it
    EXPECT_EQ(stage(), Stage::kept);
    EXPECT_FALSE(card_.playing);
    EXPECT_NE(recorder_.take(), "");
}

TEST_F(RecorderTest, WhatIsThrownAwayIsGone) {
    recorder_.record(now_);
    speak(1s);
    recorder_.discard();
    EXPECT_FALSE(card_.listens);
    EXPECT_EQ(stage(), Stage::none);
    recorder_.record(now_);
    speak(1s);
    recorder_.stop(now_);
    recorder_.discard();
    EXPECT_EQ(recorder_.take(), "");
}

TEST_F(RecorderTest, ANewOneTakesThePlaceOfTheOld) {
    recorder_.record(now_);
    speak(3s);
    recorder_.stop(now_);
    recorder_.record(now_);
    speak(1s);
    recorder_.stop(now_);
    EXPECT_EQ(read_opus(recorder_.take())->size(), 1u * sound_rate);
}

TEST_F(RecorderTest, TellsOfAMicrophoneThatRefusesOrGivesNothing) {
    card_.refuses = true;
    recorder_.record(now_);
    EXPECT_EQ(stage(), Stage::none);
    EXPECT_TRUE(recorder_.state().failed);
    card_.refuses = false;
    recorder_.record(now_);
    EXPECT_FALSE(recorder_.state().failed);
    pass(Recorder::silence_max);
    EXPECT_EQ(stage(), Stage::none);
    EXPECT_TRUE(recorder_.state().failed);
    EXPECT_FALSE(card_.listens);
}

TEST_F(RecorderTest, ItsMeterRisesWithTheVoice) {
    EXPECT_EQ(level_of({}), 0);
    EXPECT_EQ(level_of(Samples(100, 0)), 0);
    int before = -1;
    for (const double loudness : {0.001, 0.01, 0.05, 0.2, 0.6}) {
        recorder_.record(now_);
        speak(1s, loudness);
        EXPECT_GT(recorder_.state().level, before) << loudness;
        before = recorder_.state().level;
    }
    EXPECT_EQ(before, Recorder::level_max);
}

TEST_F(RecorderTest, NonsenseIsNoOpus) {
    EXPECT_FALSE(read_opus(""));
    EXPECT_FALSE(read_opus("OggS and no more"));
    EXPECT_FALSE(read_opus(std::string(10'000, '\0')));
}

}  // namespace
}  // namespace earshot::app
