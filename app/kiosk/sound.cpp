#include "app/kiosk/sound.h"

#include <SDL.h>

#include <string>

namespace earshot::app {
namespace {

// What a device hands over at once: 21 ms.
constexpr Uint16 portion = 1'024;
constexpr int capture = 1;
constexpr int playback = 0;

class SdlSound : public SoundCard {
  public:
    SdlSound() : alive_(SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {}
    ~SdlSound() override {
        close(microphone_);
        close(loudspeaker_);
        if (alive_) SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    SdlSound(const SdlSound&) = delete;
    SdlSound& operator=(const SdlSound&) = delete;

    bool has_microphone() override { return alive_ && SDL_GetNumAudioDevices(capture) > 0; }

    core::Result<void> listen() override { return open(microphone_, capture); }

    Samples heard() override {
        Samples samples(SDL_GetQueuedAudioSize(microphone_) / sizeof(std::int16_t));
        const Uint32 got =
            SDL_DequeueAudio(microphone_, samples.data(),
                             static_cast<Uint32>(samples.size() * sizeof(std::int16_t)));
        samples.resize(got / sizeof(std::int16_t));
        return samples;
    }

    void stop_listening() override { close(microphone_); }

    core::Result<void> play(const Samples& samples) override {
        TRY(open(loudspeaker_, playback));
        const auto bytes = static_cast<Uint32>(samples.size() * sizeof(std::int16_t));
        if (SDL_QueueAudio(loudspeaker_, samples.data(), bytes) != 0) return refused();
        return {};
    }

    bool plays() override { return SDL_GetQueuedAudioSize(loudspeaker_) > 0; }

    void stop_playing() override { close(loudspeaker_); }

  private:
    static tl::unexpected<core::Error> refused() {
        return core::fail(core::ErrorKind::unavailable, std::string("sound: ") + SDL_GetError());
    }

    static core::Result<void> open(SDL_AudioDeviceID& device, int direction) {
        close(device);
        SDL_AudioSpec wanted{};
        wanted.freq = sound_rate;
        wanted.format = AUDIO_S16SYS;
        wanted.channels = 1;
        wanted.samples = portion;
        constexpr int as_wanted = 0;
        device = SDL_OpenAudioDevice(nullptr, direction, &wanted, nullptr, as_wanted);
        if (device == 0) return refused();
        SDL_PauseAudioDevice(device, 0);
        return {};
    }

    static void close(SDL_AudioDeviceID& device) {
        if (device != 0) SDL_CloseAudioDevice(device);
        device = 0;
    }

    bool alive_;
    SDL_AudioDeviceID microphone_ = 0;
    SDL_AudioDeviceID loudspeaker_ = 0;
};

}  // namespace

std::unique_ptr<SoundCard> open_sound() { return std::make_unique<SdlSound>(); }

}  // namespace earshot::app
