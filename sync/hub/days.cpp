#include "sync/store/days.h"

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/store/shop_clock.h"

// Days of a shop that a manager marks.
namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::size_t why_max = 200;

json::object to_json(const Day& day) {
    return {{"shop", day.shop}, {"date", day.day}, {"unusual", day.unusual},
            {"why", day.why},   {"by", day.by},    {"at", or_null(day.at)}};
}

// Whether there is such a shop, and such a day in its calendar.
std::optional<Response> refused_day(Desk& desk, const Call& call) {
    const auto settings = desk.store.shop_settings(call.parts.at("shop"));
    if (!settings) return no_such_shop();
    if (!start_of_day(settings->shop.timezone, call.parts.at("date")))
        return problem(400, "A day is written like 2026-11-22.");
    return std::nullopt;
}

}  // namespace

void give_days(Desk& desk, Call call, const Reply& reply) {
    const std::string& shop = call.parts.at("shop");
    if (!desk.store.shop_settings(shop)) return reply(no_such_shop());
    json::array days;
    for (const Day& day : unusual_days(desk.store, shop)) days.push_back(to_json(day));
    reply(answer_with(json::object{{"days", std::move(days)}}));
}

void give_day(Desk& desk, Call call, const Reply& reply) {
    if (auto refusal = refused_day(desk, call)) return reply(*std::move(refusal));
    reply(answer_with(to_json(day_of(desk.store, call.parts.at("shop"), call.parts.at("date")))));
}

void put_day(Desk& desk, Call call, const Reply& reply) {
    if (auto refusal = refused_day(desk, call)) return reply(*std::move(refusal));
    if (!is_json(call.request)) return reply(not_json());
    auto day = body_of(call, [&](const wire::Field& in) {
        Day marked;
        marked.shop = call.parts.at("shop");
        marked.day = call.parts.at("date");
        marked.unusual = in["unusual"].boolean();
        marked.why = in["why"]
                         .optional([](const wire::Field& why) { return why.text(why_max); })
                         .value_or("");
        if (marked.unusual && marked.why.empty()) in["why"].refuse("missing");
        return marked;
    });
    if (!day) return reply(problem_of(day.error()));
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) { day = mark_day(store, *day, act); });
    reply(answer_with(to_json(*day)));
}

}  // namespace earshot::sync
