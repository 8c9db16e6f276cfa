#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/clock.h"
#include "sync/hub/bundles.h"
#include "sync/hub/gate.h"
#include "sync/hub/http.h"
#include "sync/hub/limits.h"
#include "sync/hub/writer.h"
#include "sync/store/store.h"

namespace earshot::sync {

// What every resource works with. Any thread.
struct Desk {
    Store& store;
    Writer& writer;
    Bundles& bundles;
    Gate& gate;
    const Limits& limits;
    core::Clock clock;
    std::shared_ptr<const Catalogue> catalogue;
};

// One call, its path found and its caller known.
struct Call {
    Request request;
    std::map<std::string, std::string> query;
    std::string token;
    std::optional<Device> device;
    std::optional<Manager> manager;
};

using Resource = void (*)(Desk&, Call, const Reply&);

// devices.cpp
void enrol_device(Desk& desk, Call call, const Reply& reply);
void renew_token(Desk& desk, Call call, const Reply& reply);
// batches.cpp
void take_batch(Desk& desk, Call call, const Reply& reply);
// bundles.cpp
void give_bundle(Desk& desk, Call call, const Reply& reply);
// reports.cpp
void give_report(Desk& desk, Call call, const Reply& reply);
// health.cpp
void give_health(Desk& desk, Call call, const Reply& reply);
void give_readiness(Desk& desk, Call call, const Reply& reply);

}  // namespace earshot::sync
