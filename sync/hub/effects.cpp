#include <algorithm>
#include <cmath>
#include <utility>

#include "core/insight/effect.h"
#include "core/insight/effect_sentences.h"
#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/store/actions.h"
#include "sync/store/alerts.h"
#include "sync/store/evidence.h"
#include "sync/store/shop_clock.h"

// GET /v1/actions/{id}/effect
namespace earshot::sync {
namespace {

namespace insight = core::insight;
namespace json = wire::json;
using std::chrono::hours;

constexpr hours day_length{24};
// As far as an effect's windows reach, before the alert and before and after what was done.
constexpr int days_before_alert = 45;
constexpr int days_around_plan = 190;
constexpr int plan_ready_days = 31;  // three of change and four weeks

// Since when something is done about it: the first step that says so after the last that took it
// back.
std::optional<core::Instant> done_at(const wire::Action& action) {
    std::optional<core::Instant> at;
    for (const wire::ActionStep& step : action.history) {
        if (!step.changed.is_object()) continue;
        const json::value* state = step.changed.as_object().if_contains("state");
        if (state == nullptr || !state->is_string()) continue;
        const auto named = wire::action_state(std::string_view(state->get_string()));
        if (!named) continue;
        if (*named >= wire::ActionState::done && *named <= wire::ActionState::closed)
            at = at.value_or(step.at);
        else
            at.reset();
    }
    return at;
}

// All that the action is about as one code.
std::optional<std::size_t> fold(ShopEvidence& evidence, const Catalogue& catalogue,
                                const std::vector<std::string>& reasons) {
    std::vector<std::size_t> codes;
    for (const std::string& reason : reasons) {
        const auto counted = counted_as(catalogue, reason);
        const int code = counted ? evidence.code_of(*counted) : -1;
        if (code >= 0 && std::ranges::find(codes, static_cast<std::size_t>(code)) == codes.end())
            codes.push_back(static_cast<std::size_t>(code));
    }
    if (codes.empty()) return std::nullopt;
    for (insight::EvidenceDay& day : evidence.days)
        for (insight::Evidence* source : {&day.kiosk, &day.cashiers})
            for (std::size_t each = 1; each < codes.size(); ++each)
                source->n[codes[0]] += std::exchange(source->n[codes[each]], 0);
    return codes[0];
}

std::string day_after(const std::string& timezone, core::Instant at, int days) {
    // From noon, so that no clock change moves it into another day.
    const core::Instant noon =
        start_of_day(timezone, day_name(timezone, at)).value_or(at) + hours{12};
    return day_name(timezone, noon + days * day_length);
}

json::object window(const char* name, const std::string& from, const std::string& to,
                    const insight::WindowCounts& counts) {
    return {{"name", name},
            {"from", from},
            {"to", to},
            {"n", counts.kiosk.x},
            {"base", counts.kiosk.n},
            {"heard", counts.cashiers.x},
            {"heard_base", counts.cashiers.n}};
}

json::object answer(const char* question, const char* answer,
                    const std::optional<insight::Ratio>& ratio) {
    const auto number = [&](double value) {
        return ratio && std::isfinite(value) ? json::value(value) : json::value(nullptr);
    };
    return {{"question", question},
            {"answer", answer},
            {"ratio", number(ratio ? ratio->ratio : 0)},
            {"low", number(ratio ? ratio->range.low : 0)},
            {"high", number(ratio ? ratio->range.high : 0)}};
}

json::value proposed(const std::optional<insight::Proposal>& proposal) {
    if (!proposal) return nullptr;
    switch (*proposal) {
        case insight::Proposal::worked:
            return "worked";
        case insight::Proposal::no_clear_change:
            return "no_clear_change";
        case insight::Proposal::worse:
            return "worse";
        case insight::Proposal::too_few:
            return "too_few";
    }
    return nullptr;
}

const char* word_of(insight::Better better) {
    if (better == insight::Better::yes) return "yes";
    return better == insight::Better::worse ? "worse" : "cant_tell";
}

const char* word_of(insight::Back back) {
    if (back == insight::Back::yes) return "yes";
    return back == insight::Back::not_yet ? "not_yet" : "cant_tell";
}

const char* word_of(insight::Course course) {
    switch (course) {
        case insight::Course::fell:
            return "yes";
        case insight::Course::rose:
            return "worse";
        case insight::Course::no_clear_change:
            return "no_clear_change";
        case insight::Course::cant_tell:
            break;
    }
    return "cant_tell";
}

struct Asked {
    const core::Shop& shop;
    const Catalogue& catalogue;
    std::vector<std::string> reasons;
    core::Instant done, now;
};

// The day at `index` of what was counted.
std::string day_at(const ShopEvidence& evidence, const core::Shop& shop, int index) {
    return day_after(shop.timezone, start_of_day(shop.timezone, evidence.first_day).value(), index);
}

int days_between(const core::Shop& shop, core::Instant from, core::Instant to) {
    ShopEvidence calendar;
    calendar.first_day = day_name(shop.timezone, from);
    return calendar.index_of(day_name(shop.timezone, to));
}

void tell_after_alert(Desk& desk, const Asked& asked, core::Instant alert_at, json::object& told) {
    const auto& zone = asked.shop.timezone;
    const insight::EffectWindows reach =
        insight::windows_of(0, days_between(asked.shop, alert_at, asked.done));
    const std::string ready = day_after(zone, alert_at, reach.post.last + 1);
    told["ready_on"] = ready;
    // Up to the end of what is looked at: later days are another matter.
    const core::Instant until =
        std::min(hour_of(zone, asked.now), start_of_day(zone, ready).value());
    const int days = days_between(asked.shop, alert_at, until) + days_before_alert + 1;
    ShopEvidence evidence = evidence_of(desk.store, asked.catalogue, asked.shop, days, until);
    const auto code = fold(evidence, asked.catalogue, asked.reasons);
    if (!code) return;
    const int alert_day = evidence.index_of(day_name(zone, alert_at));
    const int done_day = evidence.index_of(day_name(zone, asked.done));
    const int today = evidence.index_of(day_name(zone, asked.now));
    const auto effect =
        insight::effect_after_alert(evidence.days, *code, alert_day, done_day, today);
    json::array windows;
    const auto add = [&](const char* name, const insight::Window& days_of,
                         const insight::WindowCounts& counts) {
        if (days_of.days() > 0)
            windows.push_back(window(name, day_at(evidence, asked.shop, days_of.first),
                                     day_at(evidence, asked.shop, days_of.last), counts));
    };
    add("normal", effect.windows.normal, effect.normal);
    add("during", effect.windows.during, effect.during);
    add("after", effect.windows.post, effect.post);
    told["windows"] = std::move(windows);
    told["answers"] =
        json::array{answer("better_than_during", word_of(effect.better), effect.against_during),
                    answer("back_to_normal", word_of(effect.back), effect.against_normal)};
    told["proposes"] = proposed(insight::proposal(effect));
    told["sentences"] = json::value_from(insight::sentences(effect));
}

void tell_of_plan(Desk& desk, const Asked& asked, json::object& told) {
    const auto& zone = asked.shop.timezone;
    told["ready_on"] = day_after(zone, asked.done, plan_ready_days);
    const core::Instant until =
        std::min(hour_of(zone, asked.now),
                 start_of_day(zone, day_after(zone, asked.done, days_around_plan)).value());
    const int days = days_between(asked.shop, asked.done, until) + days_around_plan + 1;
    ShopEvidence evidence = evidence_of(desk.store, asked.catalogue, asked.shop, days, until);
    const auto code = fold(evidence, asked.catalogue, asked.reasons);
    if (!code) return;
    // Weeks before anything was counted are none.
    const auto first = std::ranges::find_if(evidence.days, [](const insight::EvidenceDay& day) {
        return day.kiosk.base + day.cashiers.base > 0;
    });
    const auto unknown = static_cast<int>(first - evidence.days.begin());
    evidence.days.erase(evidence.days.begin(), first);
    const int done_day = evidence.index_of(day_name(zone, asked.done)) - unknown;
    const int today = evidence.index_of(day_name(zone, asked.now)) - unknown;
    const auto effect = insight::effect_of_plan(evidence.days, *code, std::max(0, done_day), today);
    json::array windows;
    if (effect.weeks_before > 0)
        windows.push_back(window("before", day_after(zone, asked.done, -7 * effect.weeks_before),
                                 day_after(zone, asked.done, -1), effect.before));
    if (effect.weeks_after > 0)
        windows.push_back(window("after", day_after(zone, asked.done, 3),
                                 day_after(zone, asked.done, 2 + 7 * effect.weeks_after),
                                 effect.after));
    told["windows"] = std::move(windows);
    told["answers"] =
        json::array{answer("rarer_than_before", word_of(effect.course), effect.ratio)};
    told["proposes"] = proposed(insight::proposal(effect));
    told["sentences"] = json::value_from(insight::sentences(effect));
}

}  // namespace

void give_effect(Desk& desk, Call call, const Reply& reply) {
    const auto action = find_action(desk.store, call.parts.at("action"));
    if (!action || !call.manager->sees(action->shop))
        return reply(problem(404, "There is no such action."));
    const auto settings = desk.store.shop_settings(action->shop);
    if (!settings) return reply(no_such_shop());
    const auto alert = alert_of_action(desk.store, action->id);
    const bool by_alert = alert && alert->reason;
    json::object told{{"action", action->id},
                      {"reasons", json::value_from(action->reasons)},
                      {"form", by_alert ? "alert" : "plan"},
                      {"done_on", nullptr},
                      {"ready_on", nullptr},
                      {"windows", json::array{}},
                      {"answers", json::array{}},
                      {"proposes", nullptr},
                      {"sentences", json::array{}}};
    const auto done = done_at(*action);
    if (!done) {
        told["sentences"] = json::array{"Nothing is done yet, so there is nothing to tell of."};
        return reply(answer_with(told));
    }
    const auto catalogue = desk.published.now();
    const Asked asked{settings->shop, *catalogue, action->reasons, *done, desk.clock().wall};
    told["done_on"] = day_name(settings->shop.timezone, *done);
    if (by_alert)
        tell_after_alert(desk, asked, alert->at, told);
    else
        tell_of_plan(desk, asked, told);
    reply(answer_with(told));
}

}  // namespace earshot::sync
