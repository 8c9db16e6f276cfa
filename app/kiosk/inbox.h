#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace earshot::app {

// What other threads have for the window's thread to do. post() is for any thread, take() for one.
class Inbox {
  public:
    using Task = std::function<void()>;

    explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}

    void post(Task task) {
        {
            const std::scoped_lock lock(mutex_);
            tasks_.push_back(std::move(task));
        }
        wake_();
    }

    std::vector<Task> take() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(tasks_, {});
    }

  private:
    std::function<void()> wake_;
    std::mutex mutex_;
    std::vector<Task> tasks_;
};

}  // namespace earshot::app
