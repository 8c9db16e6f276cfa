#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "sync/hub/http.h"
#include "sync/hub/limits.h"

namespace earshot::sync {

// What a peer may ask. May answer at once or later, from any thread; exactly once.
using Answerer = std::function<void(Request, Reply)>;

// A certificate, with those between it and its authority behind it, and its private key: in PEM.
struct TlsFiles {
    std::filesystem::path certificate, key;
};

// HTTP/1.1 on one address and one thread: cuts requests out of connections within the limits, hands
// them on, and writes what is answered. Malformed ones never reach the answerer.
class Server {
  public:
    // Takes the port at once, so that port() is known; port 0 finds a free one. Fails as `usage`
    // for what is no address, as `unavailable` where the port may not be had, and as `invalid` for
    // files that TLS cannot be spoken with.
    static core::Result<std::unique_ptr<Server>> open(const std::string& address,
                                                      const std::optional<TlsFiles>& tls,
                                                      Limits limits, Answerer answerer);
    virtual ~Server() = default;

    virtual std::string_view scheme() const = 0;  // http, or https with TLS

    virtual std::uint16_t port() const = 0;
    // Serves until stop(): then takes nothing new, and gives what is under way a second.
    virtual void run() = 0;
    // Any thread.
    virtual void stop() = 0;
    // Runs it on the server's thread; drops it where that has ended. Any thread.
    virtual void post(std::function<void()> task) = 0;
};

}  // namespace earshot::sync
