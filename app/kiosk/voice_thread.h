#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "app/kiosk/recorder.h"

namespace earshot::app {

// The recorder on a thread of its own, as a sound server may take its time and Opus takes some of
// the processor's. The thread starts with the first call: most shops never ask for it. All calls
// are for one thread, and return at once.
class VoiceThread {
  public:
    // Called on that thread, when it has changed.
    using Tell = std::function<void(const VoiceState&)>;
    using Open = std::function<std::unique_ptr<SoundCard>()>;

    VoiceThread(Open open, Tell tell) : open_(std::move(open)), tell_(std::move(tell)) {}
    VoiceThread(const VoiceThread&) = delete;
    VoiceThread& operator=(const VoiceThread&) = delete;

    // Whether there is a microphone.
    void look();
    void record();
    void stop();
    void listen();  // or stops it
    void discard();
    // Hands the recording over, on that thread; "" where there is none.
    void take(std::function<void(std::string)> take);

  private:
    using Task = std::function<void(Recorder&)>;
    void post(Task task);
    void run(const std::stop_token& stop);

    Open open_;
    Tell tell_;
    std::mutex mutex_;
    std::condition_variable_any posted_;
    std::deque<Task> tasks_;  // under mutex_
    std::jthread thread_;     // last: it uses all the others
};

}  // namespace earshot::app
