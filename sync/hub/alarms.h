#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/clock.h"
#include "sync/store/alerts.h"
#include "sync/store/store.h"

namespace earshot::sync {

struct Desk;

// Watches the shops for what is to ring, on a thread of its own: at once for what cashiers note,
// and when a daypart or a day of a shop is over, by its counts.
class Alarms {
  public:
    explicit Alarms(Desk& desk) : desk_(desk) {}
    ~Alarms() { stop(); }
    Alarms(const Alarms&) = delete;
    Alarms& operator=(const Alarms&) = delete;

    void start();
    // Something new was stored. Any thread; waits for nothing.
    void heard(const std::vector<News>& news);
    // Ends the thread; what it has begun is finished. The desk's writer must still be there. Any
    // thread.
    void stop();

  private:
    void work();
    void catch_up(core::Instant now);
    void listen(std::deque<std::string> comments, core::Instant now);
    void look_around(core::Instant now);
    void tell(const std::vector<Rang>& rang);

    Desk& desk_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<std::string> comments_;  // ids
    core::Instant heard_at_;            // when the last of them came
    bool stopping_ = false;
    std::mutex joining_;
    // Of the thread alone:
    std::map<std::string, core::Instant> looked_;  // up to when, by shop
    std::optional<core::Instant> looked_at_;       // when all were looked at last
    bool looked_at_all_ = false;                   // once, since the start
    std::deque<std::string> again_;                // comments that the store could not give
    std::thread thread_;
};

}  // namespace earshot::sync
