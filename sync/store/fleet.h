#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/record.h"
#include "sync/store/act.h"
#include "sync/store/store.h"

// The kiosks that are enrolled, as their page shows them.
namespace earshot::sync {

struct FleetDevice {
    std::string id, shop, till;
    std::string name, hardware, version;  // as it said when it was enrolled
    core::Instant enrolled_at;
    std::optional<core::Instant> revoked_at, last_heard;
    DeviceHealth health;
    std::optional<core::Status> status;  // its last one
};

// By shop, till and the time of enrolment; of one shop, if given.
std::vector<FleetDevice> fleet(Store& store, const std::optional<std::string>& shop);

// The shop of a device that was enrolled here, revoked or not.
std::optional<std::string> shop_of_device(Store& store, const std::string& device);

// From now on its token is as good as none. Nothing happens to one that is revoked already.
void revoke(Store& store, const std::string& device, const Act& act);

// A device by its id, as its enrolment has it, also a revoked one: its queue may still come on a
// stick.
std::optional<Device> device_named(Store& store, const std::string& id);
// That somebody hands over what the device could not send.
void note_carried(Store& store, const Device& device, const Act& act);

}  // namespace earshot::sync
