#include "sync/store/keys.h"

#include <sodium.h>

#include <array>
#include <cctype>
#include <new>
#include <vector>

#include "core/data_folder.h"
#include "sync/wire/json.h"

namespace earshot::sync {
namespace {

constexpr auto keys_file = "keys.json";
constexpr std::size_t digest_key_size = 32;
constexpr std::size_t digest_size = 16;
constexpr std::size_t token_size = 32;
constexpr std::size_t code_signs = 10;  // 50 bits, for 15 minutes
// Without those that look alike: I L O U 0 1.
constexpr std::string_view code_alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
constexpr unsigned long long password_passes = 3;
constexpr std::size_t password_memory = 64 << 20;

void start_sodium() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

std::string random_bytes(std::size_t size) {
    start_sodium();
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string hash(std::string_view content, std::string_view key) {
    std::array<unsigned char, digest_size> digest{};
    crypto_generichash(digest.data(), digest.size(), raw(content), content.size(), raw(key),
                       key.size());
    std::array<char, 2 * digest_size + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

core::Result<std::string> text_of(const wire::json::value& value, std::string_view member) {
    const auto* object = value.if_object();
    const auto* found = object != nullptr ? object->if_contains(member) : nullptr;
    if (found == nullptr || !found->is_string())
        return core::fail(core::ErrorKind::corrupt, "no \"" + std::string(member) + "\" in it");
    return std::string(found->get_string());
}

core::Result<std::string> bytes_of(const wire::json::value& value, std::string_view member) {
    TRY_ASSIGN(const std::string text, text_of(value, member));
    return core::from_base64(text);
}

core::Result<HubKeys> decode(std::string_view text) {
    TRY_ASSIGN(const auto value, wire::parse(text));
    HubKeys keys;
    TRY_ASSIGN(keys.sealing.id, text_of(value, "sealing_key_id"));
    TRY_ASSIGN(keys.sealing.key, bytes_of(value, "sealing_key"));
    TRY_ASSIGN(keys.sealing.secret, bytes_of(value, "sealing_secret"));
    TRY_ASSIGN(keys.digest, bytes_of(value, "digest_key"));
    const bool whole = keys.sealing.key.size() == crypto_box_PUBLICKEYBYTES &&
                       keys.sealing.secret.size() == crypto_box_SECRETKEYBYTES &&
                       keys.digest.size() == digest_key_size;
    if (!whole) return core::fail(core::ErrorKind::corrupt, "a key in it has the wrong length");
    return keys;
}

}  // namespace

std::string keys_text(const HubKeys& keys) {
    return wire::canonical(
        wire::json::object{{"sealing_key_id", keys.sealing.id},
                           {"sealing_key", core::to_base64(keys.sealing.key)},
                           {"sealing_secret", core::to_base64(keys.sealing.secret)},
                           {"digest_key", core::to_base64(keys.digest)}});
}

core::Result<HubKeys> keys_from(std::string_view text) {
    start_sodium();
    return decode(text);
}

void keep_keys(const HubKeys& keys, const std::filesystem::path& folder) {
    core::write_file(folder / keys_file, keys_text(keys) + "\n");
}

HubKeys make_keys(const std::filesystem::path& folder) {
    HubKeys keys;
    keys.digest = random_bytes(digest_key_size);
    keys.sealing =
        core::make_opening_key("hub-" + hash(random_bytes(token_size), keys.digest).substr(0, 8));
    keep_keys(keys, folder);
    return keys;
}

core::Result<HubKeys> read_keys(const std::filesystem::path& folder) {
    start_sodium();
    TRY_ASSIGN(const std::string text, core::read_file(folder / keys_file));
    auto keys = decode(text);
    if (!keys)
        return core::fail(core::ErrorKind::corrupt, (folder / keys_file).string() + ": " +
                                                        keys.error().message +
                                                        ": restore it from a backup");
    return keys;
}

std::string digest_of(std::string_view content, const HubKeys& keys) {
    return hash(content, keys.digest);
}

std::string new_token() {
    const std::string bytes = random_bytes(token_size);
    std::array<char, 64> text{};
    sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text.data();
}

std::string new_enrolment_code() {
    start_sodium();
    std::string code;
    for (std::size_t sign = 0; sign < code_signs; ++sign) {
        if (sign == code_signs / 2) code += '-';
        code +=
            code_alphabet[randombytes_uniform(static_cast<std::uint32_t>(code_alphabet.size()))];
    }
    return code;
}

std::string plain_code(std::string_view typed) {
    std::string code;
    for (const char sign : typed)
        if (std::isalnum(static_cast<unsigned char>(sign)) != 0)
            code += static_cast<char>(std::toupper(static_cast<unsigned char>(sign)));
    return code;
}

bool fits_password(const std::string& password, const std::string& hashed) {
    start_sodium();
    return crypto_pwhash_str_verify(hashed.c_str(), password.data(), password.size()) == 0;
}

std::string hash_password(const std::string& password) {
    start_sodium();
    std::array<char, crypto_pwhash_STRBYTES> hashed{};
    if (crypto_pwhash_str(hashed.data(), password.data(), password.size(), password_passes,
                          password_memory) != 0)
        throw std::bad_alloc();
    return hashed.data();
}

}  // namespace earshot::sync
