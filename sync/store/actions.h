#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/store.h"
#include "sync/wire/action.h"

// The shops' actions, and the notices of them that shoppers see.
namespace earshot::sync {

// The newest first; of one shop, if given.
std::vector<wire::Action> actions(Store& store, const std::optional<std::string>& shop);
std::optional<wire::Action> find_action(Store& store, const std::string& id);

// Its id, made by whoever opens it, is a new one. Fails as changed() does, for a reason that is not
// in the book, and as `not_found` for an unknown shop.
core::Result<wire::Action> open_action(Store& store, const std::string& id, const std::string& shop,
                                       const wire::ActionChange& with, const Act& act);
// The same, and as `not_found` for an unknown action.
core::Result<wire::Action> change_action(Store& store, const std::string& id,
                                         const wire::ActionChange& change, const Act& act);

// What an alert opens: an action in `new`, or one that was closed not long ago, in `new` again
// with nobody who owns it. `also` is done in the same transaction, and given the action's id.
struct OpenedByAlert {
    std::string shop, title;
    std::vector<std::string> reasons;
    std::optional<std::string> again;  // the id of one that is closed
};
void open_for_alert(Store& store, const OpenedByAlert& opened, const Act& act,
                    const std::function<void(sql::Connection&, const std::string&)>& also);

// "You said, we did": what of the shop's is told now, the newest first, as this till shows it.
std::vector<core::Notice> notices(Store& store, const std::string& shop, const std::string& till,
                                  core::Instant now);

}  // namespace earshot::sync
