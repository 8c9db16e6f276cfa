#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/clock.h"

namespace earshot::sync {

// Slows guessing at a password down: from the fifth wrong try in a row, of one name from one
// address, each wait is twice the one before. Whoever guesses elsewhere locks nobody out. Any
// thread.
class Logins {
  public:
    static constexpr int free_tries = 5;
    static constexpr int at_once = 2;  // each takes 64 MiB and a good part of a second

    // Seconds to wait before the next try, if it must.
    std::optional<int> waits(const std::string& name, const std::string& address,
                             core::milliseconds now);
    void failed(const std::string& name, const std::string& address, core::milliseconds now);
    void succeeded(const std::string& name, const std::string& address);

    // A place to check a password in, while this lives.
    class Place {
      public:
        explicit Place(Logins& logins) : logins_(logins), taken_(++logins.busy_ <= at_once) {}
        ~Place() { --logins_.busy_; }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        bool taken() const { return taken_; }

      private:
        Logins& logins_;
        bool taken_;
    };

  private:
    struct Tries {
        int wrong = 0;
        core::milliseconds until{0};
    };

    std::atomic<int> busy_{0};
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, Tries> tries_;
};

}  // namespace earshot::sync
