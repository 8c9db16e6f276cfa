#include "sync/wire/enrolment.h"

#include <algorithm>

#include "sync/wire/field.h"

namespace earshot::sync::wire {
namespace {

constexpr std::size_t label_max = 256;  // characters of what a device says of itself
constexpr std::size_t token_max = 1'024;
constexpr std::size_t key_size = 32;

std::string label(const Field& in) { return in.null() ? std::string() : in.text(label_max); }

// It goes into a header: nothing that could end the line.
std::string token(const Field& in) {
    std::string read = in.text(token_max);
    if (read.empty() || !std::ranges::all_of(read, [](char c) { return c > ' ' && c < '\x7f'; }))
        in.refuse("not a token");
    return read;
}

// Kept as it came; checked to be a key.
std::string key(const Field& in) {
    in.bytes(key_size);
    return in.text();
}

}  // namespace

std::string encode(const EnrolmentRequest& request) {
    return write(json::object{{"code", request.code},
                              {"name", request.name},
                              {"hardware", request.hardware},
                              {"version", request.version}});
}

core::Result<EnrolmentRequest> decode_enrolment_request(std::string_view body) {
    return decode(body, [](const Field& in) {
        return EnrolmentRequest{in["code"].text(label_max), label(in["name"]),
                                label(in["hardware"]), label(in["version"])};
    });
}

std::string encode(const Enrolment& enrolment) {
    return write(json::object{{"device_id", enrolment.device_id},
                              {"token", enrolment.token},
                              {"shop", enrolment.shop},
                              {"till", enrolment.till},
                              {"hub_time", to_text(enrolment.hub_time)},
                              {"sealing_key", enrolment.sealing_key},
                              {"sealing_key_id", enrolment.sealing_key_id}});
}

core::Result<Enrolment> decode_enrolment(std::string_view body) {
    return decode(body, [](const Field& in) {
        return Enrolment{in["device_id"].id(),
                         token(in["token"]),
                         in["shop"].name(),
                         in["till"].name(),
                         in["hub_time"].instant(),
                         key(in["sealing_key"]),
                         in["sealing_key_id"].text(label_max)};
    });
}

}  // namespace earshot::sync::wire
