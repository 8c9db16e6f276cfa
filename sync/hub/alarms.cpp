#include "sync/hub/alarms.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "sync/hub/desk.h"
#include "sync/store/shop_clock.h"

namespace earshot::sync {
namespace {

// What waits longer than this list is found by its counts.
constexpr std::size_t comments_max = 10'000;

}  // namespace

void Alarms::start() {
    const std::lock_guard lock(joining_);
    heard_at_ = desk_.clock().wall;
    thread_ = std::thread([this] { work(); });
}

void Alarms::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    woken_.notify_one();
    const std::lock_guard lock(joining_);
    if (thread_.joinable()) thread_.join();
}

void Alarms::heard(const std::vector<News>& news) {
    if (std::ranges::none_of(news, [](const News& each) { return each.kind == "comment"; })) return;
    const core::Instant now = desk_.clock().wall;
    {
        const std::lock_guard lock(mutex_);
        heard_at_ = now;
        for (const News& each : news)
            if (each.kind == "comment") comments_.push_back(each.id);
        while (comments_.size() > comments_max) comments_.pop_front();
    }
    woken_.notify_one();
}

void Alarms::work() {
    std::unique_lock lock(mutex_);
    core::Instant now = heard_at_;
    lock.unlock();
    catch_up(now);
    lock.lock();
    while (!stopping_) {
        std::deque<std::string> comments;
        comments.swap(comments_);
        lock.unlock();
        listen(std::move(comments), now);
        look_around(now);
        lock.lock();
        const bool woken = woken_.wait_for(lock, desk_.limits.look_rest,
                                           [&] { return stopping_ || !comments_.empty(); });
        now = woken ? heard_at_ : desk_.clock().wall;
    }
}

// What came and was not listened to before the hub stopped.
void Alarms::catch_up(core::Instant now) try {
    for (const core::Shop& shop : desk_.store.shops())
        for (std::string& id : comments_to_listen_to(desk_.store, shop.id, now))
            again_.push_back(std::move(id));
} catch (const std::exception& error) {
    spdlog::warn("comments of the last day are not looked through for alerts: {}", error.what());
}

void Alarms::listen(std::deque<std::string> comments, core::Instant now) {
    comments.insert(comments.begin(), again_.begin(), again_.end());
    again_.clear();
    const auto write = [&](const std::function<void(Store&)>& job) { desk_.writer.run(job); };
    for (const std::string& id : comments) {
        try {
            tell(listen_to(desk_.store, *desk_.published.now(), id, {now}, write));
        } catch (const sql::Unavailable& error) {
            spdlog::warn("a comment waits to be looked at for alerts: {}", error.what());
            if (again_.size() < comments_max) again_.push_back(id);
        } catch (const std::exception& error) {
            spdlog::error("a comment was not looked at for alerts: {}", error.what());
        }
    }
}

void Alarms::look_around(core::Instant now) {
    if (looked_at_ && now >= *looked_at_ && now - *looked_at_ < desk_.limits.look_rest) return;
    looked_at_ = now;
    const auto write = [&](const std::function<void(Store&)>& job) { desk_.writer.run(job); };
    try {
        for (const core::Shop& shop : desk_.store.shops()) {
            {
                const std::lock_guard lock(mutex_);
                if (stopping_) return;
            }
            const core::Instant until = start_of_daypart(shop.timezone, now);
            // One that was just made has no past to be looked at.
            if (looked_at_all_) looked_.try_emplace(shop.id, until);
            if (looked_.contains(shop.id) && looked_[shop.id] >= until) continue;
            tell(look_at(desk_.store, *desk_.published.now(), shop, until, {now}, write));
            looked_[shop.id] = until;
        }
        looked_at_all_ = true;
    } catch (const std::exception& error) {
        looked_at_.reset();  // tried again at the next turn
        spdlog::warn("the shops could not be looked at for alerts: {}", error.what());
    }
}

void Alarms::tell(const std::vector<Rang>& rang) {
    for (const Rang& each : rang) {
        if (each.hot) desk_.bundles.renewed(each.shop);
        desk_.live.tell(each.shop, Live::Kind::alert, each.id);
    }
}

}  // namespace earshot::sync
