#pragma once

#include <string>

#include "app/cli/hub_call.h"

// The queue of a kiosk on a stick: no network, and nothing twice.
namespace earshot::app {

struct CarryWish {
    std::string data, to;  // out of a kiosk
    std::string from;      // into a hub
    HubAddress at;
};

void add_carry_flags(CLI::App& command, CarryWish& wish);

// `earshot carry`. Out: all that waits, into a file that is not there yet; the kiosk goes on
// holding it, and what it sends itself later is a duplicate. In: as the kiosk would hand it over;
// to do so again changes nothing. Fails as `not_found` where nothing waits.
core::Result<void> carry(const CarryWish& wish);

}  // namespace earshot::app
