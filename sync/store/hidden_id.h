#pragma once

#include <string>

#include "sync/store/keys.h"

// A record's id tells to the millisecond when it was made, which a list of words must not. There
// it goes by another: the same bytes under the hub's own key, so that it looks like any UUID and
// only the hub can turn it back.
namespace earshot::sync {

// Both take a UUID as core::is_id() has it.
std::string hidden_id(const std::string& id, const HubKeys& keys);
std::string shown_id(const std::string& hidden, const HubKeys& keys);

}  // namespace earshot::sync
