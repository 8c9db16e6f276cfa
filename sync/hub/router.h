#pragma once

#include <span>
#include <string_view>

#include "sync/hub/desk.h"

namespace earshot::sync {

// Who may call. A token of another kind is as good as none. A viewer reads, a manager acts and
// publishes, an admin has the users, devices and tokens; each may what those before may.
enum class Caller { anyone, device, viewer, manager, admin };

// A part of the path in braces stands for anything but nothing: Call::parts has what. `{shop}` is
// looked at before the call is handed on: one that the caller may not see is not there.
struct Route {
    std::string_view method;
    std::string_view path;
    Caller caller;
    Resource resource;
};

// The whole API: tests walk it too.
std::span<const Route> routes();

// Finds the route, tells who calls, and hands on. Answers exactly once, in any case.
void route(Desk& desk, Request request, const Reply& reply);

}  // namespace earshot::sync
