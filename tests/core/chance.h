#pragma once

#include <memory>
#include <random>

#include "core/id.h"

namespace earshot::test {

// Chance that comes out the same each time.
inline core::Random chance(std::uint64_t seed) {
    return [engine = std::make_shared<std::mt19937_64>(seed)] { return (*engine)(); };
}

}  // namespace earshot::test
