#include "sync/store/fleet.h"

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

json::object to_json(const FleetDevice& device) {
    json::object out{{"id", device.id},
                     {"shop", device.shop},
                     {"till", device.till},
                     {"name", device.name},
                     {"hardware", device.hardware},
                     {"version", device.status ? device.status->version : device.version},
                     {"enrolled_at", wire::to_text(device.enrolled_at)},
                     {"revoked_at", or_null(device.revoked_at)},
                     {"last_heard", or_null(device.last_heard)},
                     {"acked_through", device.health.acked_through},
                     {"missing", device.health.missing},
                     {"conflict", device.health.conflict},
                     {"clock_off_ms", device.health.clock_off.count()},
                     {"unsent", nullptr},
                     {"quarantined", nullptr},
                     {"uptime_s", nullptr},
                     {"disk_free", nullptr},
                     {"last_error", nullptr}};
    if (device.status) {
        out["unsent"] = device.status->unsent;
        out["quarantined"] = device.status->quarantined;
        out["uptime_s"] = device.status->uptime_s;
        out["disk_free"] = device.status->disk_free;
        out["last_error"] = device.status->last_error;
    }
    return out;
}

struct Enrolment {
    std::string shop, till;
};

}  // namespace

void give_devices(Desk& desk, Call call, const Reply& reply) {
    const auto shop = shop_asked_for(desk, call);
    if (!shop) return reply(problem_of(shop.error()));
    json::array devices;
    for (const FleetDevice& device : fleet(desk.store, *shop))
        if (call.manager->sees(device.shop)) devices.push_back(to_json(device));
    reply(answer_with(json::object{{"devices", std::move(devices)}}));
}

void revoke_device(Desk& desk, Call call, const Reply& reply) {
    const std::string& device = call.parts.at("device");
    const auto shop = shop_of_device(desk.store, device);
    if (!shop || !call.manager->sees(*shop)) return reply(problem(404, "There is no such device."));
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) { revoke(store, device, act); });
    desk.live.tell(*shop, Live::Kind::device, device);
    reply(done());
}

void make_enrolment(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto wanted = body_of(call, [](const wire::Field& in) {
        return Enrolment{in["shop"].name(), in["till"].name()};
    });
    if (!wanted) return reply(problem_of(wanted.error()));
    if (!call.manager->sees(wanted->shop)) return reply(no_such_shop());

    std::optional<core::Result<EnrolmentCode>> code;
    const Act act = act_of(desk, call);
    desk.writer.run(
        [&](Store& store) { code = store.make_enrolment_code(wanted->shop, wanted->till, act); });
    if (!*code) return reply(problem_of(code->error()));
    reply(answer_with(
        json::object{{"code", (*code)->code}, {"expires", wire::to_text((*code)->expires)}}, 201));
}

}  // namespace earshot::sync
