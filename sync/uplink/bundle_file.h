#pragma once

#include <filesystem>
#include <string_view>

#include "core/bundle.h"
#include "core/result.h"

// The last good bundle, on the device's disk as FOLDER/bundle.json: a kiosk starts and asks
// without a network.
namespace earshot::sync {

// Keeps a body that wire::decode_bundle() has taken, whole or not at all. Throws std::system_error.
void save_bundle(const std::filesystem::path& folder, std::string_view body);
// Durable on return; there may be none. Throws std::system_error.
void remove_bundle(const std::filesystem::path& folder);
// Fails as `not_found` where none ever came, as `corrupt` where the file is no bundle.
core::Result<core::Bundle> load_bundle(const std::filesystem::path& folder);

}  // namespace earshot::sync
