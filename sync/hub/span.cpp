#include "sync/hub/span.h"

#include <algorithm>

#include "sync/store/counting.h"
#include "sync/store/shop_clock.h"
#include "sync/wire/json.h"

namespace earshot::sync {
namespace {

constexpr std::chrono::hours default_span{28 * 24};

// A date of the shop's calendar or an instant, which is moved out to a whole hour of its clock.
core::Result<core::Instant> bound(const std::string& name, const std::string& text,
                                  const std::string& timezone, bool end) {
    if (text.size() == 10) {
        if (auto day = start_of_day(timezone, text)) return day;
    } else if (const auto instant = wire::to_instant(text)) {
        return end ? hour_from(timezone, *instant) : hour_of(timezone, *instant);
    }
    return core::fail(core::ErrorKind::invalid, name +
                                                    " is no date like 2026-11-22 and no time like "
                                                    "2026-11-22T08:00:00Z.");
}

core::Result<std::optional<core::Tone>> tone_asked(const Call& call) {
    TRY_ASSIGN(const std::string tone,
               one_of(call, "tone", {"praise", "trouble", "idea", "elsewhere"}));
    if (tone.empty()) return std::nullopt;
    return tone_of(tone);
}

}  // namespace

core::Result<std::string> one_of(const Call& call, const std::string& name,
                                 std::initializer_list<std::string_view> allowed) {
    const auto given = call.query.find(name);
    if (given == call.query.end()) return std::string();
    if (std::ranges::find(allowed, given->second) != allowed.end()) return given->second;
    std::string choices;
    for (const std::string_view choice : allowed)
        choices += (choices.empty() ? "" : ", ") + std::string(choice);
    return core::fail(core::ErrorKind::invalid, name + " takes " + choices + ".");
}

core::Result<Span> span_of(const Call& call, const std::string& timezone, core::Instant now) {
    Span span;
    const auto to = call.asked("to");
    const auto from = call.asked("from");
    // A device's clock may be ahead, and what it just said is wanted as well.
    span.to = hour_from(timezone, now + clock_tolerance + core::milliseconds{1});
    if (to) {
        TRY_ASSIGN(span.to, bound("to", *to, timezone, true));
    }
    span.from = hour_of(timezone, span.to - default_span);
    if (from) {
        TRY_ASSIGN(span.from, bound("from", *from, timezone, false));
    }
    if (!to) span.to = std::max(span.to, span.from + std::chrono::hours{1});
    if (span.from >= span.to) return core::fail(core::ErrorKind::invalid, "from is not before to.");
    return span;
}

core::Result<Span> days_of(const Call& call, const std::string& timezone, core::Instant now) {
    TRY_ASSIGN(Span span, span_of(call, timezone, now));
    const auto start = [&](core::Instant at) {
        return start_of_day(timezone, day_name(timezone, at)).value_or(at);
    };
    span.from = start(span.from);
    // A day is never longer than this, whatever its clock does.
    if (start(span.to) != span.to) span.to = start(start(span.to) + std::chrono::hours{26});
    return span;
}

core::Result<std::vector<core::Shop>> shops_of(Desk& desk, const Call& call) {
    const auto wanted = call.asked("shop");
    std::vector<core::Shop> shops = desk.store.shops();
    std::erase_if(shops, [&](const core::Shop& shop) {
        return !call.manager->sees(shop.id) || (wanted && shop.id != *wanted);
    });
    if (wanted && shops.empty())
        return core::fail(core::ErrorKind::not_found, "There is no such shop.");
    return shops;
}

core::Result<ListQuery> list_query_of(Desk& desk, const Call& call, Listing what) {
    if (call.asked("till"))
        return core::fail(core::ErrorKind::invalid,
                          "A list of words does not tell tills: leave out till.");
    ListQuery query;
    query.what = what;
    query.topic = call.asked("topic");
    query.question = call.asked("question");
    query.choice = call.asked("choice");
    query.words = call.asked("q");
    query.theme = call.asked("theme");
    TRY(one_of(call, "daypart", {"morning", "midday", "afternoon", "evening"}));
    query.daypart = call.asked("daypart");
    TRY(one_of(call, "worded", {"true", "false"}));
    query.worded = call.asked("worded") == "true";
    TRY_ASSIGN(query.tone, tone_asked(call));
    TRY_ASSIGN(const std::string flagged, one_of(call, "flagged", {"include", "exclude", "only"}));
    query.only_flagged = flagged == "only";
    query.include_flagged = flagged == "include" || query.only_flagged;
    TRY_ASSIGN(const auto shops, shops_of(desk, call));
    for (const core::Shop& shop : shops) {
        TRY_ASSIGN(const Span span, days_of(call, shop.timezone, desk.clock().wall));
        query.shops.push_back({shop.id, shop.timezone, span.from, span.to});
    }
    return query;
}

}  // namespace earshot::sync
