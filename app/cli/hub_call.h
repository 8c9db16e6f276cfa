#pragma once

#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "sync/uplink/transport.h"

namespace CLI {
class App;
}

// How every command of `earshot` asks a hub.
namespace earshot::app {

struct HubAddress {
    std::string hub;
    std::optional<std::string> ca;
};

void add_hub_flags(CLI::App& command, HubAddress& address);

// One call as it is, whatever is answered.
core::Result<sync::HttpReply> exchange(const HubAddress& address, const sync::HttpRequest& request,
                                       core::milliseconds at_most = std::chrono::seconds(60));

// The body of what was answered. Fails as `denied`, `not_found`, `invalid` or `unavailable`, in the
// hub's words.
core::Result<std::string> body_of(const HubAddress& address, const sync::HttpReply& reply);

// What the hub answers to the call, made with the user's own token. Fails as body_of() does.
core::Result<std::string> ask_hub(const HubAddress& address, sync::HttpRequest request,
                                  core::milliseconds at_most = std::chrono::seconds(60));

// What is to be read by another program, or is the answer itself. Throws where stdout takes none.
void print(const std::string& text);

}  // namespace earshot::app
