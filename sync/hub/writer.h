#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "core/clock.h"
#include "sync/hub/limits.h"
#include "sync/store/store.h"

namespace earshot::sync {

// The one thread that writes to the store. It takes all deliveries that wait into one transaction,
// makes them durable together, and then answers them all: the more wait, the fewer syncs each.
class Writer {
  public:
    using Done = std::function<void(core::Result<wire::Receipt>)>;
    using Job = std::function<void(Store&)>;
    // Told of what is new once it is durable, before that is answered. Called on the writer's
    // thread.
    using Told = std::function<void(const std::vector<News>&)>;

    Writer(Store& store, const Limits& limits, core::Clock clock, Told told = {});
    ~Writer();  // stops
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Whether take() would take so many bytes now. What is to be refused is best refused before it
    // is unpacked and read: that is most of its work.
    bool has_room(std::size_t bytes);
    // False, and `done` is not called, when too many or too much wait already, or it stops.
    bool take(Delivery delivery, Done done);
    // Runs another write and waits for it; what it throws is thrown here. Throws sql::Unavailable
    // when too many wait already, or it stops.
    void run(const Job& job);
    // Takes no other delivery; those not begun are `unavailable`. Any thread.
    void stop();

  private:
    struct Waiting {
        Delivery delivery;
        Done done;
    };

    bool fits(std::size_t bytes) const;  // under mutex_
    void work();
    std::deque<Waiting> next_group();
    void take_all(std::deque<Waiting> batch);
    bool is_idle();
    void purge_when_due();
    void scrub_when_due();
    void warn_of_shared_identity(const Device& device, const wire::Receipt& receipt);

    Store& store_;
    const std::size_t waiting_max_, waiting_bytes_max_;
    core::Clock clock_;
    const Told told_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Waiting> deliveries_;
    std::size_t waiting_bytes_ = 0;  // of deliveries_
    std::deque<std::function<void()>> jobs_;
    bool stopping_ = false;
    std::optional<core::milliseconds> purged_;
    std::optional<core::milliseconds> unscrubbed_since_;
    std::set<std::string> told_of_;  // devices, so that the log has each once a run
    std::thread thread_;
};

}  // namespace earshot::sync
