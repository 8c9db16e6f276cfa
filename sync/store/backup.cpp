#include "sync/store/backup.h"

#include <algorithm>

#include "core/data_folder.h"
#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/erasing.h"
#include "sync/store/reading.h"
#include "sync/store/search.h"
#include "sync/store/sqlite.h"
#include "sync/wire/field.h"

namespace earshot::sync {
namespace {

using core::ErrorKind;

constexpr std::string_view put_keys = R"(
    INSERT INTO backup_keys (one, body) VALUES (1, $1)
    ON CONFLICT (one) DO UPDATE SET body = excluded.body)";
constexpr std::string_view get_keys = "SELECT body FROM backup_keys";
constexpr std::string_view drop_keys = "DELETE FROM backup_keys";

constexpr std::string_view upsert_backup = R"(
    INSERT INTO backups (file, made_at) VALUES ($1, $2)
    ON CONFLICT (file) DO UPDATE SET made_at = excluded.made_at)";

constexpr std::string_view all_backups = "SELECT file, made_at FROM backups";
constexpr std::string_view forget_backup = "DELETE FROM backups WHERE file = $1";
constexpr std::string_view forget_backups = "DELETE FROM backups";

constexpr std::string_view erased_since =
    "SELECT shop_id, mark FROM erasures WHERE at >= $1 ORDER BY at, shop_id, mark";

// Clocks are put back; an erasure told twice harms nothing.
constexpr std::chrono::hours margin{24};

constexpr std::string_view upgrade_ending = ".before-upgrade";
constexpr int schema_with_keys = 8;

std::filesystem::path with_ending(std::filesystem::path file, const char* ending) {
    file += ending;
    return file;
}

struct Erased {
    std::string shop, mark;
};

core::Result<std::vector<Erased>> erased_in(const std::filesystem::path& file) {
    std::vector<Erased> all;
    if (!std::filesystem::exists(file)) return all;
    TRY_ASSIGN(const std::string text, core::read_file(file));
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find('\n', from), text.size());
        const auto erased = wire::decode(text.substr(from, to - from), [](const wire::Field& in) {
            return Erased{in["shop"].name(), in["mark"].text()};
        });
        if (!erased)
            return core::fail(ErrorKind::corrupt, file.string() + ": " + erased.error().message);
        all.push_back(*erased);
        from = to + 1;
    }
    return all;
}

core::Result<HubKeys> keys_in(sql::Database& backup, const std::filesystem::path& file) {
    const auto rows = backup.writer().run(get_keys, {});
    if (rows.empty())
        return core::fail(ErrorKind::corrupt, file.string() + " is no backup of a hub");
    return keys_from(rows[0].text(0));
}

void erase_again(Store& store, const std::vector<Erased>& all, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    const std::string code = Erasing::mark_of_code("");
    for (const Erased& erased : all) {
        Counting counting;
        Erasing erasing(connection, erased.shop, act.at, counting);
        if (erased.mark.starts_with(code))
            erasing.by_code(erased.mark.substr(code.size()));
        else
            erasing.by_id(erased.mark);
        counting.save(connection, erased.shop);
    }
    clean_index(connection);
    connection.run(drop_keys, {});
    connection.run(forget_backups, {});
    note(connection, store.keys(), act, "hub.restore", std::nullopt, "hub",
         {{"erasures", all.size()}});
    transaction.commit();
}

}  // namespace

core::Result<void> back_up(Store& store, const std::filesystem::path& file) try {
    if (std::filesystem::exists(file) || std::filesystem::exists(with_ending(file, ".erased")))
        return core::fail(ErrorKind::invalid,
                          file.string() + " is there already: choose another file");
    const std::filesystem::path part = with_ending(file, ".part");
    std::filesystem::remove(part);
    // Nobody else's to read, before a word is in it.
    core::write_file(part, "");
    store.database().copy_to(part);
    {
        TRY_ASSIGN(const auto copy, sql::open_sqlite(part));
        copy->writer().run(put_keys, {keys_text(store.keys())});
    }
    std::filesystem::rename(part, file);
    return {};
} catch (const std::exception& error) {
    return core::fail(ErrorKind::unavailable,
                      "the backup could not be written to " + file.string() + ": " + error.what());
}

