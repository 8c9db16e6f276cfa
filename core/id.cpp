#include "core/id.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace earshot::core {
namespace {

constexpr std::size_t name_max = 64;

void append_hex(std::string& text, std::uint64_t value, int digits) {
    constexpr std::string_view hex = "0123456789abcdef";
    for (int digit = digits - 1; digit >= 0; --digit) text += hex[(value >> (4 * digit)) & 0xf];
}

bool is_lower_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool is_name_char(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

}  // namespace

std::uint64_t system_random() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw std::runtime_error("the system gives no randomness (libsodium)");
    std::uint64_t bits = 0;
    randombytes_buf(&bits, sizeof bits);
    return bits;
}

std::string make_id(Instant at, const Random& random) {
    const auto time = static_cast<std::uint64_t>(at.time_since_epoch().count());
    const std::uint64_t front = random();
    const std::uint64_t back = random();

    std::string id;
    id.reserve(36);
    append_hex(id, time >> 16, 8);
    id += '-';
    append_hex(id, time, 4);
    id += "-7";
    append_hex(id, front, 3);
    id += '-';
    append_hex(id, 0x8000 | (back >> 48 & 0x3fff), 4);
    id += '-';
    append_hex(id, back, 12);
    return id;
}

std::optional<Instant> made_at(std::string_view id) {
    constexpr std::size_t version_place = 14;
    if (!is_id(id) || id[version_place] != '7') return std::nullopt;
    const std::string digits = std::string(id.substr(0, 8)) + std::string(id.substr(9, 4));
    std::int64_t time = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), time, 16);
    return Instant(milliseconds(time));
}

bool is_id(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !is_lower_hex(text[i])) return false;
    }
    return true;
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= name_max && std::ranges::all_of(text, is_name_char);
}

}  // namespace earshot::core
