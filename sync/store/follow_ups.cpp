#include "sync/store/follow_ups.h"

#include <algorithm>

#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/hidden_id.h"
#include "sync/store/listing.h"
#include "sync/store/mask.h"
#include "sync/store/reading.h"
#include "sync/wire/field.h"
#include "sync/wire/json.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::string_view open_in_shop = R"(
    SELECT records.id, shop_id, seq, counted_at, arrived_at, body, taken_by, taken_at, notes
    FROM records LEFT JOIN follow_ups USING (id)
    WHERE shop_id = $1 AND kind = 'follow_up' AND erased_at IS NULL
    ORDER BY counted_at, records.id)";

constexpr std::string_view one_by_id = R"(
    SELECT records.id, shop_id, seq, counted_at, arrived_at, body, taken_by, taken_at, notes
    FROM records LEFT JOIN follow_ups USING (id)
    WHERE records.id = $1 AND kind = 'follow_up' AND erased_at IS NULL)";

constexpr std::string_view keep = R"(
    INSERT INTO follow_ups (id, taken_by, taken_at, notes) VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO UPDATE SET taken_by = excluded.taken_by, taken_at = excluded.taken_at,
        notes = excluded.notes)";

json::array to_json(const std::vector<FollowUp::Note>& notes) {
    json::array all;
    for (const FollowUp::Note& note : notes)
        all.push_back(
            json::object{{"at", number_of(note.at)}, {"by", note.by}, {"text", note.text}});
    return all;
}

FollowUp follow_up_in(const sql::Row& row) {
    FollowUp found;
    found.id = row.text(0);
    found.shop = row.text(1);
    found.at = instant_of(row.number(3));
    found.body = std::get<core::FollowUp>(kept_record(row.text(5), row.number(2)).body);
    const core::Instant latest = instant_of(row.number(4)) + follow_up_life;
    found.ends = std::min(found.body.expires, latest);
    if (row.null(6)) return found;
    // Whoever gave it back left what they noted.
    if (!row.text(6).empty()) {
        found.taken_by = row.text(6);
        found.taken_at = instant_of(row.number(7));
    }
    const json::value notes = kept(row.text(8));
    for (const json::value& note : notes.as_array())
        found.notes.push_back({instant_of(note.at("at").to_number<std::int64_t>()),
                               std::string(note.at("by").as_string()),
                               std::string(note.at("text").as_string())});
    return found;
}

core::Result<void> may_act(const FollowUp& follow_up, const FollowUpChange& change,
                           const std::string& who) {
    if (follow_up.taken_by && *follow_up.taken_by != who)
        return core::fail(core::ErrorKind::in_use, "Taken by " + *follow_up.taken_by + " at " +
                                                       wire::to_text(*follow_up.taken_at) + ".");
    if (!follow_up.taken_by && !change.take.value_or(false))
        return core::fail(core::ErrorKind::in_use, "Nobody has taken this: take it first.");
    return {};
}

}  // namespace

std::vector<FollowUp> follow_ups(Store& store, const std::string& shop, core::Instant now) {
    std::vector<FollowUp> all;
    for (const sql::Row& row : Store::Reading(store).run(open_in_shop, {shop})) {
        FollowUp found = follow_up_in(row);
        if (found.ends > now) all.push_back(std::move(found));
    }
    return all;
}

std::optional<FollowUp> find_follow_up(Store& store, const std::string& id, core::Instant now) {
    const auto record = find_record(store, id);
    if (!record) return std::nullopt;
    for (const sql::Row& row : Store::Reading(store).run(one_by_id, {record->id})) {
        FollowUp found = follow_up_in(row);
        if (found.ends > now) return found;
    }
    return std::nullopt;
}

core::Result<void> change_follow_up(Store& store, const FollowUp& follow_up,
                                    const FollowUpChange& change, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    const auto rows = connection.run(one_by_id, {follow_up.id});
    if (rows.empty()) return core::fail(core::ErrorKind::not_found, "There is no such follow-up.");
    FollowUp now = follow_up_in(rows[0]);
    TRY(may_act(now, change, act.by));
    const auto tell = [&](std::string_view what) {
        note(connection, store.keys(), act, what, now.shop, hidden_id(now.id, store.keys()));
    };
    if (change.take == true && !now.taken_by) {
        now.taken_by = act.by;
        now.taken_at = act.at;
        tell("follow_up.take");
    }
    if (change.note) {
        now.notes.push_back({act.at, act.by, mask(*change.note)});
        tell("follow_up.note");
    }
    if (change.take == false) {
        now.taken_by.reset();
        tell("follow_up.give_back");
    }
    connection.run(keep,
                   {now.id, now.taken_by.value_or(""), number_of(now.taken_at.value_or(act.at)),
                    json::serialize(to_json(now.notes))});
    transaction.commit();
    if (change.done) store.erase(now.shop, now.id, act, "follow_up.done");
    return {};
}

int end_old_follow_ups(Store& store, core::Instant now) {
    int ended = 0;
    for (const core::Shop& shop : store.shops())
        for (const sql::Row& row : Store::Reading(store).run(open_in_shop, {shop.id})) {
            const FollowUp found = follow_up_in(row);
            if (found.ends > now) continue;
            store.erase(shop.id, found.id, now, "follow_up.end");
            ++ended;
        }
    return ended;
}

}  // namespace earshot::sync
