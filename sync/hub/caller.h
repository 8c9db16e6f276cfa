#pragma once

#include <optional>
#include <string>

#include "sync/hub/desk.h"
#include "sync/hub/router.h"

// Who calls, and whether they may.
namespace earshot::sync {

inline constexpr std::string_view session_cookie = "earshot_session";

// What stands in the way of the caller, if anything; fills in who it is. The same words and the
// same work whether a token is malformed, unknown, revoked or of another kind of caller.
std::optional<Response> refused(Desk& desk, const Route& route, Call& call);

// What a page sends with each change, so that no other site's page can make one with its cookie.
std::string csrf_of(const std::string& session, const HubKeys& keys);

}  // namespace earshot::sync
