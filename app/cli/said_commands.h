#pragma once

#include <string>

#include "app/cli/hub_call.h"
#include "core/clock.h"

// What was said, out of the hub and out of the world.
namespace earshot::app {

struct ExportWish {
    HubAddress at;
    std::string what, format = "csv", shop, since;
    std::string to;      // a file; empty: stdout
    bool force = false;  // also over a file that is there
};

void add_export_flags(CLI::App& command, ExportWish& wish);

// The call that asks for it. Fails as `usage`.
core::Result<std::string> export_path(const ExportWish& wish, core::Instant now);

// `earshot export`: to stdout, or whole or not at all to a file. Fails as `usage` where that is
// there already.
core::Result<void> print_export(const ExportWish& wish);

struct EraseWish {
    HubAddress at;
    std::string id;
    bool yes = false;  // without asking
};

void add_erase_flags(CLI::App& command, EraseWish& wish);

// `earshot erase`: what was said under this id, of a list, an export or the device's own. Shows it
// and asks; whoever does not say yes erases nothing, and that fails as `denied`. Fails as
// `not_found` before anything is asked.
core::Result<void> erase_said(const EraseWish& wish);

}  // namespace earshot::app
