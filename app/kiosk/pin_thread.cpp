#include "app/kiosk/pin_thread.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#include "core/clock.h"

namespace earshot::app {

void PinThread::look() { post(std::nullopt); }

void PinThread::guess(std::string pin, std::string hash) {
    post(Guess{std::move(pin), std::move(hash)});
}

void PinThread::post(Task task) {
    {
        const std::scoped_lock lock(mutex_);
        tasks_.push_back(std::move(task));
    }
    posted_.notify_one();
    if (!thread_.joinable())
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void PinThread::run(const std::stop_token& stop) {
    core::PinGate gate(folder_, core::this_boot(), core::system_now().steady);
    for (;;) {
        Task task;
        {
            std::unique_lock lock(mutex_);
            if (!posted_.wait(lock, stop, [this] { return !tasks_.empty(); })) return;
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        tell_(judge(gate, task));
    }
}

std::optional<core::PinVerdict> PinThread::judge(core::PinGate& gate, const Task& task) const {
    const core::milliseconds now = core::system_now().steady;
    if (!task) return gate.look(now);
    try {
        return gate.guess(task->pin, task->hash, now);
    } catch (const std::exception& error) {
        spdlog::error("{}", error.what());
        return std::nullopt;
    }
}

}  // namespace earshot::app
