#pragma once

#include <memory>
#include <mutex>

#include "sync/store/store.h"

namespace earshot::sync {

// What is published now, as one value: whoever holds it sees no half of a change. Any thread.
class Published {
  public:
    explicit Published(Store& store);

    std::shared_ptr<const Catalogue> now() const;
    // Reads it anew, after a write that changed it and before anybody is told of the change.
    void renew();

  private:
    Store& store_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Catalogue> now_;
};

}  // namespace earshot::sync
