#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "core/clock.h"
#include "sync/store/store.h"

namespace earshot::sync {

// The one thread that writes to the store. It takes all deliveries that wait into one transaction,
// makes them durable together, and then answers them all: the more wait, the fewer syncs each.
class Writer {
  public:
    using Done = std::function<void(core::Result<wire::Receipt>)>;
    using Job = std::function<void(Store&)>;

    Writer(Store& store, std::size_t waiting_max, core::Clock clock);
    ~Writer();  // does what waits first
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // False, and `done` is not called, when too many wait already.
    bool take(Delivery delivery, Done done);
    // Runs another write and waits for it; what it throws is thrown here. Throws sql::Unavailable
    // when too many wait already.
    void run(const Job& job);

  private:
    struct Waiting {
        Delivery delivery;
        Done done;
    };

    void work();
    void take_all(std::deque<Waiting> batch);
    void purge_when_due();

    Store& store_;
    const std::size_t waiting_max_;
    core::Clock clock_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Waiting> deliveries_;
    std::deque<std::function<void()>> jobs_;
    bool stopping_ = false;
    std::optional<core::milliseconds> purged_;
    std::thread thread_;
};

}  // namespace earshot::sync
