#include "app/kiosk/voice_thread.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <optional>
#include <utility>

namespace earshot::app {

void VoiceThread::look() {
    post([](Recorder&) {});
}
void VoiceThread::record() {
    post([](Recorder& recorder) { recorder.record(core::system_now()); });
}
void VoiceThread::stop() {
    post([](Recorder& recorder) { recorder.stop(core::system_now()); });
}
void VoiceThread::listen() {
    post([](Recorder& recorder) { recorder.listen(); });
}
void VoiceThread::discard() {
    post([](Recorder& recorder) { recorder.discard(); });
}
void VoiceThread::take(std::function<void(std::string)> take) {
    post([take = std::move(take)](Recorder& recorder) { take(recorder.take()); });
}

void VoiceThread::post(Task task) {
    {
        const std::scoped_lock lock(mutex_);
        tasks_.push_back(std::move(task));
    }
    posted_.notify_one();
    if (!thread_.joinable())
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void VoiceThread::run(const std::stop_token& stop) {
    const std::unique_ptr<SoundCard> card = open_();
    Recorder recorder(*card);
    std::optional<VoiceState> told;
    while (!stop.stop_requested()) {
        Task task;
        {
            std::unique_lock lock(mutex_);
            const auto posted = [this] { return !tasks_.empty(); };
            if (recorder.busy())
                posted_.wait_for(lock, stop, Recorder::beat, posted);
            else
                posted_.wait(lock, stop, posted);
            if (!tasks_.empty()) {
                task = std::move(tasks_.front());
                tasks_.pop_front();
            }
        }
        try {
            if (task) task(recorder);
            recorder.tick(core::system_now());
        } catch (const std::exception& error) {
            spdlog::error("a recording failed: {}", error.what());
            recorder.discard();
        }
        const VoiceState now{card->has_microphone(), recorder.state()};
        if (now == told) continue;
        told = now;
        tell_(now);
    }
}

}  // namespace earshot::app
