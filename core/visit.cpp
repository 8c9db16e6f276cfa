#include "core/visit.h"

#include <sodium.h>

#include <array>

namespace earshot::core {
namespace {

constexpr std::size_t token_size = 16;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string visit_token(std::string_view number, std::string_view key) {
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> whole{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(number), number.size());
    crypto_auth_hmacsha256_final(&state, whole.data());
    sodium_memzero(&state, sizeof state);
    return {reinterpret_cast<const char*>(whole.data()), token_size};
}

}  // namespace earshot::core
