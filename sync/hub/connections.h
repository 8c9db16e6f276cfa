#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <set>
#include <string>

#include "sync/hub/limits.h"

namespace earshot::sync {

// How many connections there are, and whose. Used by the server's thread only.
class Connections {
  public:
    explicit Connections(const Limits& limits) : limits_(limits) {}

    // One connection, counted for as long as this lives; `taken` tells whether it may be.
    class Place {
      public:
        Place(Connections& connections, std::string address);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        bool taken() const { return taken_; }

      private:
        Connections& connections_;
        std::string address_;
        bool taken_ = false;
    };

    // A connection that waits for its next request: there is nothing to lose in ending it.
    class Waiting {
      public:
        Waiting(Connections& connections, bool idle, std::function<void()> end);
        ~Waiting();
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;

      private:
        Connections& connections_;
        std::list<std::function<void()>>::iterator self_;
    };

    void trust(const std::string& address) { trusted_.insert(address); }
    void end_waiting();
    bool empty() const { return open_ == 0; }

  private:
    const Limits& limits_;
    std::size_t open_ = 0;
    std::map<std::string, std::size_t> of_address_;
    std::set<std::string> trusted_;  // by a valid token: no more than there are tokens' users
    std::list<std::function<void()>> waiting_;
};

}  // namespace earshot::sync
