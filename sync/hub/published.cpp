#include "sync/hub/published.h"

namespace earshot::sync {

Published::Published(Store& store)
    : store_(store), now_(std::make_shared<const Catalogue>(store.catalogue())) {}

std::shared_ptr<const Catalogue> Published::now() const {
    const std::lock_guard lock(mutex_);
    return now_;
}

void Published::renew() {
    // Within the lock, so that of two changes the later one is read last.
    const std::lock_guard lock(mutex_);
    now_ = std::make_shared<const Catalogue>(store_.catalogue());
}

}  // namespace earshot::sync
