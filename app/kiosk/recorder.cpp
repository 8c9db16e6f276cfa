#include "app/kiosk/recorder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/wipe.h"

namespace earshot::app {
namespace {

using Stage = Recorded::Stage;

constexpr std::size_t samples_max =
    static_cast<std::size_t>(sound_rate) * Recorder::longest.count() / 1'000;

core::milliseconds length_of(std::size_t samples) {
    return core::milliseconds(static_cast<std::int64_t>(samples) * 1'000 / sound_rate);
}

}  // namespace

int level_of(std::span<const std::int16_t> samples) {
    // A quiet room, and close to what clips.
    constexpr double quiet = -50;
    constexpr double loud = -8;
    double sum = 0;
    for (const std::int16_t sample : samples) sum += static_cast<double>(sample) * sample;
    if (sum == 0) return 0;
    constexpr double full = std::numeric_limits<std::int16_t>::max();
    const double mean = std::sqrt(sum / static_cast<double>(samples.size())) / full;
    const double decibels = 20 * std::log10(mean);
    const double share = std::clamp((decibels - quiet) / (loud - quiet), 0.0, 1.0);
    return static_cast<int>(std::lround(share * Recorder::level_max));
}

Recorder::~Recorder() { discard(); }

void Recorder::record(core::Now now) {
    discard();
    if (!card_.listen()) return fail();
    writer_ = std::make_unique<OpusWriter>();
    began_ = heard_at_ = now.steady;
    state_.stage = Stage::recording;
}

void Recorder::hear() {
    Samples samples = card_.heard();
    samples.resize(std::min(samples.size(), samples_max - samples_));
    if (samples.empty()) return;
    writer_->write(samples);
    samples_ += samples.size();
    state_.level = level_of(samples);
    state_.length = length_of(samples_);
    std::ranges::fill(samples, std::int16_t{0});
}

void Recorder::stop(core::Now) {
    if (state_.stage != Stage::recording) return;
    hear();
    card_.stop_listening();
    if (state_.length < shortest) return discard();
    sound_ = writer_->finish();
    writer_.reset();
    state_.stage = Stage::kept;
    state_.level = 0;
}

void Recorder::listen() {
    if (state_.stage == Stage::playing) {
        card_.stop_playing();
        state_.stage = Stage::kept;
        return;
    }
    if (state_.stage != Stage::kept) return;
    const auto samples = read_opus(sound_);
    state_.failed = !samples || !card_.play(*samples);
    if (!state_.failed) state_.stage = Stage::playing;
}

void Recorder::discard() {
    if (state_.stage == Stage::recording) card_.stop_listening();
    if (state_.stage == Stage::playing) card_.stop_playing();
    writer_.reset();
    core::wipe(sound_);
    samples_ = 0;
    state_ = {};
}

std::string Recorder::take() {
    std::string sound = std::exchange(sound_, {});
    discard();
    return sound;
}

void Recorder::fail() {
    discard();
    state_.failed = true;
}

void Recorder::tick(core::Now now) {
    if (state_.stage == Stage::playing && !card_.plays()) state_.stage = Stage::kept;
    if (state_.stage != Stage::recording) return;
    const std::size_t before = samples_;
    hear();
    if (samples_ > before) heard_at_ = now.steady;
    if (now.steady - heard_at_ >= silence_max) return fail();
    if (samples_ == samples_max || now.steady - began_ >= longest + silence_max) stop(now);
}

bool Recorder::busy() const {
    return state_.stage == Stage::recording || state_.stage == Stage::playing;
}

}  // namespace earshot::app
