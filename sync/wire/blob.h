#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace earshot::sync::wire {

inline constexpr std::string_view blob_type = "application/octet-stream";

// The hub's word that it has a recording for good.
struct BlobReceipt {
    std::string id;
    std::int64_t bytes = 0;  // as sealed

    bool operator==(const BlobReceipt&) const = default;
};

std::string encode(const BlobReceipt& receipt);
core::Result<BlobReceipt> decode_blob_receipt(std::string_view body);

}  // namespace earshot::sync::wire
