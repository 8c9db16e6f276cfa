#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace earshot::sync {

// The words of a text, lower case, as ICU cuts them: by its dictionaries where a script writes no
// spaces, so that Chinese is found too. Signs and spaces are left out. UTF-8, any thread.
std::vector<std::string> cut_words(std::string_view text);

}  // namespace earshot::sync
