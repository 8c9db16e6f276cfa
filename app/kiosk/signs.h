#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace earshot::app {

// One character as it is shown, and the byte of the text where it stood.
struct Sign {
    char32_t shown = 0;
    std::size_t byte = 0;

    bool operator==(const Sign&) const = default;
};

// Shown for what cannot be: a control character, a broken byte, a sign that no font has.
inline constexpr char32_t box = U'□';
inline constexpr char32_t soft_hyphen = U'\u00AD';

// What is shown of a text that anybody may have written. Nothing in it can turn the order of what
// stands around it, hide something, or pile up marks until they cover the screen.
std::vector<Sign> signs_of(std::string_view text);

// Takes the font of what stands before it wherever that has it, so that no word falls apart.
bool clings(char32_t character);

// Whether a text is Chinese, at least in part.
bool has_chinese(const std::vector<Sign>& signs);
// Stands in a square of its own wherever it stands in a Chinese text: Chinese characters, their
// punctuation, and what they share with Latin.
bool is_square_in_chinese(char32_t character);

}  // namespace earshot::app
