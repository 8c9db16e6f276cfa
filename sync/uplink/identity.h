#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"
#include "sync/wire/enrolment.h"

namespace earshot::sync {

// Who this device is to which hub: kept as FOLDER/device.json, mode 0600. The token in it is what
// the hub knows the device by.
struct Identity {
    std::string hub;  // its address, as given at enrolment
    std::string device_id;
    std::string token;
    std::string shop;
    std::string till;
    std::string sealing_key;  // base64, X25519 public key of 32 bytes
    std::string sealing_key_id;

    bool operator==(const Identity&) const = default;
};

// Whether two addresses are one hub's, however many slashes end them.
bool same_hub(std::string_view one, std::string_view other);

Identity to_identity(std::string hub, const wire::Enrolment& enrolment);

// Durable on return. Throws std::system_error.
void save(const std::filesystem::path& folder, const Identity& identity);
// Fails as `not_found` where the device was never enrolled, as `corrupt` where the file is no
// identity.
core::Result<Identity> load_identity(const std::filesystem::path& folder);

}  // namespace earshot::sync
