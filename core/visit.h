#pragma once

#include <optional>
#include <string>
#include <string_view>

// Coming back, counted without knowing who.
namespace earshot::core {

// The 16 bytes that stand for a loyalty number for as long as the shop keeps this key (raw bytes,
// of any length): an HMAC-SHA-256, cut off. The number itself goes nowhere.
std::string visit_token(std::string_view number, std::string_view key);

}  // namespace earshot::core
