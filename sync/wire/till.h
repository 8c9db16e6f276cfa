#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/checkout.h"
#include "core/reasons.h"
#include "core/result.h"

// What a till, a keypad or a scanner tells the kiosk beside it: one line of JSON each.
namespace earshot::sync::wire {

inline constexpr std::size_t till_line_max = 4U << 10U;  // bytes
inline constexpr std::size_t token_max = 128;            // characters of a loyalty number

// Fails as `invalid`, in words for whoever connects a till; they repeat nothing of the line, which
// may hold a loyalty number. `reasons` is what a comment's code may name.
core::Result<core::TillEvent> decode_till_line(std::string_view line,
                                               const std::vector<core::Reason>& reasons);

// The line that says what was wrong with one.
std::string till_refusal(std::string_view words);

}  // namespace earshot::sync::wire
