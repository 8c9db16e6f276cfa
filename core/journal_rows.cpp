#include "core/journal_rows.h"

#include <sodium.h>
#include <sqlite3.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace earshot::core {
namespace {

// Each brings the schema to the version of its place, from 1. Published ones never change.
constexpr std::array migrations = {
    R"(
    CREATE TABLE state (
        only_one        INTEGER PRIMARY KEY CHECK (only_one = 1),
        next_seq        INTEGER NOT NULL,
        numbered_from   INTEGER NOT NULL,
        removed_through INTEGER NOT NULL,
        fresh           INTEGER NOT NULL,
        identity        BLOB NOT NULL,
        sum             BLOB NOT NULL);
    CREATE TABLE record (
        seq  INTEGER PRIMARY KEY,
        id   TEXT NOT NULL UNIQUE,
        open INTEGER NOT NULL,
        body TEXT NOT NULL,
        sum  BLOB NOT NULL);
    CREATE TABLE quarantine (
        number INTEGER PRIMARY KEY,
        id     TEXT NOT NULL,
        body   TEXT NOT NULL,
        reason TEXT NOT NULL,
        sum    BLOB NOT NULL))",
};
static_assert(migrations.size() == journal_version);

constexpr std::size_t sum_size = 16;

// Sums what a row says. Lengths go in too: moving a byte from one field to the next shows.
class Sum {
  public:
    // The schema's version stands in the sum of the state, so that a newer file can be told from
    // an own one whose version number is damaged.
    explicit Sum(std::string_view kind) {
        if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
        crypto_generichash_init(&state_, nullptr, 0, sum_size);
        add(kind);
    }

    Sum& add(std::int64_t number) {
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(&number),
                                  sizeof number);
        return *this;
    }

    Sum& add(std::string_view text) {
        add(static_cast<std::int64_t>(text.size()));
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(text.data()),
                                  text.size());
        return *this;
    }

    std::string done() {
        std::string sum(sum_size, '\0');
        crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(sum.data()), sum.size());
        return sum;
    }

  private:
    crypto_generichash_state state_ = {};
};

[[noreturn]] void altered(const char* what) {
    throw SQLite::Exception(std::string(what) + " was altered on the disk", SQLITE_CORRUPT);
}

void bind_blob(SQLite::Statement& statement, int index, const std::string& bytes) {
    statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
}

// Reads `seq, id, open, body, sum`.
JournalRow row_of(SQLite::Statement& statement) {
    const JournalRow row{{statement.getColumn(0).getInt64(), statement.getColumn(1).getString(),
                          statement.getColumn(3).getString()},
                         statement.getColumn(2).getInt64() != 0};
    if (sum_of(row) != statement.getColumn(4).getString()) altered("a record");
    return row;
}

bool is_ours(SQLite::Database& database) {
    try {
        read_state(database);
        return true;
    } catch (const SQLite::Exception& error) {
        // SQLITE_ERROR: it has no such table.
        if (error.getErrorCode() != SQLITE_CORRUPT && error.getErrorCode() != SQLITE_ERROR) throw;
        return false;
    }
}

}  // namespace

std::string sum_of(const JournalRow& row) {
    return Sum("record").add(row.line.seq).add(row.line.id).add(row.open).add(row.line.body).done();
}

std::string sum_of(const JournalState& state, int version) {
    return Sum("state")
        .add(version)
        .add(state.next_seq)
        .add(state.numbered_from)
        .add(state.removed_through)
        .add(state.fresh)
        .add(state.identity)
        .done();
}

std::string sum_of(const Quarantined& item) {
    return Sum("quarantine").add(item.id).add(item.body).add(item.reason).done();
}

SQLite::Database connect(const std::filesystem::path& file) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOFOLLOW);
    // EXCLUSIVE before anything is read: the WAL's index then lies in our memory, not in a mapped
    // file that a full disk would turn into a SIGBUS, and nobody else can write meanwhile.
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    // The size that journal_pages.cpp reads.
    database.exec("PRAGMA page_size = 4096");
    database.exec("PRAGMA journal_mode = WAL");
    // Not WAL's usual NORMAL, by which a power cut can take back what was thanked for.
    database.exec("PRAGMA synchronous = FULL");
    // What is acknowledged leaves no trace.
    database.exec("PRAGMA secure_delete = ON");
    // Every commit goes on into the file itself: a WAL that is lost or damaged then costs nothing,
    // and neither file grows while the disk is nearly full.
    database.exec("PRAGMA wal_autocheckpoint = 1");
    return database;
}

void checkpoint(SQLite::Database& database) {
    if (database.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() != 0)
        throw SQLite::Exception("the journal's WAL could not be emptied", SQLITE_BUSY);
}

void make_tables(SQLite::Database& database, const JournalState& state) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (const char* migration : migrations) database.exec(migration);
    database.exec("PRAGMA user_version = " + std::to_string(journal_version));
    database.exec("INSERT INTO state VALUES (1, 0, 0, 0, 0, x'', x'')");
    write_state(database, state);
    transaction.commit();
}

