#include "sync/store/hidden_id.h"

#include <sodium.h>

#include <array>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <utility>

namespace earshot::sync {
namespace {

// Four rounds of Feistel's network under a keyed hash are a permutation that nobody tells from
// chance (Luby and Rackoff 1988).
constexpr int rounds = 4;
constexpr std::size_t dashes[] = {8, 13, 18, 23};

struct Halves {
    std::uint64_t left = 0, right = 0;
};

std::uint64_t mixed(std::uint64_t half, int round, const HubKeys& keys) {
    std::array<unsigned char, sizeof half + 1> content{};
    std::memcpy(content.data(), &half, sizeof half);
    content.back() = static_cast<unsigned char>(round);
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(), hash.size(), content.data(), content.size(),
                       reinterpret_cast<const unsigned char*>(keys.digest.data()),
                       keys.digest.size());
    std::uint64_t value = 0;
    std::memcpy(&value, hash.data(), sizeof value);
    return value;
}

Halves halves_of(const std::string& id) {
    Halves halves;
    std::array<unsigned char, sizeof halves> bytes{};
    std::size_t size = 0;
    [[maybe_unused]] const int read =
        sodium_hex2bin(bytes.data(), bytes.size(), id.data(), id.size(), "-", &size, nullptr);
    assert(read == 0 && size == bytes.size());
    std::memcpy(&halves, bytes.data(), bytes.size());
    return halves;
}

std::string text_of(const Halves& halves) {
    std::array<unsigned char, sizeof halves> bytes{};
    std::memcpy(bytes.data(), &halves, bytes.size());
    std::array<char, 2 * sizeof halves + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    std::string text = hex.data();
    for (const std::size_t place : dashes) text.insert(place, "-");
    return text;
}

}  // namespace

std::string hidden_id(const std::string& id, const HubKeys& keys) {
    Halves halves = halves_of(id);
    for (int round = 0; round < rounds; ++round) {
        halves.left ^= mixed(halves.right, round, keys);
        std::swap(halves.left, halves.right);
    }
    return text_of(halves);
}

std::string shown_id(const std::string& hidden, const HubKeys& keys) {
    Halves halves = halves_of(hidden);
    for (int round = rounds - 1; round >= 0; --round) {
        std::swap(halves.left, halves.right);
        halves.left ^= mixed(halves.right, round, keys);
    }
    return text_of(halves);
}

}  // namespace earshot::sync
