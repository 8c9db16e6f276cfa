#pragma once

#include <cstddef>
#include <cstdint>

// What both ends agree on for one request. The hub answers 413 beyond them; the device sends less.
namespace earshot::sync::wire {

inline constexpr std::size_t body_max = 1 << 20;      // as sent
inline constexpr std::size_t unpacked_max = 8 << 20;  // as read
inline constexpr std::size_t records_max = 5'000;
inline constexpr std::size_t blob_max = 512 << 10;  // a recording, as sealed
inline constexpr std::size_t line_max = 64 << 10;
// The highest seq: every JSON reader holds whole numbers exactly as far as this.
inline constexpr std::int64_t seq_max = (std::int64_t{1} << 53) - 1;
inline constexpr std::size_t json_depth_max = 32;
inline constexpr std::size_t json_string_max = 16 << 10;

}  // namespace earshot::sync::wire
