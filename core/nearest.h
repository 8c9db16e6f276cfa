#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace earshot::core {

// The one of `known` that somebody who wrote `word` may have meant; empty if none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

// `; did you mean "…"?`, or nothing if none is near: the end of a message.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace earshot::core
