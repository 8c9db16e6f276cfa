#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/listing.h"
#include "sync/store/store.h"

// What was set aside and what was refused, for a person to look at.
namespace earshot::sync {

// How many responses of a till and a part of the day are set aside for a flag; `flag` is empty
// where a person did it.
struct SetAside {
    std::string shop, till, daypart, flag;
    std::int64_t n = 0;
};
std::vector<SetAside> set_aside_in(Store& store, const ListedShop& shop);

// What a device sent and the hub refused, the newest first.
struct Quarantined {
    std::string line;  // what it is called here, beside its device
    std::string device, till;
    std::optional<std::int64_t> seq;
    std::string title, pointer, content;
    core::Instant arrived_at;
};
std::vector<Quarantined> quarantined_in(Store& store, const std::string& shop, std::size_t most);

// Sets a response aside or puts it back, whatever its flags say, and it stays so. `id` is the
// record's own. Fails as `not_found` where there is no such response.
core::Result<void> decide(Store& store, const std::string& shop, const std::string& id,
                          bool set_aside, const std::string& because, const Act& act);

}  // namespace earshot::sync
