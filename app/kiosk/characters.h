#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace earshot::app {

struct Character {
    char32_t code = 0;
    std::size_t byte = 0;  // where it begins
};

// The characters of a text; U+FFFD for what is no UTF-8.
std::vector<Character> characters_of(std::string_view text);

}  // namespace earshot::app
