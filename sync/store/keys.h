#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/seal.h"

namespace earshot::sync {

// The hub's own secrets. They never leave its data folder.
struct HubKeys {
    core::OpeningKey sealing;  // what kiosks seal words to
    std::string digest;        // 32 raw bytes: keys every digest, so that none can be guessed at
};

// Makes them and keeps them in the folder, mode 0600.
HubKeys make_keys(const std::filesystem::path& folder);
core::Result<HubKeys> read_keys(const std::filesystem::path& folder);
// Those of a hub that comes back from a backup, in place of any there.
void keep_keys(const HubKeys& keys, const std::filesystem::path& folder);
// As a backup carries them. Reading fails as `corrupt`.
std::string keys_text(const HubKeys& keys);
core::Result<HubKeys> keys_from(std::string_view text);

// What stands for a content, a token or a code where the thing itself must not be kept: hex.
std::string digest_of(std::string_view content, const HubKeys& keys);

std::string new_token();           // 256 random bits, base64url
std::string new_enrolment_code();  // for a person to type: ABCDE-FGHJK
// The code as it was meant: capitals, without what only separates.
std::string plain_code(std::string_view typed);

// argon2id, 64 MiB, three passes: takes a good part of a second.
std::string hash_password(const std::string& password);
// Takes as long, whether it fits or not.
bool fits_password(const std::string& password, const std::string& hashed);

}  // namespace earshot::sync
