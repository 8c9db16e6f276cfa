#pragma once

#include <string>

#include "app/cli/hub_call.h"
#include "core/clock.h"

// What was said, out of the hub and out of the world.
namespace earshot::app {

struct ExportWish {
    HubAddress at;
    std::string what, format = "csv", shop, since;
};

void add_export_flags(CLI::App& command, ExportWish& wish);

// The call that asks for it. Fails as `usage`.
core::Result<std::string> export_path(const ExportWish& wish, core::Instant now);

// `earshot export`: to stdout.
core::Result<void> print_export(const ExportWish& wish);

struct EraseWish {
    HubAddress at;
    std::string id;
};

void add_erase_flags(CLI::App& command, EraseWish& wish);

// `earshot erase`: what was said under this id, of a list, an export or the device's own. Fails as
// `not_found`.
core::Result<void> erase_said(const EraseWish& wish);

}  // namespace earshot::app
