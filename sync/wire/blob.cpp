#include "sync/wire/blob.h"

#include "sync/wire/field.h"

namespace earshot::sync::wire {

std::string encode(const BlobReceipt& receipt) {
    return write(json::object{{"id", receipt.id}, {"bytes", receipt.bytes}});
}

core::Result<BlobReceipt> decode_blob_receipt(std::string_view body) {
    return decode(body, [](const Field& in) {
        return BlobReceipt{in["id"].id(), in["bytes"].count()};
    });
}

}  // namespace earshot::sync::wire
