#include "core/text.h"

#include <algorithm>

namespace earshot::core {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool speaks(char c) {
    return (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

// How many bytes a sequence has by its first one; 0 if none begins so.
std::size_t sequence_length(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first < 0xe0) return 2;
    if (first >= 0xe0 && first < 0xf0) return 3;
    if (first >= 0xf0 && first < 0xf5) return 4;
    return 0;
}

// Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
bool may_follow(unsigned char first, unsigned char second) {
    switch (first) {
        case 0xe0:
            return second >= 0xa0;
        case 0xed:
            return second < 0xa0;
        case 0xf0:
            return second >= 0x90;
        case 0xf4:
            return second < 0x90;
        default:
            return true;
    }
}

}  // namespace

Beginning first_character(std::string_view text) {
    if (text.empty()) return {};
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const std::size_t length = sequence_length(byte(0));
    if (length == 0 || length > text.size()) return {1, {}};
    if (length == 1) return {1, byte(0)};
    if (!may_follow(byte(0), byte(1))) return {1, {}};
    char32_t sign = byte(0) & (0x7fU >> length);
    for (std::size_t at = 1; at < length; ++at) {
        if ((byte(at) & 0xc0U) != 0x80) return {1, {}};
        sign = (sign << 6U) | (byte(at) & 0x3fU);
    }
    return {length, sign};
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const Beginning first = first_character(text);
        if (!first.sign) return false;
        text.remove_prefix(first.length);
    }
    return true;
}

std::size_t count_characters(std::string_view text) {
    constexpr auto starts_character = [](char c) { return (c & 0xc0) != 0x80; };
    return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
}

int count_words(std::string_view text) {
    int words = 0;
    bool in_word = false;
    for (const char c : text) {
        if (is_space(c)) in_word = false;
        if (in_word || !speaks(c)) continue;
        in_word = true;
        ++words;
    }
    return words;
}

}  // namespace earshot::core
