#include "sync/store/days.h"

#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/reading.h"

namespace earshot::sync {
namespace {

constexpr std::string_view one_day =
    "SELECT shop_id, day, unusual, why, by, at FROM days WHERE shop_id = $1 AND day = $2";

constexpr std::string_view all_unusual = R"(
    SELECT shop_id, day, unusual, why, by, at FROM days WHERE shop_id = $1 AND unusual = 1
    ORDER BY day DESC)";

constexpr std::string_view upsert_day = R"(
    INSERT INTO days (shop_id, day, unusual, why, by, at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (shop_id, day) DO UPDATE SET unusual = excluded.unusual, why = excluded.why,
        by = excluded.by, at = excluded.at)";

Day day_in(const sql::Row& row) {
    return {row.text(0), row.text(1), row.number(2) != 0,
            row.text(3), row.text(4), instant_of(row.number(5))};
}

}  // namespace

Day day_of(Store& store, const std::string& shop, const std::string& day) {
    const auto rows = Store::Reading(store).run(one_day, {shop, day});
    if (!rows.empty()) return day_in(rows[0]);
    Day plain;
    plain.shop = shop;
    plain.day = day;
    return plain;
}

std::vector<Day> unusual_days(Store& store, const std::string& shop) {
    std::vector<Day> all;
    for (const sql::Row& row : Store::Reading(store).run(all_unusual, {shop}))
        all.push_back(day_in(row));
    return all;
}

Day mark_day(Store& store, Day day, const Act& act) {
    day.by = act.by;
    day.at = act.at;
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    connection.run(upsert_day,
                   {day.shop, day.day, day.unusual, day.why, day.by, number_of(act.at)});
    note(connection, store.keys(), act, "day.mark", day.shop, day.day,
         {{"unusual", day.unusual}, {"why", day.why}});
    transaction.commit();
    return day;
}

}  // namespace earshot::sync
