#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/insight/loyalty.h"
#include "core/result.h"

// GET /v1/loyalty: its answer.
namespace earshot::sync::wire {

std::string encode(const core::insight::Loyalty& loyalty);

// What the answer says in words, which is all that a terminal prints of it.
core::Result<std::vector<std::string>> decode_loyalty_sentences(std::string_view body);

}  // namespace earshot::sync::wire
