#include "core/status_beat.h"

#include <cstdlib>

namespace earshot::core {
namespace {

bool is_clock_off(const Status& status) {
    return std::abs(status.clock_offset_ms) > clock_off_from.count();
}

bool differ(const Status& one, const Status& other) {
    return one.version != other.version || one.last_error != other.last_error ||
           one.quarantined != other.quarantined || is_clock_off(one) != is_clock_off(other);
}

}  // namespace

bool StatusBeat::is_due(const Status& status, milliseconds steady) {
    looked_ = steady;
    if (told_) {
        const milliseconds since = steady - told_at_;
        if (since < (differ(*told_, status) ? status_rest : status_every)) return false;
    }
    told_ = status;
    told_at_ = steady;
    return true;
}

}  // namespace earshot::core
