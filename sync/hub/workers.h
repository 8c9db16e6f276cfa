#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace earshot::sync {

// A few threads that do what would hold the network thread up: unpacking, checking, reading.
class Workers {
  public:
    using Task = std::function<void()>;

    Workers(std::size_t threads, std::size_t waiting_max);
    ~Workers();  // stops
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    // False, and neither is done, when too many wait already or it stops. `instead` is done, and
    // soon, if this stops before the task is begun.
    bool add(Task task, Task instead);
    // Begins no other task. Any thread.
    void stop();

  private:
    struct Waiting {
        Task task, instead;
    };

    void work();

    const std::size_t waiting_max_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Waiting> waiting_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace earshot::sync
