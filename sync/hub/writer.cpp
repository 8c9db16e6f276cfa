#include "sync/hub/writer.h"

#include <spdlog/spdlog.h>

#include <future>

namespace earshot::sync {
namespace {

// So that one commit holds no other up for long, and its undoing stays small.
constexpr std::size_t batches_per_commit = 64;
constexpr std::chrono::hours purge_rest{1};

}  // namespace

Writer::Writer(Store& store, std::size_t waiting_max, core::Clock clock)
    : store_(store),
      waiting_max_(waiting_max),
      clock_(std::move(clock)),
      thread_([this] { work(); }) {}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    woken_.notify_one();
    thread_.join();
}

bool Writer::take(Delivery delivery, Done done) {
    {
        const std::lock_guard lock(mutex_);
        if (deliveries_.size() >= waiting_max_) return false;
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
        if (jobs_.size() >= waiting_max_) throw sql::Unavailable("too many writes wait");
        jobs_.emplace_back([task] { (*task)(); });
    }
    woken_.notify_one();
    outcome.get();
}

void Writer::work() {
    while (true) {
        std::deque<Waiting> batch;
        std::deque<std::function<void()>> jobs;
        {
            std::unique_lock lock(mutex_);
            woken_.wait_for(lock, purge_rest,
                            [&] { return stopping_ || !deliveries_.empty() || !jobs_.empty(); });
            if (stopping_ && deliveries_.empty() && jobs_.empty()) return;
            jobs.swap(jobs_);
            while (!deliveries_.empty() && batch.size() < batches_per_commit) {
                batch.push_back(std::move(deliveries_.front()));
                deliveries_.pop_front();
            }
        }
        for (const auto& job : jobs) job();
        if (!batch.empty()) take_all(std::move(batch));
        purge_when_due();
    }
}

void Writer::take_all(std::deque<Waiting> batch) {
    std::vector<Delivery> deliveries;
    deliveries.reserve(batch.size());
    for (Waiting& waiting : batch) deliveries.push_back(std::move(waiting.delivery));
    std::vector<core::Result<wire::Receipt>> receipts;
    try {
        receipts = store_.take(deliveries);
    } catch (const std::exception& error) {
        // Memory, or a bug: the thread goes on, and the senders ask again.
        receipts.assign(deliveries.size(), core::fail(core::ErrorKind::unavailable, error.what()));
    }
    for (std::size_t index = 0; index < batch.size(); ++index) {
        if (!receipts[index])
            spdlog::error("a batch of device {} was not stored: {}", deliveries[index].device.id,
                          receipts[index].error().message);
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

}  // namespace earshot::sync
