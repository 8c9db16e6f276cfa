#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sync/hub/desk.h"
#include "sync/wire/field.h"
#include "sync/wire/json.h"

// What the managers' calls read and answer alike.
namespace earshot::sync {

bool is_json(const Request& request);
Response not_json();  // 415

Response answer_with(const wire::json::value& body, int status = 200);
Response done();  // 204
// The error as a problem: 400 with the pointer that its message ends with, 403, 404, 409 or 503.
Response problem_of(const core::Error& error);

// What follows a body, made piece by piece on the workers' threads. What `next` throws breaks the
// answer off.
Response::Rest in_pieces(Desk& desk, std::function<std::string()> next);

// The same for a shop that is not there and for one that the caller may not see.
Response no_such_shop();

// The shop of the query's `shop`, if it is given. Fails as `not_found`.
core::Result<std::optional<std::string>> shop_asked_for(Desk& desk, const Call& call);

// Who calls, for the audit log.
Act act_of(const Desk& desk, const Call& call);

// The body, read by `read(const wire::Field&)`. Fails as `invalid`; none where it is not JSON.
template <typename Read>
auto body_of(const Call& call, Read read) {
    return wire::decode(call.request.body, std::move(read));
}

wire::json::value or_null(const std::optional<core::Instant>& at);

}  // namespace earshot::sync
