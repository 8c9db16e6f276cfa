#pragma once

#include <string_view>

namespace earshot::core {

// Whether a text (UTF-8) holds what looks like a telephone number: 7 to 15 digits, in whatever
// groups, where they are no date and no price. For pointing it out: it is a guess.
bool has_phone_number(std::string_view text);

}  // namespace earshot::core
