#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/bundle.h"
#include "sync/uplink/curl_transport.h"
#include "sync/uplink/uplink.h"

namespace earshot::sync {

// The uplink on a thread of its own, over libcurl. Takes FOLDER/device.json and FOLDER/bundle.json
// as it finds them and writes what comes there. Every call is for any thread and returns at once,
// the destructor within 2 s.
class UplinkThread {
  public:
    struct Settings {
        std::filesystem::path folder;
        CurlSettings curl;
        // Set to enrol with; passed over for as long as that hub knows this device already.
        std::optional<wire::EnrolmentRequest> enrolment;
    };
    // Called on the uplink's thread, after the file is written; a bundle also where it cannot be.
    struct Events {
        std::function<void(const Identity&)> enrolled;
        std::function<void(const core::Bundle&)> bundle;
        std::function<void(const LinkState&)> state;  // whenever it has changed
    };

    // Fails as CurlTransport::open() does. The outbox must outlive it. A device of another hub is
    // not enrolled here.
    static core::Result<std::unique_ptr<UplinkThread>> start(const Settings& settings,
                                                             Outbox& outbox, Events events);
    ~UplinkThread();
    UplinkThread(const UplinkThread&) = delete;
    UplinkThread& operator=(const UplinkThread&) = delete;

    // A record was kept: it is sent at once if nothing is being sent.
    void wake();
    void enrol(wire::EnrolmentRequest request);

  private:
    UplinkThread(const Settings& settings, std::unique_ptr<CurlTransport> transport, Outbox& outbox,
                 Events events);

    UplinkEvents kept_on_disk();
    void run(const std::stop_token& stop);
    core::milliseconds step();
    void tell(LinkState state);

    Settings settings_;
    Events events_;
    std::unique_ptr<CurlTransport> transport_;
    Outbox& outbox_;
    std::unique_ptr<Uplink> uplink_;  // the thread's own
    LinkState told_;                  // the thread's own
    std::string bundle_not_kept_;     // the thread's own: why the last is not on the disk

    std::mutex mutex_;
    std::condition_variable_any woken_;
    bool wake_ = false;                                // under mutex_
    std::optional<wire::EnrolmentRequest> enrolment_;  // under mutex_

    std::jthread thread_;  // last: it uses all the others
};

}  // namespace earshot::sync
