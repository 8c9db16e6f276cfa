#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace earshot::sync {

// A text in its pieces, of which each is a word or what stands between two.
struct TextPiece {
    std::string text;
    bool word = false;
};
std::vector<TextPiece> cut_text(std::string_view text);

// The words of a text, lower case, as ICU cuts them: by its dictionaries where a script writes no
// spaces, so that Chinese is found too. Signs and spaces are left out. UTF-8, any thread.
std::vector<std::string> cut_words(std::string_view text);

}  // namespace earshot::sync
