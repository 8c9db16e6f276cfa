#include "sync/store/erasing.h"

#include "sync/store/audit.h"
#include "sync/store/blobs.h"
#include "sync/store/hidden_id.h"
#include "sync/store/reading.h"
#include "sync/store/search.h"
#include "sync/store/visits.h"

namespace earshot::sync {
namespace {

constexpr std::string_view mark_erased = R"(
    INSERT INTO erasures (shop_id, mark, at) VALUES ($1, $2, $3)
    ON CONFLICT (shop_id, mark) DO NOTHING)";

// Exposures, statuses and retractions stay.
constexpr std::string_view erasable_by_id = R"(
    SELECT device_id, seq, id, till, hour, body, set_aside, at, basket FROM records
    WHERE shop_id = $1 AND id = $2 AND erased_at IS NULL
      AND kind IN ('response', 'words', 'comment', 'visit', 'follow_up'))";

constexpr std::string_view erasable_that_name = R"(
    SELECT device_id, seq, id, till, hour, body, set_aside, at, basket FROM records
    WHERE shop_id = $1 AND names = $2 AND erased_at IS NULL)";

constexpr std::string_view erasable_by_code = R"(
    SELECT device_id, seq, id, till, hour, body, set_aside, at, basket FROM records
    WHERE shop_id = $1 AND forget = $2 AND erased_at IS NULL)";

constexpr std::string_view erase_record = R"(
    UPDATE records SET body = NULL, names = NULL, forget = NULL, judged = '',
        basket = '', erased_at = $4
    WHERE shop_id = $1 AND device_id = $2 AND seq = $3)";

constexpr std::string_view erase_quarantined = R"(
    UPDATE quarantine SET content = NULL WHERE shop_id = $1 AND id = $2 AND content IS NOT NULL
    RETURNING 1)";

// Apart, so that each has its index.
constexpr std::string_view erase_quarantined_that_name = R"(
    UPDATE quarantine SET content = NULL WHERE shop_id = $1 AND names = $2 AND content IS NOT NULL
    RETURNING 1)";

constexpr std::string_view delete_follow_up = "DELETE FROM follow_ups WHERE id = $1";

constexpr std::string_view delete_interview =
    "DELETE FROM interviews WHERE shop_id = $1 AND device_id = $2 AND at = $3 AND seq = $4";

constexpr std::string_view delete_coded = "DELETE FROM coded WHERE shop_id = $1 AND id = $2";

}  // namespace

void Erasing::by_id(const std::string& id) {
    mark(id);
    erase_recordings(id);
    for (const sql::Row& row : connection_.run(erasable_by_id, {shop_, id})) erase(row);
    // What names it goes even where the record itself is gone or still to come.
    for (const sql::Row& row : connection_.run(erasable_that_name, {shop_, id})) erase(row);
    for (const std::string_view quarantined : {erase_quarantined, erase_quarantined_that_name})
        if (!connection_.run(quarantined, {shop_, id}).empty()) has_erased_ = true;
}

void Erasing::by_code(const std::string& code) {
    mark(mark_of_code(code));
    for (const sql::Row& row : connection_.run(erasable_by_code, {shop_, code})) erase(row);
}

void Erasing::named(const std::string& blob) {
    mark(blob);
    erase_recordings(blob);
}

void Erasing::mark(const std::string& what) {
    connection_.run(mark_erased, {shop_, what, number_of(now_)});
}

void Erasing::erase_recordings(const std::string& id) {
    for (const std::string& blob : erase_blobs(connection_, shop_, id)) {
        mark(blob);
        has_erased_ = true;
    }
}

void Erasing::erase(const sql::Row& row) {
    const std::int64_t seq = row.number(1);
    const core::Record record = kept_record(row.text(5), seq);
    counting_.take_away(record, {row.text(3), instant_of(row.number(4)), row.text(8)},
                        row.number(6) != 0);
    connection_.run(erase_record, {shop_, row.text(0), seq, number_of(now_)});
    if (const auto* visit = std::get_if<core::Visit>(&record.body))
        forget_visit(connection_, shop_, record.id, *visit, counting_);
    connection_.run(delete_follow_up, {row.text(2)});
    connection_.run(delete_coded, {shop_, row.text(2)});
    connection_.run(delete_interview, {shop_, row.text(0), row.number(7), seq});
    if (unindex_words(connection_, row.text(2))) has_unindexed_ = true;
    has_erased_ = true;
}

void Store::erase(const std::string& shop, const std::string& id, const Act& act,
                  std::string_view what) {
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    Counting counting;
    Erasing erasing(connection, shop, act.at, counting);
    erasing.by_id(id);
    counting.save(connection, shop);
    note(connection, keys_, act, what, shop, hidden_id(id, keys_));
    transaction.commit();
    needs_scrub_ = needs_scrub_ || erasing.has_erased();
    needs_clean_index_ = needs_clean_index_ || erasing.has_unindexed();
}

}  // namespace earshot::sync
