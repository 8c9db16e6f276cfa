#pragma once

#include <string>
#include <string_view>

namespace earshot::sync {

// Words without what tells who wrote them: each character of an e-mail address, and each digit of
// a telephone, card or account number, becomes •. Small numbers stay.
std::string mask(std::string_view words);

}  // namespace earshot::sync
