#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "core/bundle.h"
#include "core/clock.h"
#include "sync/store/store.h"

namespace earshot::sync {

// What each till should show, and the etag that tells whether it has changed. Any thread.
class Bundles {
  public:
    explicit Bundles(Store& store) : store_(store) {}

    // Made anew, with its etag. The device's shop is there: it enrolled with it.
    core::Bundle make(const Device& device, const Catalogue& catalogue, core::Instant now);

    // The etag as of the last change of the shop's counts.
    std::string etag(const Device& device, const Catalogue& catalogue, core::Now now);
    // The same, but up to half a minute old: what a receipt tells, since what others said moves
    // with every answer and nobody needs it sooner.
    std::string recent_etag(const Device& device, const Catalogue& catalogue, core::Now now);

    // The shop has new answers.
    void changed(const std::string& shop);
    // What the shop, or every shop, shows has changed: the next to ask is told.
    void renewed(const std::optional<std::string>& shop);

  private:
    struct Known {
        std::string etag;
        std::uint64_t version = 0;  // of the shop's counts
        core::milliseconds made{0};
    };
    std::string remember(const Device& device, const Catalogue& catalogue, core::Now now);

    Store& store_;
    std::mutex mutex_;
    std::map<std::string, std::uint64_t> versions_;               // by shop
    std::map<std::pair<std::string, std::string>, Known> known_;  // by shop and till
};

}  // namespace earshot::sync
