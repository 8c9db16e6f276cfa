#include "sync/store/followup_keys.h"

#include <algorithm>

#include "core/id.h"
#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/reading.h"

namespace earshot::sync {
namespace {

constexpr std::string_view all_keys =
    "SELECT key_id, key, recovery, made_by, made_at FROM followup_keys ORDER BY made_at, key_id";

constexpr std::string_view shops_with =
    "SELECT shop_id FROM shops WHERE followup_key_id = $1 ORDER BY shop_id";

constexpr std::string_view copies_of =
    "SELECT user, asks, wrapped FROM followup_copies WHERE key_id = $1 ORDER BY user";

constexpr std::string_view insert_key = R"(
    INSERT INTO followup_keys (key_id, key, recovery, made_by, made_at)
    VALUES ($1, $2, $3, $4, $5))";

constexpr std::string_view key_by_id = "SELECT key FROM followup_keys WHERE key_id = $1";

constexpr std::string_view use_key = R"(
    UPDATE shops SET followup_key = $2, followup_key_id = $3
    WHERE shop_id = $1 AND followup_key_id IS NULL RETURNING 1)";

constexpr std::string_view upsert_copy = R"(
    INSERT INTO followup_copies (key_id, user, asks, wrapped) VALUES ($1, $2, $3, $4)
    ON CONFLICT (key_id, user) DO UPDATE SET asks = COALESCE(excluded.asks, asks),
        wrapped = COALESCE(excluded.wrapped, wrapped))";

constexpr std::string_view delete_copy =
    "DELETE FROM followup_copies WHERE key_id = $1 AND user = $2 RETURNING 1";

constexpr std::string_view delete_copies = "DELETE FROM followup_copies WHERE user = $1";

core::Result<void> use(sql::Connection& connection, const std::string& key, const std::string& id,
                       const std::vector<std::string>& shops) {
    for (const std::string& shop : shops)
        if (connection.run(use_key, {shop, key, id}).empty())
            return core::fail(core::ErrorKind::in_use,
                              "The shop " + shop + " has a key already: ask who has it.");
    return {};
}

}  // namespace

bool FollowUpKey::held_by(const std::string& user) const {
    const auto copy = std::ranges::find(copies, user, &Copy::user);
    return copy != copies.end() && copy->wrapped;
}

std::vector<FollowUpKey> followup_keys(Store& store) {
    Store::Reading reading(store);
    std::vector<FollowUpKey> all;
    for (const sql::Row& row : reading.run(all_keys, {})) {
        FollowUpKey key{row.text(0), row.text(1), row.text(2), row.text(3),
                        instant_of(row.number(4))};
        for (const sql::Row& shop : reading.run(shops_with, {key.id}))
            key.shops.push_back(shop.text(0));
        for (const sql::Row& copy : reading.run(copies_of, {key.id}))
            key.copies.push_back({copy.text(0), copy.optional_text(1), copy.optional_text(2)});
        all.push_back(std::move(key));
    }
    return all;
}

core::Result<FollowUpKey> add_followup_key(Store& store, FollowUpKey key, const Act& act) {
    key.id = core::make_id(act.at, core::system_random);
    key.made_by = act.by;
    key.made_at = act.at;
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    connection.run(insert_key, {key.id, key.key, key.recovery, key.made_by, number_of(act.at)});
    TRY(use(connection, key.key, key.id, key.shops));
    for (const FollowUpKey::Copy& copy : key.copies)
        connection.run(upsert_copy, {key.id, copy.user, copy.asks, copy.wrapped});
    note(connection, store.keys(), act, "followup_key.make", std::nullopt, key.id,
         {{"shops", wire::json::value_from(key.shops)}});
    transaction.commit();
    return key;
}

core::Result<void> extend_followup_key(Store& store, const std::string& key,
                                       const std::vector<std::string>& shops, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    const auto rows = connection.run(key_by_id, {key});
    if (rows.empty()) return core::fail(core::ErrorKind::not_found, "There is no such key.");
    TRY(use(connection, rows[0].text(0), key, shops));
    note(connection, store.keys(), act, "followup_key.use", std::nullopt, key,
         {{"shops", wire::json::value_from(shops)}});
    transaction.commit();
    return {};
}

void keep_copy(Store& store, const std::string& key, const FollowUpKey::Copy& copy,
               const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    connection.run(upsert_copy, {key, copy.user, copy.asks, copy.wrapped});
    note(connection, store.keys(), act, copy.wrapped ? "followup_key.copy" : "followup_key.ask",
         std::nullopt, key, {{"user", copy.user}});
    transaction.commit();
}

bool remove_copy(Store& store, const std::string& key, const std::string& user, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    const bool removed = !connection.run(delete_copy, {key, user}).empty();
    if (removed)
        note(connection, store.keys(), act, "followup_key.remove", std::nullopt, key,
             {{"user", user}});
    transaction.commit();
    return removed;
}

void note_locked(Store& store, const std::string& key, std::string_view what, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    note(connection, store.keys(), act, what, std::nullopt, key);
    transaction.commit();
}

void remove_copies(sql::Connection& connection, const std::string& user) {
    connection.run(delete_copies, {user});
}

}  // namespace earshot::sync
