#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/result.h"
#include "sync/hub/alarms.h"
#include "sync/hub/desk.h"
#include "sync/hub/server.h"
#include "sync/hub/workers.h"

namespace earshot::sync {

// The manager's central store on the network.
class Hub {
  public:
    // Listens already, serves from run() on. The store outlives the hub, which is its one user.
    static core::Result<std::unique_ptr<Hub>> open(
        Store& store, const std::string& listen, Limits limits, core::Clock clock,
        const std::optional<TlsFiles>& tls = std::nullopt, Pages pages = {});

    ~Hub();
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    std::string_view scheme() const { return server_->scheme(); }
    std::uint16_t port() const { return server_->port(); }
    void run() { server_->run(); }
    // Finishes what is begun; all that waits is answered that it may come back. Any thread.
    void stop();

    // Returns once the server's thread, a worker and the writer have each had a turn: never, where
    // one of them hangs. Any other thread.
    void take_turns();

    // A new enrolment code, as for POST /v1/enrolments. Any thread.
    core::Result<EnrolmentCode> make_enrolment_code(const std::string& shop,
                                                    const std::string& till);

    // A backup while it serves. Any thread but the server's.
    core::Result<void> back_up(const std::filesystem::path& file);

  private:
    Hub(Store& store, Limits limits, core::Clock clock, bool secure, Pages pages);
    void tell(const std::vector<News>& news);

    std::atomic<bool> stopping_{false};
    const Limits limits_;
    const Pages pages_;
    Bundles bundles_;
    Gate gate_;
    Logins logins_;
    Metrics metrics_;
    // Outlives the writer and the workers, whose answers it writes.
    std::unique_ptr<Server> server_;
    Live live_;
    Desk desk_;
    // The writer tells it; its thread ends before the writer does.
    Alarms alarms_;
    Writer writer_;
    Workers workers_;
};

}  // namespace earshot::sync