void remember_backup(Store& store, const std::filesystem::path& file, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    connection.run(upsert_backup, {file.string(), number_of(act.at)});
    note(connection, store.keys(), act, "hub.backup", std::nullopt, "hub");
    transaction.commit();
}

int tell_backups(Store& store) {
    int unreached = 0;
    sql::Connection& connection = store.writer();
    for (const sql::Row& row : connection.run(all_backups, {})) {
        std::string text;
        const core::Instant since = instant_of(row.number(1)) - margin;
        for (const sql::Row& erased : connection.run(erased_since, {number_of(since)}))
            text += wire::canonical(
                        wire::json::object{{"shop", erased.text(0)}, {"mark", erased.text(1)}}) +
                    "\n";
        const std::filesystem::path file = row.text(0);
        try {
            if (std::filesystem::exists(file) && !text.empty())
                core::write_file(with_ending(file, ".erased"), text);
            else if (!text.empty())
                ++unreached;
        } catch (const std::exception&) {
            ++unreached;
        }
    }
    return unreached;
}

std::filesystem::path back_up_before_upgrade(sql::Database& database, const HubKeys& keys,
                                             const std::filesystem::path& folder, int schema) {
    // Before there was a place for them, a backup had no keys.
    const bool with_keys = schema >= schema_with_keys;
    const std::filesystem::path file =
        folder / (std::string(store_file) + ".schema-" + std::to_string(schema) +
                  std::string(upgrade_ending));
    const std::filesystem::path part = with_ending(file, ".part");
    std::filesystem::remove(part);
    core::write_file(part, "");
    if (with_keys) database.writer().run(put_keys, {keys_text(keys)});
    database.copy_to(part);
    if (with_keys) database.writer().run(drop_keys, {});
    std::filesystem::rename(part, file);
    return file;
}

void remove_old_upgrade_backups(Store& store, core::Instant now) {
    for (const sql::Row& row : store.writer().run(all_backups, {})) {
        const std::filesystem::path file = row.text(0);
        if (!file.string().ends_with(upgrade_ending) ||
            instant_of(row.number(1)) + upgrade_backup_life > now)
            continue;
        std::error_code gone_already;
        std::filesystem::remove(file, gone_already);
        std::filesystem::remove(with_ending(file, ".erased"), gone_already);
        store.writer().run(forget_backup, {row.text(0)});
    }
}

core::Result<int> restore(const std::filesystem::path& folder, const std::filesystem::path& file,
                          core::Instant now) {
    if (has_store(folder))
        return core::fail(ErrorKind::usage,
                          folder.string() + " has a store already: choose an empty folder");
    if (!std::filesystem::exists(file))
        return core::fail(ErrorKind::not_found, file.string() + " is not there");
    TRY_ASSIGN(const auto erased, erased_in(with_ending(file, ".erased")));
    // Under another name until it is whole: nobody serves what is to be erased from it.
    const std::filesystem::path part = with_ending(folder / store_file, ".part");
    for (const char* ending : {"", "-wal", "-shm"})
        std::filesystem::remove(with_ending(part, ending));
    core::write_file(part, "");
    std::filesystem::copy_file(file, part, std::filesystem::copy_options::overwrite_existing);
    {
        TRY_ASSIGN(auto database, sql::open_sqlite(part));
        TRY_ASSIGN(HubKeys keys, keys_in(*database, file));
        keep_keys(keys, folder);
        Store store(std::move(database), std::move(keys));
        erase_again(store, erased, {now});
        if (!store.scrub())
            return core::fail(ErrorKind::unavailable,
                              folder.string() + " is being read: try again");
    }
    std::filesystem::rename(part, folder / store_file);
    return static_cast<int>(erased.size());
}

}  // namespace earshot::sync
