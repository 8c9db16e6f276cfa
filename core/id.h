#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace earshot::core {

// Gives 64 random bits a call. Passed in, so that a test's chance is repeatable.
using Random = std::function<std::uint64_t()>;

// The operating system's randomness (libsodium). Any thread.
std::uint64_t system_random();

// A new UUIDv7 (RFC 9562) in lower case: the time in front, 74 random bits behind.
std::string make_id(Instant at, const Random& random);

// When a UUIDv7 was made, by the clock of whoever made it; none for any other.
std::optional<Instant> made_at(std::string_view id);

// Any UUID in lower case.
bool is_id(std::string_view text);

// What shops, tills, questionnaires, questions, choices and reasons may be called:
// 1 to 64 of A-Z a-z 0-9 . _ -
bool is_name(std::string_view text);

}  // namespace earshot::core
