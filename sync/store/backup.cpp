#include "sync/store/backup.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

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

// Behind the database's last page, where SQLite does not look: a sum over all before it. Most of
// what damage can do to a database SQLite cannot see.
constexpr std::string_view sum_mark = "\nearshot-backup ";
constexpr std::size_t sum_size = 32;
constexpr std::size_t trailer_size = sum_mark.size() + 2 * sum_size + 1;

std::string trailer_of(std::istream& in, std::uintmax_t size) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, sum_size);
    std::vector<char> piece(1 << 20);
    while (size > 0) {
        const auto next =
            static_cast<std::streamsize>(std::min<std::uintmax_t>(size, piece.size()));
        if (!in.read(piece.data(), next)) throw std::runtime_error("it cannot be read");
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                                  static_cast<unsigned long long>(next));
        size -= static_cast<std::uintmax_t>(next);
    }
    std::array<unsigned char, sum_size> sum{};
    crypto_generichash_final(&state, sum.data(), sum.size());
    std::array<char, 2 * sum_size + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), sum.data(), sum.size());
    return std::string(sum_mark) + hex.data() + '\n';
}

void add_sum(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string trailer = trailer_of(in, std::filesystem::file_size(file));
    std::ofstream out(file, std::ios::binary | std::ios::app);
    if (!(out << trailer).flush()) throw std::runtime_error("it cannot be written");
}

using core::ErrorKind;

constexpr std::string_view integrity = "PRAGMA integrity_check(1)";

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

void remove_part(const std::filesystem::path& part) {
    for (const char* ending : {"", "-wal", "-shm"})
        std::filesystem::remove(with_ending(part, ending));
}

core::Result<HubKeys> keys_in(sql::Database& backup, const std::filesystem::path& file) {
    const auto rows = backup.writer().run(get_keys, {});
    if (rows.empty())
        return core::fail(ErrorKind::corrupt, file.string() + " is no backup of a hub");
    return keys_from(rows[0].text(0));
}

// How much of it is the database. Fails as `corrupt` where it is not as it was written. An older
// program's has no sum.
core::Result<std::uintmax_t> checked_size(const std::filesystem::path& file) {
    const std::uintmax_t size = std::filesystem::file_size(file);
    if (size < trailer_size) return size;
    std::ifstream in(file, std::ios::binary);
    std::string trailer(trailer_size, '\0');
    in.seekg(static_cast<std::streamoff>(size - trailer_size));
    in.read(trailer.data(), static_cast<std::streamsize>(trailer.size()));
    if (!trailer.starts_with(sum_mark)) return size;
    in.seekg(0);
    if (trailer_of(in, size - trailer_size) == trailer) return size - trailer_size;
    return core::fail(
        ErrorKind::corrupt,
        file.string() + " is damaged: it is not as it was written. Take another backup");
}

// Page by page and row by row, then entry by entry: what came back must be what was backed up.
core::Result<void> check(Store& store, const std::filesystem::path& file) {
    for (const sql::Row& row : store.writer().run(integrity, {}))
        if (row.text(0) != "ok")
            return core::fail(ErrorKind::corrupt, file.string() + " is damaged: " + row.text(0));
    const auto audit = verify_audit(store);
    if (audit) return {};
    return core::fail(ErrorKind::corrupt, file.string() + ": " + audit.error().message);
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
    add_sum(part);
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
    add_sum(part);
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

namespace {

core::Result<void> make_whole(const std::filesystem::path& part,
                              const std::filesystem::path& folder,
                              const std::filesystem::path& file, const std::vector<Erased>& erased,
                              core::Instant now) try {
    TRY_ASSIGN(auto database, sql::open_sqlite(part));
    TRY_ASSIGN(HubKeys keys, keys_in(*database, file));
    Store store(std::move(database), keys);
    TRY(check(store, file));
    keep_keys(keys, folder);
    erase_again(store, erased, {now});
    if (store.scrub()) return {};
    return core::fail(ErrorKind::unavailable, folder.string() + " is being read: try again");
} catch (const sql::Unavailable& error) {
    return core::fail(ErrorKind::corrupt, file.string() + " cannot be read: " + error.what());
}

}  // namespace

core::Result<int> restore(const std::filesystem::path& folder, const std::filesystem::path& file,
                          core::Instant now) {
    if (has_store(folder))
        return core::fail(ErrorKind::usage,
                          folder.string() +
                              " has a store already, and all that is in it would be lost: name an "
                              "empty folder with --data");
    if (!std::filesystem::exists(file))
        return core::fail(ErrorKind::not_found, file.string() + " is not there");
    TRY_ASSIGN(const auto erased, erased_in(with_ending(file, ".erased")));
    TRY_ASSIGN(const std::uintmax_t size, checked_size(file));
    // Under another name until it is whole: nobody serves what is to be erased from it.
    const std::filesystem::path part = with_ending(folder / store_file, ".part");
    remove_part(part);
    core::write_file(part, "");
    std::filesystem::copy_file(file, part, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(part, size);
    const auto whole = make_whole(part, folder, file, erased, now);
    if (!whole) {
        remove_part(part);
        return tl::unexpected(whole.error());
    }
    std::filesystem::rename(part, folder / store_file);
    return static_cast<int>(erased.size());
}

}  // namespace earshot::sync
