#include "sync/hub/reports.h"

#include <algorithm>
#include <array>

#include "core/id.h"
#include "sync/hub/span.h"
#include "sync/store/alerts.h"
#include "sync/store/shop_clock.h"
#include "sync/wire/json.h"
#include "sync/wire/report.h"

namespace earshot::sync {
namespace {

namespace insight = core::insight;

core::Result<insight::By> by_of(const Call& call) {
    TRY_ASSIGN(const std::string by, one_of(call, "by", {"day", "hour", "shop", "till"}));
    constexpr std::array names = {"", "day", "hour", "shop", "till"};
    return static_cast<insight::By>(std::ranges::find(names, by) - names.begin());
}

core::Result<insight::Query> query_of(const Call& call) {
    insight::Query query;
    TRY_ASSIGN(const std::string source, one_of(call, "source", {"kiosk", "heard"}));
    TRY_ASSIGN(const std::string flagged, one_of(call, "flagged", {"include", "exclude"}));
    TRY_ASSIGN(const std::string compare, one_of(call, "compare", {"previous", "none"}));
    TRY_ASSIGN(query.by, by_of(call));
    query.kiosk = source != "heard";
    query.heard = source != "kiosk";
    query.include_flagged = flagged == "include";
    query.compare = compare == "previous";
    query.question = call.asked("question");
    return query;
}

void append(insight::Counts& all, insight::Counts more) {
    std::ranges::move(more.tallies, std::back_inserter(all.tallies));
    std::ranges::move(more.heard, std::back_inserter(all.heard));
    std::ranges::move(more.asked, std::back_inserter(all.asked));
    std::ranges::move(more.traffic, std::back_inserter(all.traffic));
}

insight::GroupKey key_of(insight::By by, const std::vector<core::Shop>& shops) {
    std::map<std::string, std::string> zones;
    for (const core::Shop& shop : shops) zones[shop.id] = shop.timezone;
    return [by, zones = std::move(zones)](const std::string& shop, const std::string& till,
                                          core::Instant hour) -> std::string {
        switch (by) {
            case insight::By::none:
                return "";
            case insight::By::day:
                return day_name(zones.at(shop), hour);
            case insight::By::hour:
                return hour_name(zones.at(shop), hour);
            case insight::By::shop:
                return shop;
            case insight::By::till:
                return zones.size() == 1 ? till : shop + "/" + till;
        }
        return "";
    };
}

// The store's counts, and in what part of the shop's week each was.
insight::Counts counts_of(Desk& desk, const core::Shop& shop, const CountsQuery& query) {
    insight::Counts counts = desk.store.counts(query);
    std::map<core::Instant, std::uint8_t> parts;
    const auto part_of = [&](core::Instant hour) {
        const auto [found, is_new] = parts.try_emplace(hour);
        if (is_new) found->second = week_part(shop.timezone, hour);
        return found->second;
    };
    for (insight::Tally& tally : counts.tallies) tally.week_part = part_of(tally.hour);
    for (insight::Traffic& hour : counts.traffic) hour.week_part = part_of(hour.hour);
    return counts;
}

struct Gathered {
    insight::Counts now, before;
};

core::Result<Gathered> gather(Desk& desk, const Call& call, insight::Query& query,
                              const std::vector<core::Shop>& shops, core::Instant now) {
    Gathered gathered;
    for (const core::Shop& shop : shops) {
        TRY_ASSIGN(const Span span, span_of(call, shop.timezone, now));
        CountsQuery counts{shop.id, query.question, span.from, span.to, true, true};
        append(gathered.now, counts_of(desk, shop, counts));
        if (query.compare) {
            counts.from = span.from - (span.to - span.from);
            counts.to = span.from;
            append(gathered.before, counts_of(desk, shop, counts));
        }
        // Shops in other zones begin their days elsewhere: the report spans them all.
        const bool first = &shop == shops.data();
        query.from = first ? span.from : std::min(query.from, span.from);
        query.to = first ? span.to : std::max(query.to, span.to);
    }
    return gathered;
}

}  // namespace

core::Result<std::string> language_of(const Call& call, const std::vector<core::Shop>& shops) {
    if (const auto asked = call.asked("language")) {
        if (core::is_name(*asked)) return *asked;
        return core::fail(core::ErrorKind::invalid, "language is none like de.");
    }
    return shops.empty() || shops.front().languages.empty() ? std::string("en")
                                                            : shops.front().languages.front();
}

core::Result<insight::Report> report_of(Desk& desk, const Call& call) {
    const core::Instant now = desk.clock().wall;
    TRY_ASSIGN(insight::Query query, query_of(call));
    TRY_ASSIGN(const auto shops, shops_of(desk, call));
    const auto catalogue = desk.published.now();
    if (query.question && !catalogue->has_question(*query.question))
        return core::fail(core::ErrorKind::invalid, "question is none that was ever published.");
    TRY_ASSIGN(const Span span, span_of(call, "UTC", now));
    query.from = span.from;
    query.to = span.to;
    query.till = call.asked("till");
    TRY_ASSIGN(const Gathered gathered, gather(desk, call, query, shops, now));

    query.split = query.till || query.to - query.from < std::chrono::hours{24};
    TRY_ASSIGN(query.language, language_of(call, shops));
    return insight::make_report(query, catalogue->questions(), catalogue->reasons(), gathered.now,
                                gathered.before, key_of(query.by, shops));
}

void give_report(Desk& desk, Call call, const Reply& reply) {
    const auto report = report_of(desk, call);
    if (!report) {
        const bool missing = report.error().kind == core::ErrorKind::not_found;
        return reply(problem(missing ? 404 : 400, report.error().message));
    }
    std::vector<wire::Alert> alerts;
    const auto catalogue = desk.published.now();
    const auto shops = shops_of(desk, call).value_or(std::vector<core::Shop>{});
    const std::string language = language_of(call, shops).value_or("en");
    for (const core::Shop& shop : shops)
        std::ranges::move(
            alerts_of(desk.store, *catalogue, shop, report->from, report->to, language),
            std::back_inserter(alerts));
    Response response;
    response.body = wire::encode(*report, alerts);
    reply(std::move(response));
}

}  // namespace earshot::sync
