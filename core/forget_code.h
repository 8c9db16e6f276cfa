#pragma once

#include <string>
#include <string_view>

#include "core/id.h"

// What a shopper takes home to have their contact details forgotten: a code that only they have.
// The hub is told its hash alone.
namespace earshot::core {

// No two of these look or sound alike when read out.
inline constexpr std::string_view forget_code_signs = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
inline constexpr std::size_t forget_code_length = 8;

std::string make_forget_code(const Random& random);
// As it is shown, in two groups: "K7QM 2XRD".
std::string grouped(std::string_view code);
// As it may have been typed: in lower case, with spaces and dashes. Empty if it can be no code.
std::string read_forget_code(std::string_view typed);
// SHA-256 of the code: 32 raw bytes.
std::string hash_of_forget_code(std::string_view code);

}  // namespace earshot::core
