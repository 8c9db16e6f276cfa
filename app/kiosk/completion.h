#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::app {

// What the last word of a text may become.
struct Completion {
    std::string word;
    std::size_t begins_at = 0;  // the byte of the text that it begins at

    bool operator==(const Completion&) const = default;
};

// Words of the list that begin as the last word of `text` (UTF-8) does, case apart, in the list's
// order, so many at most. In a text without spaces, as Chinese is, the longest beginning counts.
std::vector<Completion> completions(std::string_view text, const std::vector<std::string>& words,
                                    std::size_t most);

}  // namespace earshot::app
