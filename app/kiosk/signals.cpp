#include "app/kiosk/signals.h"

#include <pthread.h>

#include <utility>

namespace earshot::app {

Signals::Signals(std::function<void()> asked_to_end) {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    // A terminal that is closed.
    sigaddset(&signals_, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    thread_ = std::jthread([this, tell = std::move(asked_to_end)](const std::stop_token& stop) {
        int signal = 0;
        while (sigwait(&signals_, &signal) == 0 && !stop.stop_requested()) tell();
    });
}

Signals::~Signals() {
    thread_.request_stop();
    pthread_kill(thread_.native_handle(), SIGTERM);
}

}  // namespace earshot::app
