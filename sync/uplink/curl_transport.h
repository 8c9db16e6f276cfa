#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "sync/uplink/transport.h"

namespace earshot::sync {

struct CurlSettings {
    std::string hub;                          // https://…, or http:// to a loopback address
    std::optional<std::filesystem::path> ca;  // a shop's own authority, the only one then trusted
    core::milliseconds connect_max = std::chrono::seconds(10);
    core::milliseconds exchange_max = std::chrono::seconds(60);
    // An exchange this long under 100 bytes a second is given up.
    std::chrono::seconds slow_max{15};
};

// Fails as `usage` for an address that is none, has a password in it, or would send in the clear
// over a network.
core::Result<void> check_hub_address(const std::string& address);

// libcurl, keeping one connection. exchange() is for one thread, stop() for any.
class CurlTransport : public Transport {
  public:
    // Fails as check_hub_address() does.
    static core::Result<std::unique_ptr<CurlTransport>> open(const CurlSettings& settings);

    ~CurlTransport() override;
    CurlTransport(const CurlTransport&) = delete;
    CurlTransport& operator=(const CurlTransport&) = delete;

    core::Result<HttpReply> exchange(const HttpRequest& request) override;

    // Breaks off the exchange that is under way, and every later one.
    void stop();

  private:
    struct Inside;
    explicit CurlTransport(std::unique_ptr<Inside> inside);

    std::unique_ptr<Inside> inside_;
};

}  // namespace earshot::sync
