#pragma once

#include <span>
#include <string_view>

#include "sync/hub/desk.h"

namespace earshot::sync {

// Who may call. A token of another kind is as good as none.
enum class Caller { anyone, device, manager };

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
