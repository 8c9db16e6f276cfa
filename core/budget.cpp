#include "core/budget.h"

#include <utility>

#include "core/chance.h"

namespace earshot::core {

Budget::Budget(std::string device, Random random)
    : device_(std::move(device)), random_(std::move(random)) {}

void Budget::use(std::string where, double ask_share, double dark_share) {
    where_ = std::move(where);
    ask_share_ = ask_share;
    dark_share_ = dark_share;
}

bool Budget::is_dark(std::chrono::local_time<milliseconds> local) const {
    const auto day = std::chrono::floor<std::chrono::days>(local).time_since_epoch().count();
    // Not the seed of what else differs by device and time (asking.cpp).
    return happens(dark_share_, seeded("dark/" + where_ + "/" + device_, day));
}

Turn Budget::next(std::chrono::local_time<milliseconds> local) {
    if (std::exchange(refused_, false)) return Turn::refused;
    if (is_dark(local)) return Turn::dark_day;
    // Drawn also where it decides nothing, so that what is drawn later does not hang on it.
    const bool drawn = happens(ask_share_, random_());
    if (!drawn && !owed_) return Turn::not_drawn;
    owed_ = std::exchange(postpones_, false);
    return owed_ ? Turn::postponed : Turn::ask;
}

void Budget::postpone() { postpones_ = true; }

void Budget::postpone_this() { owed_ = true; }

void Budget::refuse() { refused_ = true; }

}  // namespace earshot::core
