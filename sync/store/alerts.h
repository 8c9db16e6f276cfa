#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "core/clock.h"
#include "core/insight/alerts.h"
#include "sync/store/act.h"
#include "sync/store/store.h"
#include "sync/wire/alert.h"

// What rang, what rises, and what the store's counts say about ringing. One alert an episode: as
// long as its action is being worked on, and a week at least, the same does not ring again.
namespace earshot::sync {

// What rang just now, and is kept.
struct Rang {
    std::string shop, id;
    bool hot = false;
};

// Looks at a shop as it is at `until`, which ends a day or a daypart of it: keeps what rises as
// its watch list, and raises what is to ring. Reads on this thread; whatever is to be written goes
// through `write`.
using Write = std::function<void(const std::function<void(Store&)>&)>;
std::vector<Rang> look_at(Store& store, const Catalogue& catalogue, const core::Shop& shop,
                          core::Instant until, const Act& act, const Write& write);

// A comment that just came: hot topics, and bursts.
std::vector<Rang> listen_to(Store& store, const Catalogue& catalogue, const std::string& comment,
                            const Act& act, const Write& write);

// Comments that are recent enough to ring, for one who was not there when they came.
std::vector<std::string> comments_to_listen_to(Store& store, const std::string& shop,
                                               core::Instant now);

// Those that rang in the period or are still being dealt with, what rises at the last look, and
// what cannot be watched; the newest first. Texts in this language.
std::vector<wire::Alert> alerts_of(Store& store, const Catalogue& catalogue, const core::Shop& shop,
                                   core::Instant from, core::Instant to,
                                   const std::string& language);

// The newest that opened this action.
std::optional<wire::Alert> alert_of_action(Store& store, const std::string& action);

}  // namespace earshot::sync
