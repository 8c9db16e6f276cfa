#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

// The codes of an authenticator app (RFC 6238): six digits of HMAC-SHA-1, a new one every 30 s.
namespace earshot::sync {

std::string new_totp_secret();  // 20 random bytes

// The step of time whose code this is: the present one, or one before or after it, as clocks
// differ. Only steps later than `last`, as each code works once.
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code,
                                      core::Instant now, std::int64_t last);

// What an app reads from a picture or a person types: otpauth://totp/…, and the secret in base32.
std::string base32(std::string_view bytes);
std::string totp_uri(std::string_view secret, const std::string& user);

// The code of a step, for tests and for checking.
std::string totp_code(std::string_view secret, std::int64_t step);

}  // namespace earshot::sync
