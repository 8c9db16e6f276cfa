#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/result.h"
#include "sync/hub/http.h"
#include "sync/hub/limits.h"

namespace earshot::sync {

// What a peer may ask. May answer at once or later, from any thread; exactly once.
using Answerer = std::function<void(Request, Reply)>;

// HTTP/1.1 on one address and one thread: cuts requests out of connections within the limits, hands
// them on, and writes what is answered. Malformed ones never reach the answerer.
class Server {
  public:
    // Takes the port at once, so that port() is known; port 0 finds a free one. Fails as `usage`
    // for no such address, as `unavailable` where another has the port.
    static core::Result<std::unique_ptr<Server>> open(const std::string& address, Limits limits,
                                                      Answerer answerer);
    virtual ~Server() = default;

    virtual std::uint16_t port() const = 0;
    // Serves until stop(): then takes nothing new, and gives what is under way a second.
    virtual void run() = 0;
    // Any thread.
    virtual void stop() = 0;
};

}  // namespace earshot::sync
