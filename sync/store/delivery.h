#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/clock.h"
#include "core/record.h"
#include "sync/store/catalogue.h"
#include "sync/store/keys.h"
#include "sync/store/several.h"
#include "sync/wire/batch.h"

// A batch made ready for the store: everything that needs no look at the store is done, on
// whatever thread, before the one writer takes it.
namespace earshot::sync {

// A device as the hub knows it from its enrolment. Records have no say in it.
struct Device {
    std::string id;
    std::string shop;
    std::string till;
    std::string timezone;  // the shop's
};

// A record that may be taken: its words opened and masked, its time put right.
struct Sound {
    core::Record record;
    std::string body;  // as it is kept
    core::Instant counted_at;
    core::Instant hour;
    std::optional<Glimpse> glimpse;  // of a response
};

struct Arrival {
    wire::Line line;                   // `read` is moved from
    std::string digest;                // of its content
    std::optional<std::string> names;  // the record that it belongs to and is erased with
    std::variant<Sound, wire::Rejection> outcome;
};

struct Delivery {
    Device device;
    std::vector<Arrival> arrivals;
    core::milliseconds clock_off{0};  // hub minus device; 0 where it is near enough
    core::Instant arrived;
    std::size_t size = 0;  // of its lines, in bytes
};

// A device's clock that is off by less tells the time well enough.
inline constexpr std::chrono::minutes clock_tolerance{5};

// `device_time` is what the device's clock showed as it sent.
Delivery make_delivery(const Device& device, std::vector<wire::Line> lines,
                       const Catalogue& catalogue, const HubKeys& keys,
                       std::optional<core::Instant> device_time, core::Instant now);

}  // namespace earshot::sync
