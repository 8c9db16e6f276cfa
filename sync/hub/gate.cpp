#include "sync/hub/gate.h"

namespace earshot::sync {
namespace {

constexpr std::chrono::minutes minute{1};
// More than a large hub has devices; old ones are dropped when it is reached.
constexpr std::size_t kept_max = 20'000;

}  // namespace

std::optional<int> Gate::device_waits(const std::string& device, core::milliseconds now) {
    const std::lock_guard lock(mutex_);
    const auto waits = devices_.waits(device, now);
    if (!waits) devices_.count(device, now);
    return waits;
}

std::optional<int> Gate::address_waits(const std::string& address, core::milliseconds now) {
    const std::lock_guard lock(mutex_);
    return addresses_.waits(address, now);
}

void Gate::failed(const std::string& address, core::milliseconds now) {
    const std::lock_guard lock(mutex_);
    addresses_.count(address, now);
}

void Gate::Minutes::count(const std::string& who, core::milliseconds now) {
    if (minutes_.size() >= kept_max) forget_old(now);
    Minute& at = minutes_[who];
    if (at.seen == 0 || now - at.began >= minute) at = {now, 0};
    ++at.seen;
}

std::optional<int> Gate::Minutes::waits(const std::string& who, core::milliseconds now) const {
    const auto found = minutes_.find(who);
    if (found == minutes_.end() || found->second.seen < most_) return std::nullopt;
    const auto left = found->second.began + minute - now;
    if (left <= core::milliseconds{0}) return std::nullopt;
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count());
}

void Gate::Minutes::forget_old(core::milliseconds now) {
    std::erase_if(minutes_, [&](const auto& entry) { return now - entry.second.began >= minute; });
    // A flood within one minute: better to start counting anew than to grow.
    if (minutes_.size() >= kept_max) minutes_.clear();
}

}  // namespace earshot::sync
