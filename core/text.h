#pragma once

#include <cstddef>
#include <string_view>

// What can be counted in words people write. UTF-8.
namespace earshot::core {

// Code points.
std::size_t count_characters(std::string_view text);

// Words told apart by white space; a lone sign of ASCII ("%", "-") is none.
int count_words(std::string_view text);

}  // namespace earshot::core
