#include "sync/store/retention.h"

#include <algorithm>
#include <array>
#include <string>

#include "sync/store/counting.h"
#include "sync/store/keys.h"
#include "sync/store/search.h"
#include "sync/store/visits.h"

namespace earshot::sync {
namespace {

using Days = std::chrono::duration<int, std::ratio<86'400>>;

// Words are kept thirteen months, so that a season can be laid beside the one before; tokens of
// visits no longer than the key that made them.
constexpr Days thirteen_months{396};
constexpr Days a_quarter{91};
constexpr auto table = std::to_array<Keeping>({
    {"response", thirteen_months},
    {"comment", thirteen_months},
    {"words", thirteen_months},
    {"exposure", thirteen_months},
    {"retraction", thirteen_months},
    {"visit", a_quarter},
    {"status", a_quarter},
});

constexpr int records_a_time = 500;

constexpr std::string_view too_old = R"(
    SELECT id, shop_id, device_id, at, seq FROM records
    WHERE kind = $1 AND arrived_at < $2 AND erased_at IS NULL LIMIT $3)";

constexpr std::string_view empty = R"(
    UPDATE records SET body = NULL, names = NULL, forget = NULL, judged = '', erased_at = $2
    WHERE id = $1)";

constexpr std::string_view delete_interview =
    "DELETE FROM interviews WHERE shop_id = $1 AND device_id = $2 AND at = $3 AND seq = $4";

constexpr std::string_view delete_coded = "DELETE FROM coded WHERE shop_id = $1 AND id = $2";

constexpr std::string_view without_key = R"(
    SELECT shop_id, visit_key IS NOT NULL FROM shops
    WHERE visit_key IS NULL OR visit_key_at IS NULL OR visit_key_at < $1)";

constexpr std::string_view set_key =
    "UPDATE shops SET visit_key = $2, visit_key_at = $3 WHERE shop_id = $1";

// 256 random bits, as keys are written.
std::string new_visit_key() {
    std::string key = new_token();
    std::ranges::replace(key, '-', '+');
    std::ranges::replace(key, '_', '/');
    return key + "=";
}

}  // namespace

std::span<const Keeping> keepings() { return table; }

Gone let_go(sql::Connection& connection, core::Instant now, int most) {
    Gone gone;
    for (const Keeping& keeping : table) {
        while (most > 0) {
            sql::Transaction transaction(connection);
            const auto rows = connection.run(too_old, {keeping.kind, number_of(now - keeping.life),
                                                       std::min(most, records_a_time)});
            for (const sql::Row& row : rows) {
                connection.run(empty, {row.text(0), number_of(now)});
                connection.run(delete_interview,
                               {row.text(1), row.text(2), row.number(3), row.number(4)});
                connection.run(delete_coded, {row.text(1), row.text(0)});
                forget_token(connection, row.text(0));
                if (unindex_words(connection, row.text(0))) gone.words = true;
                gone.records = true;
            }
            transaction.commit();
            most -= static_cast<int>(rows.size());
            if (rows.size() < static_cast<std::size_t>(records_a_time)) break;
        }
    }
    return gone;
}

bool renew_visit_keys(sql::Connection& connection, core::Instant now) {
    bool destroyed = false;
    for (const sql::Row& row : connection.run(without_key, {number_of(now - visit_key_life)})) {
        connection.run(set_key, {row.text(0), new_visit_key(), number_of(now)});
        destroyed = destroyed || row.number(1) != 0;
    }
    return destroyed;
}

}  // namespace earshot::sync
