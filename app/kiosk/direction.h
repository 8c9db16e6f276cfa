#pragma once

#include <string>
#include <string_view>

namespace earshot::app {

// Whether a language, as "ar" or "ar-EG", is written from right to left.
bool is_right_to_left(std::string_view language);

// Somebody's name or words as they stand in a sentence of ours: set apart where one of the two
// has letters that run from right to left, so that neither turns the other's order.
std::string set_apart(std::string_view words, std::string_view sentence);

}  // namespace earshot::app
