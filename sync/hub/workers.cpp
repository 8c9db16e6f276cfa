#include "sync/hub/workers.h"

namespace earshot::sync {

Workers::Workers(std::size_t threads, std::size_t waiting_max) : waiting_max_(waiting_max) {
    for (std::size_t index = 0; index < threads; ++index) threads_.emplace_back([this] { work(); });
}

Workers::~Workers() {
    stop();
    for (std::thread& thread : threads_) thread.join();
}

void Workers::stop() {
    std::deque<Waiting> dropped;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        dropped.swap(waiting_);
    }
    woken_.notify_all();
    for (const Waiting& waiting : dropped) waiting.instead();
}

bool Workers::add(Task task, Task instead) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || waiting_.size() >= waiting_max_) return false;
        waiting_.push_back({std::move(task), std::move(instead)});
    }
    woken_.notify_one();
    return true;
}

void Workers::work() {
    while (true) {
        Task task;
        {
            std::unique_lock lock(mutex_);
            woken_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
            if (stopping_) return;
            task = std::move(waiting_.front().task);
            waiting_.pop_front();
        }
        task();
    }
}

}  // namespace earshot::sync
