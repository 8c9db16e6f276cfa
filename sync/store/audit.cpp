#include "sync/store/audit.h"

#include <algorithm>

#include "sync/store/counting.h"
#include "sync/store/reading.h"
#include "sync/wire/field.h"

namespace earshot::sync {
namespace {

constexpr std::string_view audit_head = "SELECT number, hash FROM audit_head";

constexpr std::string_view insert_entry = R"(
    INSERT INTO audit (number, at, by, what, shop_id, on_what, detail, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8))";

constexpr std::string_view move_head = R"(
    INSERT INTO audit_head (one, number, hash) VALUES (1, $1, $2)
    ON CONFLICT (one) DO UPDATE SET number = excluded.number, hash = excluded.hash)";

constexpr std::string_view newest_entries = R"(
    SELECT number, at, by, what, shop_id, on_what, detail FROM audit
    WHERE $1 IS NULL OR number < $1 ORDER BY number DESC LIMIT $2)";

constexpr std::string_view next_entries = R"(
    SELECT number, at, by, what, shop_id, on_what, detail, hash FROM audit
    WHERE number > $1 ORDER BY number LIMIT $2)";

constexpr int page = 1'000;

AuditEntry entry_of(const sql::Row& row) {
    return {row.number(0),    instant_of(row.number(1)), row.text(2),
            row.text(3),      row.optional_text(4),      row.text(5),
            kept(row.text(6))};
}

std::string hash_of(const AuditEntry& entry, const std::string& before, const HubKeys& keys) {
    const wire::json::array content{
        before,     entry.number, number_of(entry.at),        entry.by,
        entry.what, entry.on,     wire::nullable(entry.shop), entry.detail};
    return digest_of(wire::canonical(content), keys);
}

core::Result<void> altered(std::int64_t number) {
    return core::fail(core::ErrorKind::corrupt, "the audit log is not as it was written: entry " +
                                                    std::to_string(number) +
                                                    " was altered, or one before it is missing");
}

}  // namespace

void note(sql::Connection& connection, const HubKeys& keys, const Act& act, std::string_view what,
          const std::optional<std::string>& shop, std::string_view on,
          const wire::json::value& detail) {
    const auto head = connection.run(audit_head, {});
    const std::string before = head.empty() ? "" : head[0].text(1);
    const AuditEntry entry{head.empty() ? 1 : head[0].number(0) + 1,
                           act.at,
                           act.by,
                           std::string(what),
                           shop,
                           std::string(on),
                           detail};
    const std::string hash = hash_of(entry, before, keys);
    connection.run(insert_entry, {entry.number, number_of(entry.at), entry.by, entry.what, shop,
                                  entry.on, wire::canonical(detail), hash});
    connection.run(move_head, {entry.number, hash});
}

std::vector<AuditEntry> audit_entries(Store& store,
                                      const std::optional<std::vector<std::string>>& shops,
                                      std::optional<std::int64_t> before, std::size_t most) {
    Store::Reading reading(store);
    std::vector<AuditEntry> entries;
    // Ends at the last page: each is read from where the one before it ended.
    while (entries.size() < most) {
        const auto rows = reading.run(newest_entries, {before, page});
        for (const sql::Row& row : rows) {
            AuditEntry entry = entry_of(row);
            before = entry.number;
            const bool seen =
                !shops || (entry.shop && std::ranges::find(*shops, *entry.shop) != shops->end());
            if (seen && entries.size() < most) entries.push_back(std::move(entry));
        }
        if (rows.size() < page) break;
    }
    return entries;
}

core::Result<std::int64_t> verify_audit(Store& store) {
    Store::Reading reading(store);
    const auto head = reading.run(audit_head, {});
    std::int64_t number = 0;
    std::string hash;
    while (true) {
        const auto rows = reading.run(next_entries, {number, page});
        for (const sql::Row& row : rows) {
            // One that is no JSON any more was altered as well.
            if (row.number(0) != number + 1 || !wire::parse(row.text(6))) {
                TRY(altered(number + 1));
            }
            hash = hash_of(entry_of(row), hash, store.keys());
            if (hash != row.text(7)) {
                TRY(altered(number + 1));
            }
            ++number;
        }
        if (rows.size() < page) break;
    }
    const bool whole =
        head.empty() ? number == 0 : head[0].number(0) == number && head[0].text(1) == hash;
    if (!whole) {
        TRY(altered(number + 1));
    }
    return number;
}

}  // namespace earshot::sync
