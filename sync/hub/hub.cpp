#include "sync/hub/hub.h"

#include <chrono>
#include <future>

#include "sync/hub/live_events.h"
#include "sync/hub/proxies.h"
#include "sync/hub/router.h"
#include "sync/store/backup.h"

namespace earshot::sync {
namespace {

constexpr std::size_t waiting_requests_max = 4'096;

}  // namespace

Hub::Hub(Store& store, Limits limits, core::Clock clock, bool secure, Pages pages)
    : limits_(limits),
      pages_(std::move(pages)),
      bundles_(store),
      gate_(limits_),
      metrics_(clock().steady),
      live_(limits_),
      desk_{store,
            writer_,
            bundles_,
            gate_,
            logins_,
            metrics_,
            live_,
            limits_,
            pages_,
            clock,
            secure,
            Published(store),
            [this](std::function<void()> task, std::function<void()> instead) {
                return workers_.add(std::move(task), std::move(instead));
            }},
      alarms_(desk_),
      writer_(store, limits_, clock, [this](const std::vector<News>& news) { tell(news); }),
      workers_(limits_.worker_threads, waiting_requests_max) {}

core::Result<std::unique_ptr<Hub>> Hub::open(Store& store, const std::string& listen, Limits limits,
                                             core::Clock clock, const std::optional<TlsFiles>& tls,
                                             Pages pages) {
    for (const std::string& proxy : limits.proxies)
        if (!is_address(proxy))
            return core::fail(core::ErrorKind::usage,
                              "\"" + proxy + "\" is no address of a proxy: write 10.0.0.7 or ::1");
    std::unique_ptr<Hub> hub(
        new Hub(store, limits, std::move(clock), tls.has_value(), std::move(pages)));
    const auto answer = [&desk = hub->desk_, &workers = hub->workers_](Request request,
                                                                       Reply reply) {
        const auto work = std::make_shared<Request>(std::move(request));
        work->over_tls = desk.secure;
        believe(*work, desk.limits.proxies);
        const bool taken =
            workers.add([&desk, work, reply] { route(desk, std::move(*work), reply); },
                        [reply] { reply(come_back(503, "The hub stops.", 2)); });
        if (!taken) reply(come_back(503, "Too many requests wait.", 2));
    };
    TRY_ASSIGN(hub->server_, Server::open(listen, tls, limits, answer));
    hub->alarms_.start();
    return hub;
}

Hub::~Hub() { alarms_.stop(); }

void Hub::stop() {
    stopping_ = true;
    server_->stop();
    live_.stop();
    workers_.stop();
    alarms_.stop();
    writer_.stop();
}

void Hub::take_turns() {
    const auto took = std::make_shared<std::promise<void>>();
    auto turn = took->get_future();
    server_->post([this, took] {
        const auto done = [took] { took->set_value(); };
        if (!workers_.add(done, done)) done();
    });
    // A server that has ended drops what it is given: it is stopping, and that is watched by
    // others.
    while (turn.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready)
        if (stopping_) return;
    try {
        writer_.run([](Store&) {});
    } catch (const sql::Unavailable&) {
        // It answers that too much waits, or that it stops: it lives.
    }
}

void Hub::tell(const std::vector<News>& news) {
    for (const News& each : news) sync::tell(live_, each, desk_.store.keys());
    alarms_.heard(news);
}

core::Result<EnrolmentCode> Hub::make_enrolment_code(const std::string& shop,
                                                     const std::string& till) {
    std::optional<core::Result<EnrolmentCode>> code;
    writer_.run(
        [&](Store& store) { code = store.make_enrolment_code(shop, till, desk_.clock().wall); });
    return *std::move(code);
}

core::Result<void> Hub::back_up(const std::filesystem::path& file) {
    const core::Instant now = desk_.clock().wall;
    TRY(sync::back_up(desk_.store, file));
    writer_.run([&](Store& store) { remember_backup(store, file, {now}); });
    return {};
}

}  // namespace earshot::sync
