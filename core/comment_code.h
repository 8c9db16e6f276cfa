#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/reasons.h"
#include "core/record.h"
#include "core/result.h"

namespace earshot::core {

// What a barcode of such a code begins with, so that no other is taken for one.
inline constexpr std::string_view comment_barcode_prefix = "ESH:";

// The code of a reason, as read_comment_code() takes it.
std::string comment_code(std::string_view reason, Tone tone);

// What a customer said, as a keypad or scanner enters it: a reason's name, case ignored, and a
// tone: + praise, - trouble, / idea, * buys elsewhere ("PRODUCE+"). Fails as `invalid`, in words
// for whoever entered it. Retired and merged reasons are taken: the hub counts them where they
// belong.
Result<Comment> read_comment_code(std::string_view code, const std::vector<Reason>& reasons);

}  // namespace earshot::core
