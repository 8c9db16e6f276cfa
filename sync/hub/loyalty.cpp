#include "core/insight/loyalty.h"

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/hub/reports.h"
#include "sync/hub/span.h"
#include "sync/store/visits.h"
#include "sync/wire/json.h"
#include "sync/wire/loyalty.h"

// GET /v1/loyalty: who chooses the shop first, who comes back, and what goes together with it.
namespace earshot::sync {
namespace {

namespace insight = core::insight;

// As pairs of answers are few: a quarter.
constexpr std::chrono::hours default_span{91 * 24};

core::Result<insight::Loyalty> loyalty_of(Desk& desk, Call call) {
    const core::Instant now = desk.clock().wall;
    if (call.asked("till"))
        return core::fail(core::ErrorKind::invalid,
                          "Loyalty is of shops as a whole: leave out till.");
    if (!call.asked("from") && !call.asked("to"))
        call.query["from"] = wire::to_text(now - default_span);
    insight::LoyaltyQuery query;
    TRY_ASSIGN(const auto shops, shops_of(desk, call));
    TRY_ASSIGN(query.language, language_of(call, shops));
    TRY_ASSIGN(const Span asked, span_of(call, "UTC", now));
    query.from = asked.from;
    query.to = asked.to;

    std::vector<insight::Tally> tallies;
    std::vector<insight::Returned> returned;
    for (const core::Shop& shop : shops) {
        TRY_ASSIGN(const Span span, span_of(call, shop.timezone, now));
        // Shops in other zones begin their days elsewhere: it spans them all.
        const bool first = &shop == shops.data();
        query.from = first ? span.from : std::min(query.from, span.from);
        query.to = first ? span.to : std::max(query.to, span.to);
        auto counts = desk.store.counts({shop.id, std::nullopt, span.from, span.to, false, false});
        std::ranges::move(counts.tallies, std::back_inserter(tallies));
        std::ranges::move(returns(desk.store, shop.id, span.from, span.to, now),
                          std::back_inserter(returned));
    }
    return insight::make_loyalty(query, desk.published.now()->questions(), tallies, returned);
}

}  // namespace

void give_loyalty(Desk& desk, Call call, const Reply& reply) {
    const auto loyalty = loyalty_of(desk, std::move(call));
    if (!loyalty) return reply(problem_of(loyalty.error()));
    Response response;
    response.body = wire::encode(*loyalty);
    reply(std::move(response));
}

}  // namespace earshot::sync
