#pragma once

#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/result.h"

// POST /v1/devices: an enrolment code for a token.
namespace earshot::sync::wire {

struct EnrolmentRequest {
    std::string code;
    std::string name;
    std::string hardware;
    std::string version;

    bool operator==(const EnrolmentRequest&) const = default;
};

// What the device keeps of it (mode 0600).
struct Enrolment {
    std::string device_id;
    std::string token;
    std::string shop;
    std::string till;
    core::Instant hub_time;
    std::string sealing_key;  // base64
    std::string sealing_key_id;

    bool operator==(const Enrolment&) const = default;
};

std::string encode(const EnrolmentRequest& request);
core::Result<EnrolmentRequest> decode_enrolment_request(std::string_view body);
std::string encode(const Enrolment& enrolment);
core::Result<Enrolment> decode_enrolment(std::string_view body);

}  // namespace earshot::sync::wire
