#pragma once

#include <cstdint>

namespace earshot::test {

// How much a test does: `fits` normally, `whole` under `./test --long` (EARSHOT_TEST_LONG=1).
// Prints which, so that a log tells what was proven.
int sized(const char* what, int fits, int whole);

// Where a test's chance starts: EARSHOT_TEST_SEED, else 1. Printed, so that a failure can be had
// again.
std::uint64_t seed();

}  // namespace earshot::test
