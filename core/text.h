#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

// What can be counted in words people write. UTF-8.
namespace earshot::core {

// How a text begins: its first character, or none where the bytes there are no UTF-8 (RFC 3629).
struct Beginning {
    std::size_t length = 0;  // bytes; 0 at the end of the text
    std::optional<char32_t> sign;
};
Beginning first_character(std::string_view text);

bool is_utf8(std::string_view text);

// Code points.
std::size_t count_characters(std::string_view text);

// Words told apart by white space; a lone sign of ASCII ("%", "-") is none.
int count_words(std::string_view text);

}  // namespace earshot::core
