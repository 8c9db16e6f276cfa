#include "sync/store/blobs.h"

#include "core/id.h"
#include "core/seal.h"
#include "sync/store/counting.h"
#include "sync/store/hidden_id.h"
#include "sync/store/reading.h"
#include "sync/store/retention.h"

namespace earshot::sync {
namespace {

constexpr std::string_view blob_by_id = "SELECT shop_id, box, gone_at FROM blobs WHERE id = $1";

constexpr std::string_view is_erased = "SELECT 1 FROM erasures WHERE shop_id = $1 AND mark = $2";

constexpr std::string_view count_unnamed =
    "SELECT count(*) FROM blobs WHERE shop_id = $1 AND comment IS NULL";

constexpr std::string_view put_blob = R"(
    INSERT INTO blobs (shop_id, id, box, arrived_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO UPDATE SET box = excluded.box, arrived_at = excluded.arrived_at)";

constexpr std::string_view put_name = R"(
    INSERT INTO blobs (shop_id, id, comment) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO UPDATE SET comment = excluded.comment
    WHERE blobs.shop_id = excluded.shop_id AND blobs.comment IS NULL)";

constexpr std::string_view delete_named = R"(
    DELETE FROM blobs WHERE shop_id = $1 AND comment = $2 RETURNING id)";

constexpr std::string_view delete_itself =
    "DELETE FROM blobs WHERE shop_id = $1 AND id = $2 RETURNING id";

constexpr std::string_view delete_unnamed =
    "DELETE FROM blobs WHERE comment IS NULL AND arrived_at < $1 RETURNING id";

// Its row stays, so that it is not kept again.
constexpr std::string_view empty_over = R"(
    UPDATE blobs SET box = NULL, gone_at = $2 WHERE box IS NOT NULL AND arrived_at < $1
    RETURNING id)";

}  // namespace

core::Result<void> keep_blob(Store& store, const std::string& shop, const std::string& id,
                             std::string_view box, core::Instant now) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    const std::string text = core::to_base64(box);
    const auto known = connection.run(blob_by_id, {id});
    if (known.empty()) {
        if (!connection.run(is_erased, {shop, id}).empty()) return {};
        if (connection.run(count_unnamed, {shop})[0].number(0) >= unnamed_blobs_max)
            return core::fail(core::ErrorKind::unavailable,
                              "Too many recordings wait for their comment.");
    } else {
        const bool foreign = known[0].text(0) != shop;
        const bool other = !known[0].null(1) && known[0].text(1) != text;
        if (foreign || other)
            return core::fail(core::ErrorKind::in_use, "There is another recording under this id.");
        if (!known[0].null(1) || !known[0].null(2)) return {};
    }
    connection.run(put_blob, {shop, id, text, number_of(now)});
    transaction.commit();
    return {};
}

std::optional<FoundBlob> find_blob(Store& store, const std::string& id) {
    if (!core::is_id(id)) return std::nullopt;
    Store::Reading reading(store);
    for (const std::string& candidate : {shown_id(id, store.keys()), id}) {
        const auto rows = reading.run(blob_by_id, {candidate});
        if (rows.empty() || rows[0].null(1)) continue;
        auto box = core::from_base64(rows[0].text(1));
        if (!box) throw sql::Unavailable("a recording is damaged in the store");
        return FoundBlob{rows[0].text(0), *std::move(box)};
    }
    return std::nullopt;
}

std::optional<std::string> listed_blob(Store::Reading& reading, const std::string& id,
                                       const HubKeys& keys) {
    const auto rows = reading.run(blob_by_id, {id});
    if (rows.empty() || rows[0].null(1)) return std::nullopt;
    return hidden_id(id, keys);
}

void name_blob(sql::Connection& connection, const std::string& shop, const std::string& blob,
               const std::string& comment) {
    connection.run(put_name, {shop, blob, comment});
}

std::vector<std::string> erase_blobs(sql::Connection& connection, const std::string& shop,
                                     const std::string& id) {
    std::vector<std::string> gone;
    // Apart, so that each has its index.
    for (const std::string_view erase : {delete_named, delete_itself})
        for (const sql::Row& row : connection.run(erase, {shop, id})) gone.push_back(row.text(0));
    return gone;
}

bool purge_blobs(sql::Connection& connection, core::Instant now) {
    const bool unnamed =
        !connection.run(delete_unnamed, {number_of(now - unnamed_blob_life)}).empty();
    const bool over =
        !connection.run(empty_over, {number_of(now - voice_life), number_of(now)}).empty();
    return unnamed || over;
}

}  // namespace earshot::sync
