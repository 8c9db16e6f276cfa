#include "sync/hub/logins.h"

#include <algorithm>

namespace earshot::sync {
namespace {

constexpr std::chrono::seconds first_wait{1};
constexpr std::chrono::seconds longest_wait{300};
constexpr std::size_t kept_max = 20'000;

}  // namespace

std::optional<int> Logins::waits(const std::string& name, const std::string& address,
                                 core::milliseconds now) {
    const std::lock_guard lock(mutex_);
    const auto found = tries_.find({name, address});
    if (found == tries_.end() || found->second.until <= now) return std::nullopt;
    return static_cast<int>(
        std::chrono::ceil<std::chrono::seconds>(found->second.until - now).count());
}

void Logins::failed(const std::string& name, const std::string& address, core::milliseconds now) {
    const std::lock_guard lock(mutex_);
    // A flood of names: those that wait no longer go first.
    if (tries_.size() >= kept_max)
        std::erase_if(tries_, [&](const auto& entry) { return entry.second.until <= now; });
    if (tries_.size() >= kept_max) tries_.clear();
    Tries& tries = tries_[{name, address}];
    ++tries.wrong;
    if (tries.wrong < free_tries) return;
    const int doublings = std::min(tries.wrong - free_tries, 10);
    tries.until = now + std::min(longest_wait, first_wait * (1 << doublings));
}

void Logins::succeeded(const std::string& name, const std::string& address) {
    const std::lock_guard lock(mutex_);
    tries_.erase({name, address});
}

}  // namespace earshot::sync
