#pragma once

#include <string_view>
#include <vector>

namespace earshot::app {

// The modules of a Code 128, from its first bar to its last: true where it is dark. Beside them it
// needs quiet_modules of nothing. Throws std::invalid_argument for a text that is not ASCII, or is
// longer than code_128_max.
std::vector<bool> code_128(std::string_view text);

inline constexpr std::size_t code_128_max = 60;
inline constexpr int quiet_modules = 10;

}  // namespace earshot::app
