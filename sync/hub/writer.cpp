#include "sync/hub/writer.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>

#include "sync/store/backup.h"

namespace earshot::sync {
namespace {

// So that one commit holds no other up for long, and its undoing stays small.
constexpr std::size_t batches_per_commit = 64;
constexpr std::size_t records_per_commit = wire::records_max;
constexpr std::chrono::hours purge_rest{1};
// At the latest this long after an erasure the words leave the database's log as well; sooner when
// nothing waits, so that a busy hour gathers its erasures.
constexpr std::chrono::seconds scrub_wait_max{10};
// After a reader was in the way.
constexpr std::chrono::seconds scrub_rest{1};

}  // namespace

Writer::Writer(Store& store, const Limits& limits, core::Clock clock, Told told)
    : store_(store),
      waiting_max_(limits.waiting_batches),
      waiting_bytes_max_(limits.waiting_bytes),
      clock_(std::move(clock)),
      told_(std::move(told)) {
    // What was over before it started goes before anybody is served.
    purge_when_due();
    thread_ = std::thread([this] { work(); });
}

Writer::~Writer() {
    stop();
    thread_.join();
}

void Writer::stop() {
    std::deque<Waiting> dropped;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        dropped.swap(deliveries_);
        waiting_bytes_ = 0;
    }
    woken_.notify_one();
    for (const Waiting& waiting : dropped)
        waiting.done(core::fail(core::ErrorKind::unavailable, "the hub stops"));
}

bool Writer::fits(std::size_t bytes) const {
    return !stopping_ && deliveries_.size() < waiting_max_ &&
           waiting_bytes_ + bytes <= waiting_bytes_max_;
}

bool Writer::has_room(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    return fits(bytes);
}

bool Writer::take(Delivery delivery, Done done) {
    {
        const std::lock_guard lock(mutex_);
        if (!fits(delivery.size)) return false;
        waiting_bytes_ += delivery.size;
        deliveries_.push_back({std::move(delivery), std::move(done)});
    }
    woken_.notify_one();
    return true;
}

void Writer::run(const Job& job) {
    const auto task = std::make_shared<std::packaged_task<void()>>([&] { job(store_); });
    auto outcome = task->get_future();
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) throw sql::Unavailable("the hub stops");
        if (jobs_.size() >= waiting_max_) throw sql::Unavailable("too many writes wait");
        jobs_.emplace_back([task] { (*task)(); });
    }
    woken_.notify_one();
    outcome.get();
}

void Writer::work() {
    while (true) {
        scrub_when_due();
        const std::chrono::seconds rest = store_.needs_scrub() ? scrub_rest : purge_rest;
        std::deque<Waiting> batch;
        std::deque<std::function<void()>> jobs;
        {
            std::unique_lock lock(mutex_);
            woken_.wait_for(lock, rest,
                            [&] { return stopping_ || !deliveries_.empty() || !jobs_.empty(); });
            if (stopping_ && deliveries_.empty() && jobs_.empty()) return;
            jobs.swap(jobs_);
            batch = next_group();
        }
        for (const auto& job : jobs) job();
        if (!batch.empty()) take_all(std::move(batch));
        purge_when_due();
    }
}

std::deque<Writer::Waiting> Writer::next_group() {
    std::deque<Waiting> group;
    std::size_t records = 0;
    while (!deliveries_.empty() && group.size() < batches_per_commit) {
        const Delivery& next = deliveries_.front().delivery;
        records += next.arrivals.size();
        if (!group.empty() && records > records_per_commit) break;
        waiting_bytes_ -= next.size;
        group.push_back(std::move(deliveries_.front()));
        deliveries_.pop_front();
    }
    return group;
}

void Writer::take_all(std::deque<Waiting> batch) {
    std::vector<Delivery> deliveries;
    deliveries.reserve(batch.size());
    for (Waiting& waiting : batch) deliveries.push_back(std::move(waiting.delivery));
    std::vector<core::Result<wire::Receipt>> receipts;
    std::vector<News> news;
    try {
        receipts = store_.take(deliveries, &news);
    } catch (const std::exception& error) {
        // Memory, or a bug: the thread goes on, and the senders ask again.
        receipts.assign(deliveries.size(), core::fail(core::ErrorKind::unavailable, error.what()));
    }
    if (told_ && !news.empty()) told_(news);
    for (std::size_t index = 0; index < batch.size(); ++index) {
        if (!receipts[index])
            spdlog::error("a batch of device {} was not stored: {}", deliveries[index].device.id,
                          receipts[index].error().message);
        else
            warn_of_shared_identity(deliveries[index].device, *receipts[index]);
        batch[index].done(receipts[index]);
    }
}

void Writer::purge_when_due() {
    const core::Now now = clock_();
    if (purged_ && now.steady - *purged_ < purge_rest) return;
    purged_ = now.steady;
    try {
        store_.purge(now.wall);
    } catch (const sql::Unavailable& error) {
        spdlog::warn("old quarantined records stay for now: {}", error.what());
    }
}

bool Writer::is_idle() {
    const std::lock_guard lock(mutex_);
    return deliveries_.empty() && jobs_.empty();
}

void Writer::scrub_when_due() {
    if (!store_.needs_scrub()) return unscrubbed_since_.reset();
    const core::milliseconds now = clock_().steady;
    if (!unscrubbed_since_) unscrubbed_since_ = now;
    if (!is_idle() && now - *unscrubbed_since_ < scrub_wait_max) return;
    try {
        if (const int unreached = tell_backups(store_); unreached > 0)
            spdlog::warn(
                "{} backups cannot be told what was erased: they are not where they were "
                "made",
                unreached);
        if (store_.scrub()) unscrubbed_since_.reset();
    } catch (const sql::Unavailable& error) {
        spdlog::warn("erased words stay in the database's log for now: {}", error.what());
    }
}

void Writer::warn_of_shared_identity(const Device& device, const wire::Receipt& receipt) {
    const bool conflict = std::ranges::any_of(
        receipt.rejected, [](const auto& rejection) { return rejection.title == "conflict"; });
    if (conflict && told_of_.insert(device.id).second)
        spdlog::warn("device {} at {}, {}: two devices may share one identity", device.id,
                     device.shop, device.till);
}

}  // namespace earshot::sync
