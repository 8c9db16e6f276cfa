#include "sync/store/quality.h"

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/hub/live_events.h"
#include "sync/hub/span.h"
#include "sync/store/fleet.h"
#include "sync/store/readmission.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::int64_t smallest = 5;
constexpr std::size_t quarantined_max = 100;  // of a shop
constexpr std::size_t because_max = 500;
constexpr std::size_t line_name_max = 64;

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
            {"line", line.line},
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

// Of a response, whether it counts; or of a refused line, that it is taken in again.
struct Decision {
    std::string id, because;
    bool set_aside = false;
    std::optional<Readmission> taking_in;
};

Decision to_decision(const wire::Field& in) {
    Decision decision;
    decision.because = in["because"].text(because_max);
    if (decision.because.empty()) in["because"].refuse("empty");
    if (in["line"].null()) {
        decision.id = in["id"].id();
        decision.set_aside = in["set_aside"].boolean();
    } else {
        decision.taking_in =
            Readmission{in["device"].id(), in["line"].text(line_name_max), decision.because};
    }
    return decision;
}

void take_in_again(Desk& desk, const Call& call, const Readmission& wanted, const Reply& reply) {
    const auto shop = shop_of_device(desk.store, wanted.device);
    if (!shop || !call.manager->sees(*shop))
        return reply(problem(404, "There is no such refused record."));
    const Act act = act_of(desk, call);
    const auto published = desk.published.now();
    core::Result<std::vector<News>> taken;
    desk.writer.run([&](Store& store) { taken = take_in(store, *published, wanted, act); });
    if (!taken) return reply(problem_of(taken.error()));
    for (const News& news : *taken) tell(desk.live, news, desk.store.keys());
    desk.bundles.changed(*shop);
    reply(done());
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
    if (decision->taking_in) return take_in_again(desk, call, *decision->taking_in, reply);
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
