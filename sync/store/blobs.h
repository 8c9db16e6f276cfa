#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "sync/store/sql.h"
#include "sync/store/store.h"

// What cashiers said aloud, sealed to the hub as it came. Each blob is one comment's, which names
// it, and is erased with it.
namespace earshot::sync {

// Of a blob that no comment names.
inline constexpr std::chrono::hours unnamed_blob_life{24};
// At one time in a shop: records come first, so there are hardly any.
inline constexpr int unnamed_blobs_max = 200;

// Keeps one, durable on return; `box` is raw. The same again changes nothing, and what was erased
// or is over is not kept again. Fails as `in_use` where there is another under this id, as
// `unavailable` where too many wait for a comment. Writer's thread.
core::Result<void> keep_blob(Store& store, const std::string& shop, const std::string& id,
                             std::string_view box, core::Instant now);

// The blob under the id of a list, or under its own, if it is there.
struct FoundBlob {
    std::string shop;
    std::string box;  // raw
};
std::optional<FoundBlob> find_blob(Store& store, const std::string& id);

// The id by which a list names the blob; none where it is not there.
std::optional<std::string> listed_blob(Store::Reading& reading, const std::string& id,
                                       const HubKeys& keys);

// Within a transaction of the caller.
void name_blob(sql::Connection& connection, const std::string& shop, const std::string& blob,
               const std::string& comment);
// Erases it if it has this id, or is named by it, and refuses it from then on; gives the ids of
// those that went.
std::vector<std::string> erase_blobs(sql::Connection& connection, const std::string& shop,
                                     const std::string& id);
// Whether any of them went.
bool purge_blobs(sql::Connection& connection, core::Instant now);

}  // namespace earshot::sync
