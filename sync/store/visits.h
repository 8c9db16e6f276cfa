#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/insight/loyalty.h"
#include "sync/store/counting.h"
#include "sync/store/sql.h"
#include "sync/store/store.h"

// What tills tell of visits: the basket that a response was given with, and who came back. A visit
// may come before the response it names, or after.
namespace earshot::sync {

// Takes in a visit that is counted in `hour`.
void keep_visit(sql::Connection& connection, const std::string& shop, const std::string& id,
                core::Instant hour, const core::Visit& visit, Counting& counting);
// Undoes that, once its record is gone.
void forget_visit(sql::Connection& connection, const std::string& shop, const std::string& id,
                  const core::Visit& visit, Counting& counting);
// Of what is let go for its age the rest stays counted.
void forget_token(sql::Connection& connection, const std::string& id);

// Joins a response that comes now to the visit that named it. Returns the basket it told: few
// medium full produce, or empty where none was told.
std::string join_response(sql::Connection& connection, const std::string& shop,
                          const std::string& id, const core::Response& response);

// Of the visits in [from, to) with a counted answer: how many gave which first answer, and on how
// many of them the same token came again, on another day, within core::insight::return_span.
// Visits older than the shop's key are left out, as are those whose span is not over at `now`.
std::vector<core::insight::Returned> returns(Store& store, const std::string& shop,
                                             core::Instant from, core::Instant to,
                                             core::Instant now);

}  // namespace earshot::sync
