#include "core/text.h"

#include <algorithm>

namespace earshot::core {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool speaks(char c) {
    return (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

}  // namespace

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
