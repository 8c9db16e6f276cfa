#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace earshot::sync::wire {

enum class Encoding { identity, gzip, zstd };

std::string compress_zstd(std::string_view bytes);

// Unpacks, and stops at `limit` bytes of output or a zstd window over 8 MiB: fails as
// `unavailable` where it is too large (413), as `invalid` where it is no such encoding.
core::Result<std::string> unpack(Encoding encoding, std::string_view bytes, std::size_t limit);

}  // namespace earshot::sync::wire
