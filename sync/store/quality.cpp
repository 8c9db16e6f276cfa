#include "sync/store/quality.h"

#include <map>
#include <tuple>

#include "core/quality.h"
#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/hidden_id.h"
#include "sync/store/reading.h"
#include "sync/store/shop_clock.h"

namespace earshot::sync {
namespace {

constexpr std::string_view set_aside_between = R"(
    SELECT till, hour, seq, body, judged, decided FROM records
    WHERE shop_id = $1 AND set_aside = 1 AND hour >= $2 AND hour < $3 AND erased_at IS NULL)";

constexpr std::string_view quarantined_of = R"(
    SELECT quarantine.device_id, till, seq, title, pointer, content, arrived_at,
        digest
    FROM quarantine JOIN devices USING (device_id)
    WHERE quarantine.shop_id = $1 AND content IS NOT NULL
    ORDER BY arrived_at DESC, digest LIMIT $2)";

constexpr std::string_view one_response = R"(
    SELECT device_id, seq, till, hour, body, set_aside, basket FROM records
    WHERE shop_id = $1 AND id = $2 AND kind = 'response' AND erased_at IS NULL)";

constexpr std::string_view update_decision = R"(
    UPDATE records SET decided = $4, set_aside = $4
    WHERE shop_id = $1 AND device_id = $2 AND seq = $3)";

}  // namespace

std::vector<SetAside> set_aside_in(Store& store, const ListedShop& shop) {
    std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> counts;
    for (const sql::Row& row : Store::Reading(store).run(
             set_aside_between, {shop.id, number_of(shop.from), number_of(shop.to)})) {
        const std::string daypart = daypart_name(shop.timezone, instant_of(row.number(1)));
        const core::Record record = kept_record(row.text(3), row.number(2));
        std::vector<std::string> flags = std::get<core::Response>(record.body).flags;
        for (std::string& flag : split(row.text(4))) flags.push_back(std::move(flag));
        std::erase_if(flags, [](const auto& flag) { return !core::sets_aside({flag}); });
        if (flags.empty()) flags.emplace_back();
        for (const std::string& flag : flags) ++counts[{row.text(0), daypart, flag}];
    }
    std::vector<SetAside> all;
    for (const auto& [key, n] : counts)
        all.push_back({shop.id, std::get<0>(key), std::get<1>(key), std::get<2>(key), n});
    return all;
}

std::vector<Quarantined> quarantined_in(Store& store, const std::string& shop, std::size_t most) {
    std::vector<Quarantined> all;
    for (const sql::Row& row :
         Store::Reading(store).run(quarantined_of, {shop, static_cast<std::int64_t>(most)})) {
        Quarantined line{row.text(7), row.text(0), row.text(1), std::nullopt,
                         row.text(3), row.text(4), row.text(5), instant_of(row.number(6))};
        if (!row.null(2)) line.seq = row.number(2);
        all.push_back(std::move(line));
    }
    return all;
}

core::Result<void> decide(Store& store, const std::string& shop, const std::string& id,
                          bool set_aside, const std::string& because, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    const auto rows = connection.run(one_response, {shop, id});
    if (rows.empty()) return core::fail(core::ErrorKind::not_found, "There is no such response.");
    const sql::Row& row = rows[0];
    connection.run(update_decision, {shop, row.text(0), row.number(1), set_aside});
    const bool was = row.number(5) != 0;
    if (was != set_aside) {
        const core::Record record = kept_record(row.text(4), row.number(1));
        const Place place{row.text(2), instant_of(row.number(3)), row.text(6)};
        Counting counting;
        counting.take_away(record, place, was);
        counting.add(record, place, set_aside);
        counting.save(connection, shop);
    }
    note(connection, store.keys(), act, set_aside ? "response.set_aside" : "response.put_back",
         shop, hidden_id(id, store.keys()), {{"because", because}});
    transaction.commit();
    return {};
}

}  // namespace earshot::sync
