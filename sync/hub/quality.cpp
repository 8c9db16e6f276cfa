#include "sync/store/quality.h"

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/hub/span.h"
#include "sync/store/fleet.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::int64_t smallest = 5;
constexpr std::size_t quarantined_max = 100;  // of a shop
constexpr std::size_t because_max = 500;

json::object to_json(const SetAside& count) {
    return {{"shop", count.shop},
            {"till", count.till},
            {"daypart", count.daypart},
            {"flag", count.flag.empty() ? json::value(nullptr) : json::value(count.flag)},
            // A split: what could be one shopper shows nothing.
            {"n", count.n < smallest ? json::value(nullptr) : json::value(count.n)}};
}

json::object to_json(const std::string& shop, const Quarantined& line, bool whole) {
    return {{"shop", shop},
            {"device", line.device},
            {"till", line.till},
            {"seq", line.seq ? json::value(*line.seq) : json::value(nullptr)},
            {"title", line.title},
            {"pointer", line.pointer},
            {"content", whole ? json::value(line.content) : json::value(nullptr)},
            {"arrived_at", wire::to_text(line.arrived_at)}};
}

json::object to_json(const FleetDevice& device) {
    return {{"id", device.id},
            {"shop", device.shop},
            {"till", device.till},
            {"clock_off_ms", device.health.clock_off.count()},
            {"missing", device.health.missing},
            {"conflict", device.health.conflict}};
}

bool is_odd(const FleetDevice& device) {
    return device.health.conflict || device.health.missing > 0 ||
           device.health.clock_off != core::milliseconds{0};
}

struct Decision {
    std::string id, because;
    bool set_aside = false;
};

Decision to_decision(const wire::Field& in) {
    Decision decision{in["id"].id(), in["because"].text(because_max), in["set_aside"].boolean()};
    if (decision.because.empty()) in["because"].refuse("empty");
    return decision;
}

}  // namespace

void give_quality(Desk& desk, Call call, const Reply& reply) {
    const auto query = list_query_of(desk, call, Listing::responses);
    if (!query) return reply(problem_of(query.error()));
    json::array counts, lines, devices;
    for (const ListedShop& shop : query->shops) {
        for (const SetAside& count : set_aside_in(desk.store, shop))
            counts.push_back(to_json(count));
        for (const Quarantined& line : quarantined_in(desk.store, shop.id, quarantined_max))
            lines.push_back(to_json(shop.id, line, call.manager->role >= Role::manager));
        for (const FleetDevice& device : fleet(desk.store, shop.id))
            if (!device.revoked_at && is_odd(device)) devices.push_back(to_json(device));
    }
    reply(answer_with(json::object{{"set_aside", std::move(counts)},
                                   {"quarantine", std::move(lines)},
                                   {"devices", std::move(devices)}}));
}

void patch_quality(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto decision = body_of(call, to_decision);
    if (!decision) return reply(problem_of(decision.error()));
    const auto found = find_record(desk.store, decision->id);
    if (!found || !call.manager->sees(found->shop) || found->kind != "response")
        return reply(problem(404, "There is no such response."));
    const Act act = act_of(desk, call);
    core::Result<void> decided;
    desk.writer.run([&](Store& store) {
        decided =
            decide(store, found->shop, found->id, decision->set_aside, decision->because, act);
    });
    if (!decided) return reply(problem_of(decided.error()));
    desk.bundles.changed(found->shop);
    reply(done());
}

}  // namespace earshot::sync