bool bring_up_to_date(SQLite::Database& database) {
    const int version = database.execAndGet("PRAGMA user_version").getInt();
    if (version == journal_version) return true;
    if (version > journal_version && !is_ours(database)) return false;
    if (version < 1 || version > journal_version) altered("the version number");

    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const JournalState state = read_state(database, version);
    for (int done = version; done < journal_version; ++done)
        database.exec(migrations.at(static_cast<std::size_t>(done)));
    database.exec("PRAGMA user_version = " + std::to_string(journal_version));
    write_state(database, state);
    transaction.commit();
    return true;
}

bool is_sound(SQLite::Database& database) {
    // Not quick_check, which does not compare an index with its table: a record that its index
    // lost would be kept twice.
    if (database.execAndGet("PRAGMA integrity_check(1)").getString() != "ok") return false;
    try {
        read_state(database);
        SQLite::Statement rows(database, "SELECT seq, id, open, body, sum FROM record");
        while (rows.executeStep()) row_of(rows);
        read_quarantine(database);
        return true;
    } catch (const SQLite::Exception& error) {
        // SQLITE_ERROR: a name in the schema is not what it was.
        if (error.getErrorCode() != SQLITE_CORRUPT && error.getErrorCode() != SQLITE_ERROR) throw;
        return false;
    }
}

JournalState read_state(SQLite::Database& database, int version) {
    SQLite::Statement query(
        database,
        "SELECT identity, next_seq, numbered_from, removed_through, fresh, sum FROM state");
    if (!query.executeStep()) altered("the journal's state");
    const JournalState state{query.getColumn(0).getString(), query.getColumn(1).getInt64(),
                             query.getColumn(2).getInt64(), query.getColumn(3).getInt64(),
                             query.getColumn(4).getInt64() != 0};
    if (sum_of(state, version) != query.getColumn(5).getString()) altered("the journal's state");
    return state;
}

void write_state(SQLite::Database& database, const JournalState& state) {
    SQLite::Statement update(database,
                             "UPDATE state SET identity = ?, next_seq = ?, numbered_from = ?, "
                             "removed_through = ?, fresh = ?, sum = ?");
    bind_blob(update, 1, state.identity);
    update.bind(2, state.next_seq);
    update.bind(3, state.numbered_from);
    update.bind(4, state.removed_through);
    update.bind(5, state.fresh ? 1 : 0);
    bind_blob(update, 6, sum_of(state));
    if (update.exec() != 1) altered("the journal's state");
}

std::vector<JournalRow> read_rows(SQLite::Database& database, std::int64_t seq, int limit) {
    SQLite::Statement query(
        database,
        "SELECT seq, id, open, body, sum FROM record WHERE seq >= ? ORDER BY seq LIMIT ?");
    query.bind(1, seq);
    query.bind(2, limit);
    std::vector<JournalRow> rows;
    while (query.executeStep()) rows.push_back(row_of(query));
    return rows;
}

std::vector<JournalRow> read_open_rows(SQLite::Database& database) {
    SQLite::Statement query(
        database, "SELECT seq, id, open, body, sum FROM record WHERE open <> 0 ORDER BY seq");
    std::vector<JournalRow> rows;
    while (query.executeStep()) rows.push_back(row_of(query));
    return rows;
}

std::optional<JournalRow> find_row(SQLite::Database& database, const std::string& id) {
    SQLite::Statement query(database, "SELECT seq, id, open, body, sum FROM record WHERE id = ?");
    query.bind(1, id);
    if (!query.executeStep()) return std::nullopt;
    return row_of(query);
}

void insert_row(SQLite::Database& database, const JournalRow& row) {
    SQLite::Statement insert(database, "INSERT INTO record VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, row.line.seq);
    insert.bind(2, row.line.id);
    insert.bind(3, row.open ? 1 : 0);
    insert.bind(4, row.line.body);
    bind_blob(insert, 5, sum_of(row));
    insert.exec();
}

void replace_row(SQLite::Database& database, const JournalRow& row) {
    remove_row(database, row.line.seq);
    insert_row(database, row);
}

void remove_row(SQLite::Database& database, std::int64_t seq) {
    SQLite::Statement remove(database, "DELETE FROM record WHERE seq = ?");
    remove.bind(1, seq);
    remove.exec();
}

std::vector<Quarantined> read_quarantine(SQLite::Database& database) {
    SQLite::Statement query(database,
                            "SELECT id, body, reason, sum FROM quarantine ORDER BY number");
    std::vector<Quarantined> items;
    while (query.executeStep()) {
        Quarantined item{query.getColumn(0).getString(), query.getColumn(1).getString(),
                         query.getColumn(2).getString()};
        if (sum_of(item) != query.getColumn(3).getString()) altered("a quarantined record");
        items.push_back(std::move(item));
    }
    return items;
}

void insert_quarantined(SQLite::Database& database, const Quarantined& item) {
    SQLite::Statement insert(database, "INSERT INTO quarantine VALUES (NULL, ?, ?, ?, ?)");
    insert.bind(1, item.id);
    insert.bind(2, item.body);
    insert.bind(3, item.reason);
    bind_blob(insert, 4, sum_of(item));
    insert.exec();
}

void remove_quarantined(SQLite::Database& database, const std::string& id) {
    SQLite::Statement remove(database, "DELETE FROM quarantine WHERE id = ?");
    remove.bind(1, id);
    remove.exec();
}

}  // namespace earshot::core
