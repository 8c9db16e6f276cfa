#include "sync/store/counting.h"
#include "sync/store/reading.h"
#include "sync/store/store.h"

namespace earshot::sync {
namespace {

constexpr int peers_base_min = 30;

// $4: null asks for every question; the switches keep hours and tills apart.
constexpr std::string_view sum_tallies = R"(
    SELECT CASE WHEN $6 THEN till ELSE '' END, CASE WHEN $5 THEN hour ELSE $2 END,
           question, choice, first, basket, set_aside, SUM(n)
    FROM tallies
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3
      AND ($4 IS NULL OR question = $4)
    GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING SUM(n) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7)";

constexpr std::string_view sum_heard = R"(
    SELECT CASE WHEN $5 THEN till ELSE '' END, CASE WHEN $4 THEN hour ELSE $2 END,
           reason, tone, SUM(n)
    FROM heard
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3
    GROUP BY 1, 2, 3, 4 HAVING SUM(n) <> 0 ORDER BY 1, 2, 3, 4)";

constexpr std::string_view sum_asked = R"(
    SELECT CASE WHEN $6 THEN till ELSE '' END, CASE WHEN $5 THEN hour ELSE $2 END,
           question, SUM(shown), SUM(answered)
    FROM exposures
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND shown IS NOT NULL
      AND ($4 IS NULL OR question = $4)
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3)";

constexpr std::string_view sum_traffic = R"(
    SELECT till, hour, SUM(transactions), SUM(COALESCE(few, 0)), SUM(COALESCE(medium, 0)),
           SUM(COALESCE("full", 0)), SUM(COALESCE(produce, 0))
    FROM exposure_hours
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND transactions IS NOT NULL
    GROUP BY 1, 2 ORDER BY 1, 2)";

constexpr std::string_view sum_peers = R"(
    SELECT question, choice, SUM(n) FROM tallies
    WHERE shop_id = $1 AND hour >= $2 AND hour < $3 AND set_aside = 0
    GROUP BY question, choice HAVING SUM(n) > 0 ORDER BY question, choice)";

core::insight::Tally tally_of(const std::string& shop, const sql::Row& row) {
    core::insight::Tally tally{.shop = shop,
                               .till = row.text(0),
                               .hour = instant_of(row.number(1)),
                               .question = row.text(2),
                               .choice = row.text(3),
                               .first = row.text(4),
                               .set_aside = row.number(6) != 0,
                               .n = row.number(7),
                               .basket = row.text(5)};
    // Names have no slash; older counts do not tell of which question the first answer was.
    if (const auto slash = tally.first.find('/'); slash != std::string::npos) {
        tally.first_question = tally.first.substr(0, slash);
        tally.first.erase(0, slash + 1);
    }
    return tally;
}

}  // namespace

core::insight::Counts Store::counts(const CountsQuery& query) {
    Reading reading(*this);
    const std::int64_t from = number_of(query.from);
    const std::int64_t to = number_of(query.to);
    core::insight::Counts counts;
    for (const sql::Row& row : reading.run(
             sum_tallies, {query.shop, from, to, query.question, query.by_hour, query.by_till}))
        counts.tallies.push_back(tally_of(query.shop, row));
    for (const sql::Row& row :
         reading.run(sum_heard, {query.shop, from, to, query.by_hour, query.by_till}))
        counts.heard.push_back({query.shop, row.text(0), instant_of(row.number(1)), row.text(2),
                                tone_of(row.text(3)), row.number(4)});
    for (const sql::Row& row : reading.run(
             sum_asked, {query.shop, from, to, query.question, query.by_hour, query.by_till}))
        counts.asked.push_back({query.shop, row.text(0), instant_of(row.number(1)), row.text(2),
                                row.number(3), row.number(4)});
    for (const sql::Row& row : reading.run(sum_traffic, {query.shop, from, to}))
        counts.traffic.push_back({query.shop,
                                  row.text(0),
                                  instant_of(row.number(1)),
                                  0,
                                  row.number(2),
                                  {row.number(3), row.number(4), row.number(5), row.number(6)}});
    return counts;
}

std::vector<core::Peers> Store::peers(const std::string& shop, core::Instant from,
                                      core::Instant to) {
    std::vector<core::Peers> peers;
    for (const sql::Row& row :
         Reading(*this).run(sum_peers, {shop, number_of(from), number_of(to)})) {
        if (peers.empty() || peers.back().question != row.text(0))
            peers.push_back({row.text(0), 0, {}});
        if (row.text(1).empty())
            peers.back().base = static_cast<int>(row.number(2));
        else
            peers.back().n[row.text(1)] = static_cast<int>(row.number(2));
    }
    std::erase_if(peers, [](const core::Peers& peer) { return peer.base < peers_base_min; });
    return peers;
}

}  // namespace earshot::sync
