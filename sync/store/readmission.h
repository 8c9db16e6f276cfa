#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/catalogue.h"
#include "sync/store/store.h"

namespace earshot::sync {

// A line that the hub refused, as a person wants it taken in.
struct Readmission {
    std::string device;
    std::string line;  // what the quarantine calls it
    std::string because;
};

// Takes a refused line in again, whole as it was received: judged by what is published now, stamped
// with the till of the device's enrolment, counted in the hour that it was made in. Nothing else of
// the device changes. It leaves the quarantine; sent once more by the device it is a duplicate.
// Returns what is new to whoever reads lists.
//
// Fails as `not_found` where the quarantine has no such line, or no content of it any more; as
// `invalid` where it would be refused again, with why, and then it stays as it was.
core::Result<std::vector<News>> take_in(Store& store, const Catalogue& catalogue,
                                        const Readmission& wanted, const Act& act);

}  // namespace earshot::sync
