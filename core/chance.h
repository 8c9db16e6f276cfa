#pragma once

#include <cstdint>
#include <string_view>

#include "core/id.h"

// Fair draws: from chance that is passed in, or from a seed that anyone can draw again.
namespace earshot::core {

// A number from 0 up to but not `count`, each as likely. `count` is above 0.
std::uint64_t draw_below(std::uint64_t count, const Random& random);

// 64 bits that look random and are the same for the same name and number.
std::uint64_t seeded(std::string_view name, std::int64_t number);

// Whether a thing that happens with this share (0 to 1) happens at these 64 random bits.
bool happens(double share, std::uint64_t bits);

}  // namespace earshot::core
