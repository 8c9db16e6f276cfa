#include "sync/uplink/uplink_thread.h"

#include <exception>
#include <utility>

#include "sync/uplink/bundle_file.h"

namespace earshot::sync {
namespace {

using core::milliseconds;

// After something on this machine has failed (disk, memory): it may be over soon.
constexpr milliseconds fault_rest = std::chrono::seconds(5);

}  // namespace

core::Result<std::unique_ptr<UplinkThread>> UplinkThread::start(const Settings& settings,
                                                                Outbox& outbox, Events events) {
    TRY_ASSIGN(auto transport, CurlTransport::open(settings.curl));
    return std::unique_ptr<UplinkThread>(
        new UplinkThread(settings, std::move(transport), outbox, std::move(events)));
}

UplinkThread::UplinkThread(const Settings& settings, std::unique_ptr<CurlTransport> transport,
                           Outbox& outbox, Events events)
    : settings_(settings),
      events_(std::move(events)),
      transport_(std::move(transport)),
      outbox_(outbox) {
    std::optional<Identity> identity;
    // A token is shown to the hub that gave it and to no other.
    if (auto loaded = load_identity(settings_.folder);
        loaded && same_hub(loaded->hub, settings_.curl.hub))
        identity = *std::move(loaded);
    const auto bundle = load_bundle(settings_.folder);
    const bool enrolled = identity.has_value();
    uplink_ = std::make_unique<Uplink>(*transport_, outbox_, core::system_now, core::system_random,
                                       kept_on_disk(), std::move(identity),
                                       enrolled && bundle ? bundle->etag : std::string());
    if (settings_.enrolment && enrolled)
        uplink_->enrol_if_revoked(settings_.curl.hub, *settings_.enrolment);
    else if (settings_.enrolment)
        uplink_->enrol(settings_.curl.hub, *settings_.enrolment);
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

UplinkThread::~UplinkThread() {
    thread_.request_stop();
    transport_->stop();
}

void UplinkThread::wake() {
    const std::scoped_lock lock(mutex_);
    wake_ = true;
    woken_.notify_all();
}

void UplinkThread::enrol(wire::EnrolmentRequest request) {
    const std::scoped_lock lock(mutex_);
    enrolment_ = std::move(request);
    wake_ = true;
    woken_.notify_all();
}

UplinkEvents UplinkThread::kept_on_disk() {
    return {[this](const Identity& identity) {
                // A bundle from before may be another shop's.
                remove_bundle(settings_.folder);
                save(settings_.folder, identity);
                if (events_.enrolled) events_.enrolled(identity);
            },
            [this](const core::Bundle& bundle, std::string_view body) {
                bundle_not_kept_.clear();
                try {
                    save_bundle(settings_.folder, body);
                } catch (const std::exception& fault) {
                    bundle_not_kept_ = fault.what();
                }
                if (events_.bundle) events_.bundle(bundle);
            }};
}

void UplinkThread::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const milliseconds rest = step();
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, stop, rest, [this] { return wake_; });
        wake_ = false;
        if (enrolment_)
            uplink_->enrol(settings_.curl.hub, *std::exchange(enrolment_, std::nullopt));
    }
}

milliseconds UplinkThread::step() {
    try {
        const milliseconds rest = uplink_->step();
        tell(uplink_->state());
        return rest;
    } catch (const std::exception& fault) {
        LinkState state = uplink_->state();
        state.words = fault.what();
        tell(std::move(state));
        return fault_rest;
    }
}

void UplinkThread::tell(LinkState state) {
    if (state.bundle_problem.empty()) state.bundle_problem = bundle_not_kept_;
    if (state == told_) return;
    told_ = std::move(state);
    if (events_.state) events_.state(told_);
}

}  // namespace earshot::sync
