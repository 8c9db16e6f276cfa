#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/store/act.h"
#include "sync/store/store.h"
#include "sync/wire/json.h"

// Who changed what, and when. Each entry is hashed over the one before, under the hub's own key:
// whoever has the file alone can neither alter, reorder nor drop one without its being found.
namespace earshot::sync {

struct AuditEntry {
    std::int64_t number = 0;  // from 1, without gaps
    core::Instant at;
    std::string by;
    std::string what;  // "shop.change", "device.revoke" …
    std::optional<std::string> shop;
    std::string on;            // what was changed, by its name or id
    wire::json::value detail;  // never a secret, never a shopper's words
};

// Adds one, within the transaction that makes the change.
void note(sql::Connection& connection, const HubKeys& keys, const Act& act, std::string_view what,
          const std::optional<std::string>& shop, std::string_view on,
          const wire::json::value& detail = nullptr);

// The newest first, those before `before` if given; those of `shops` alone, if given.
std::vector<AuditEntry> audit_entries(Store& store,
                                      const std::optional<std::vector<std::string>>& shops,
                                      std::optional<std::int64_t> before, std::size_t most);

// How many entries there are; fails as `corrupt`, and says where, if one is not as it was written.
core::Result<std::int64_t> verify_audit(Store& store);

}  // namespace earshot::sync
