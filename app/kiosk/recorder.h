#pragma once

#include <memory>
#include <span>
#include <string>

#include "app/kiosk/opus.h"
#include "core/clock.h"
#include "core/result.h"

namespace earshot::app {

// What the recorder needs of a machine's sound: one channel of sound_rate.
class SoundCard {
  public:
    virtual ~SoundCard() = default;
    virtual bool has_microphone() = 0;
    // Fails as `unavailable`.
    virtual core::Result<void> listen() = 0;
    // What came since the last call.
    virtual Samples heard() = 0;
    virtual void stop_listening() = 0;
    // Fails as `unavailable`.
    virtual core::Result<void> play(const Samples& samples) = 0;
    virtual bool plays() = 0;
    virtual void stop_playing() = 0;
};

// How a recording stands.
struct Recorded {
    enum class Stage { none, recording, kept, playing };
    Stage stage = Stage::none;
    int level = 0;  // of what comes in: 0 silence to level_max
    core::milliseconds length{0};
    bool failed = false;  // the last thing that was wanted: the microphone or loudspeaker refuses

    bool operator==(const Recorded&) const = default;
};

// What is known of the machine's microphone and of what was said into it.
struct VoiceState {
    bool microphone = false;
    Recorded recorded;

    bool operator==(const VoiceState&) const = default;
};

// Takes down what a cashier says, for as long as they hold the key: to be heard again, thrown away,
// or handed on. Pure but for the card. One thread.
class Recorder {
  public:
    static constexpr core::milliseconds longest{30'000};
    // Shorter was no speech but a tap.
    static constexpr core::milliseconds shortest{400};
    // A microphone that gives nothing for so long gives nothing at all.
    static constexpr core::milliseconds silence_max{2'000};
    // How often tick() wants to be called meanwhile.
    static constexpr core::milliseconds beat{50};
    static constexpr int level_max = 12;

    // `card` must outlive it.
    explicit Recorder(SoundCard& card) : card_(card) {}
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    // In place of any there is.
    void record(core::Now now);
    void stop(core::Now now);
    void listen();
    void discard();
    // The recording, which is none any more; "" where there is none.
    std::string take();

    void tick(core::Now now);
    bool busy() const;  // tick() is wanted
    const Recorded& state() const { return state_; }

  private:
    void hear();
    void fail();

    SoundCard& card_;
    Recorded state_;
    core::milliseconds began_{0};
    core::milliseconds heard_at_{0};
    std::unique_ptr<OpusWriter> writer_;  // while it records
    std::size_t samples_ = 0;
    std::string sound_;  // once it is kept
};

// How loud it is, 0 to Recorder::level_max: as the ear has it, by decibels.
int level_of(std::span<const std::int16_t> samples);

}  // namespace earshot::app
