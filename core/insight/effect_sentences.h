#pragma once

#include <string>
#include <vector>

#include "core/insight/effect.h"

namespace earshot::core::insight {

// What a person would say of an effect, in English: each claim with its shares and its range in
// points, and where nothing can be told, that.
std::vector<std::string> sentences(const AlertEffect& effect);
std::vector<std::string> sentences(const PlanEffect& effect);

}  // namespace earshot::core::insight
