#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/record.h"
#include "core/result.h"

// Sealed boxes (libsodium, X25519 + XSalsa20-Poly1305): anyone with the public key can close one,
// only the holder of the secret key can open it. Any thread.
namespace earshot::core {

struct SealingKey {
    std::string id;
    std::string key;  // 32 raw bytes, public
};

// Wiped from memory as it goes; so is every copy.
struct OpeningKey {
    std::string id;
    std::string key;     // 32 raw bytes, public
    std::string secret;  // 32 raw bytes

    ~OpeningKey();
};

OpeningKey make_opening_key(std::string id);
// The key as it was handed over, in base64; none where nothing can be sealed to it: better not to
// ask than to lose what is said.
std::optional<SealingKey> read_sealing_key(const std::string& id, std::string_view base64);

// Throws std::runtime_error for a key that no secret belongs to.
Sealed seal(std::string_view text, const SealingKey& to);
// Fails as `invalid` if the box is not to this key, was altered, or holds no UTF-8.
Result<std::string> open(const Sealed& sealed, const OpeningKey& key);

// What is no words: whatever bytes the box holds. `box` is raw.
Result<std::string> open_bytes(std::string_view box, const OpeningKey& key);

// Seals every text of the record that is still in the clear. What is sealed stays as it is.
void seal_texts(Record& record, const SealingKey& to);

std::string to_base64(std::string_view bytes);  // with padding
Result<std::string> from_base64(std::string_view text);

}  // namespace earshot::core
