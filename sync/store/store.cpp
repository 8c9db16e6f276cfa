#include "sync/store/store.h"

#include <algorithm>
#include <iterator>

#include "sync/store/backup.h"
#include "sync/store/blobs.h"
#include "sync/store/counting.h"
#include "sync/store/follow_ups.h"
#include "sync/store/intake.h"
#include "sync/store/reading.h"
#include "sync/store/retention.h"
#include "sync/store/search.h"
#include "sync/store/sqlite.h"

namespace earshot::sync {
namespace {

constexpr std::string_view beat = R"(
    INSERT INTO pulse (one, at) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET at = excluded.at)";
constexpr std::string_view empty_old_quarantine = R"(
    UPDATE quarantine SET content = NULL WHERE content IS NOT NULL AND arrived_at < $1
    RETURNING 1)";

// Each hour, so that others do not wait for long behind it.
constexpr int old_records_at_once = 20'000;

}  // namespace

Store::Store(std::unique_ptr<sql::Database> database, HubKeys keys)
    : database_(std::move(database)), keys_(std::move(keys)) {
    // Giving one back never needs memory.
    idle_readers_.reserve(Reading::idle_max);
}

std::vector<core::Result<wire::Receipt>> Store::take(std::span<const Delivery> deliveries,
                                                     std::vector<News>* news) {
    const auto unavailable = [](const char* why) {
        return core::fail(core::ErrorKind::unavailable, why);
    };
    std::vector<core::Result<wire::Receipt>> receipts;
    std::vector<News> fresh;
    try {
        sql::Connection& connection = database_->writer();
        sql::Transaction transaction(connection);
        for (const Delivery& delivery : deliveries) {
            try {
                sql::Savepoint part(connection);
                Intake intake(connection, delivery);
                receipts.emplace_back(intake.run());
                needs_scrub_ = needs_scrub_ || intake.has_erased();
                needs_clean_index_ = needs_clean_index_ || intake.has_unindexed();
                part.release();
                std::ranges::move(intake.news(), std::back_inserter(fresh));
            } catch (const sql::Unavailable& error) {
                // A full disk takes the whole transaction back, not only this part.
                if (!connection.in_transaction()) throw;
                const auto before = static_cast<std::size_t>(&delivery - deliveries.data());
                if (receipts.size() > before) receipts.pop_back();
                receipts.emplace_back(unavailable(error.what()));
            }
        }
        transaction.commit();
        if (news != nullptr) *news = std::move(fresh);
    } catch (const sql::Unavailable& error) {
        // A failed commit is unknown, not no: a new connection tells. The sender asks again.
        receipts.assign(deliveries.size(), unavailable(error.what()));
        try {
            database_->reopen();
        } catch (const sql::Unavailable&) {
            // Tried again with the next delivery.
        }
    }
    return receipts;
}

void Store::check_writable(core::Instant now) { database_->writer().run(beat, {number_of(now)}); }

void Store::purge(core::Instant now) {
    sql::Connection& connection = database_->writer();
    end_old_follow_ups(*this, now);
    const Gone gone = let_go(connection, now, old_records_at_once);
    const bool destroyed = renew_visit_keys(connection, now);
    remove_old_upgrade_backups(*this, now);
    needs_scrub_ = needs_scrub_ || gone.records || destroyed;
    needs_clean_index_ = needs_clean_index_ || gone.words;
    const auto emptied =
        database_->writer().run(empty_old_quarantine, {number_of(now - quarantine_life)});
    const bool went = purge_blobs(database_->writer(), now);
    needs_scrub_ = needs_scrub_ || !emptied.empty() || went;
}

bool Store::scrub() {
    if (needs_scrub_ && needs_clean_index_) {
        clean_index(database_->writer());
        needs_clean_index_ = false;
    }
    if (needs_scrub_ && database_->empty_log()) needs_scrub_ = false;
    return !needs_scrub_;
}

core::Result<std::unique_ptr<Store>> make_store(const std::filesystem::path& folder) {
    if (has_store(folder))
        return core::fail(core::ErrorKind::usage,
                          folder.string() + " has a store already: choose another folder");
    HubKeys keys = make_keys(folder);
    TRY_ASSIGN(auto database, sql::open_sqlite(folder / store_file));
    return std::make_unique<Store>(std::move(database), std::move(keys));
}

core::Result<std::unique_ptr<Store>> open_store(const std::filesystem::path& folder) {
    if (!has_store(folder))
        return core::fail(core::ErrorKind::not_found,
                          folder.string() +
                              " has no store: make one with earshot-hub init --data " +
                              folder.string() + " --admin NAME");
    TRY_ASSIGN(HubKeys keys, read_keys(folder));
    std::optional<std::filesystem::path> kept;
    TRY_ASSIGN(auto database,
               sql::open_sqlite(folder / store_file, [&](sql::Database& before, int schema) {
                   kept = back_up_before_upgrade(before, keys, folder, schema);
               }));
    auto store = std::make_unique<Store>(std::move(database), std::move(keys));
    if (kept) remember_backup(*store, *kept, core::system_now().wall);
    index_backlog(*store);
    return store;
}

bool has_store(const std::filesystem::path& folder) {
    return std::filesystem::exists(folder / store_file);
}

}  // namespace earshot::sync
