#include "core/journal.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "core/ballast.h"
#include "core/data_folder.h"
#include "core/journal_rows.h"
#include "core/journal_salvage.h"

namespace earshot::core {
namespace {

namespace fs = std::filesystem;

// The first, one on a new connection, and one more for what went wrong on the way to it.
constexpr int attempts_max = 3;
// A hub takes no longer line; `"seq":` and its number come on top.
constexpr std::size_t body_max = (64U << 10U) - 64;

int code_of(const SQLite::Exception& error) { return error.getErrorCode() & 0xff; }

bool is_damage(const SQLite::Exception& error) {
    return code_of(error) == SQLITE_CORRUPT || code_of(error) == SQLITE_NOTADB;
}

StorageFailure failure(const fs::path& file, const SQLite::Exception& error) {
    const auto with = [&file](Trouble trouble, const std::string& words) {
        return StorageFailure(trouble, file.string() + ": " + words);
    };
    switch (code_of(error)) {
        case SQLITE_FULL:
            return with(Trouble::full, "the disk is full: make room on it");
        case SQLITE_READONLY:
            return with(Trouble::read_only, "the storage is read-only: check the disk");
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
            return with(Trouble::failing, "the disk fails to read or write: check it");
        case SQLITE_NOMEM:
            return with(Trouble::no_memory, "there is not enough memory");
        case SQLITE_BUSY:
            return with(Trouble::in_use, "another program has the journal open: close that");
        default:
            return with(Trouble::failing, error.what());
    }
}

// Each of these may be run again after a commit of unknown outcome: it then changes nothing more.

Result<std::int64_t> keep_row(SQLite::Database& database, JournalRow row) {
    if (const auto known = find_row(database, row.line.id)) {
        row.line.seq = known->line.seq;
        if (row == *known) return row.line.seq;
        if (!known->open)
            return fail(ErrorKind::invalid, "another record is kept under the id " + row.line.id);
        replace_row(database, row);
        return row.line.seq;
    }
    JournalState state = read_state(database);
    row.line.seq = state.next_seq++;
    insert_row(database, row);
    write_state(database, state);
    return row.line.seq;
}

// What a retraction says where it finds what it names, and where that has left already.
struct RetractionBodies {
    std::string unsent, sent;
};

std::int64_t retract_row(SQLite::Database& database, const std::string& id, const std::string& of,
                         const RetractionBodies& bodies) {
    if (const auto known = find_row(database, id)) return known->line.seq;
    JournalState state = read_state(database);
    const auto found = find_row(database, of);
    if (found) {
        remove_row(database, found->line.seq);
        state.removed_through = std::max(state.removed_through, found->line.seq);
    }
    remove_quarantined(database, of);
    const std::int64_t seq = state.next_seq++;
    insert_row(database, {{seq, id, found ? bodies.unsent : bodies.sent}, false});
    write_state(database, state);
    return seq;
}

bool remove_rows(SQLite::Database& database, const std::vector<std::int64_t>& seqs) {
    JournalState state = read_state(database);
    state.fresh = false;
    for (const std::int64_t seq : seqs) {
        remove_row(database, seq);
        state.removed_through = std::max(state.removed_through, seq);
    }
    write_state(database, state);
    return true;
}

bool set_aside(SQLite::Database& database, std::int64_t seq, const std::string& reason) {
    const auto rows = read_rows(database, seq, 1);
    if (rows.empty() || rows.front().line.seq != seq) return false;
    const JournalLine& line = rows.front().line;
    insert_quarantined(database, {line.id, line.body, reason});
    remove_row(database, seq);
    JournalState state = read_state(database);
    state.removed_through = std::max(state.removed_through, seq);
    write_state(database, state);
    return true;
}

bool renumber_after(SQLite::Database& database, std::int64_t seq) {
    JournalState state = read_state(database);
    if (!std::exchange(state.fresh, false)) return false;
    if (seq >= state.numbered_from) {
        auto rows =
            read_rows(database, state.numbered_from, std::numeric_limits<std::int32_t>::max());
        for (const JournalRow& row : rows) remove_row(database, row.line.seq);
        state.removed_through = std::max(state.removed_through, seq);
        state.next_seq = seq + 1;
        for (JournalRow& row : rows) {
            row.line.seq = state.next_seq++;
            insert_row(database, row);
        }
    }
    write_state(database, state);
    return true;
}

}  // namespace

struct Journal::Inside {
    Inside(const fs::path& folder, Encode how)
        : file(folder / "journal.db"), ballast(folder / "ballast"), encode(std::move(how)) {}

    Result<void> start();
    Result<void> check();
    void reconnect();
    void leave_no_trace();
    Result<std::int64_t> retract(const Record& record, const std::string& of);
    void recover_from(const SQLite::Exception& error, int attempt, std::uintmax_t ballast_left);
    template <typename Work>
    auto in_transaction(std::uintmax_t ballast_left, Work work);

    fs::path file;
    Ballast ballast;
    Encode encode;
    // None after a failure, until it is needed again.
    std::unique_ptr<SQLite::Database> database;
    std::optional<Recovery> recovery;
    std::optional<Trouble> trouble;
};

Result<void> Journal::Inside::start() {
    for (const fs::path& name :
         {file, fs::path(file.string() + "-wal"), file.parent_path() / "ballast"})
        if (fs::exists(fs::symlink_status(name))) TRY(make_private(name));
    ballast.refill();
    for (int attempt = 1;; ++attempt) {
        try {
            return check();
        } catch (const SQLite::Exception& error) {
            recover_from(error, attempt, 0);
        }
    }
}

Result<void> Journal::Inside::check() {
    finish_journal(file);
    if (!fs::exists(file)) make_journal(file);
    if (has_foreign_wal(file))
        throw SQLite::Exception("the WAL is another journal's", SQLITE_CORRUPT);
    database = std::make_unique<SQLite::Database>(connect(file));
    if (!bring_up_to_date(*database))
        return fail(ErrorKind::corrupt,
                    file.string() + " has data from a newer version, update Earshot first");
    if (!is_sound(*database)) throw SQLite::Exception("the journal is damaged", SQLITE_CORRUPT);

    SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
    for (JournalRow& row : read_open_rows(*database)) {
        row.open = false;
        replace_row(*database, row);
    }
    transaction.commit();
    return {};
}

// After a failed sync the system may forget what it could not write, and yet show it as written.
// So what the WAL seems to hold is first written anew, into the file, and then relied on.
void Journal::Inside::reconnect() {
    database = std::make_unique<SQLite::Database>(connect(file));
    checkpoint(*database);
}

// What was removed is to be in neither file.
void Journal::Inside::leave_no_trace() {
    try {
        checkpoint(*database);
    } catch (const SQLite::Exception&) {
        // It is removed; the next connection begins with emptying the WAL.
        database.reset();
    }
}

// Makes ready for another attempt, or gives up by throwing.
void Journal::Inside::recover_from(const SQLite::Exception& error, int attempt,
                                   std::uintmax_t ballast_left) {
    // Not the same connection: its next commit could overwrite what the failed one left.
    database.reset();
    const bool full = code_of(error) == SQLITE_FULL;
    if (attempt == attempts_max || (full && !ballast.give(ballast_left)))
        throw failure(file, error);
    if (is_damage(error)) recovery = salvage(file);
}

template <typename Work>
auto Journal::Inside::in_transaction(std::uintmax_t ballast_left, Work work) {
    for (int attempt = 1;; ++attempt) {
        try {
            if (!database) reconnect();
            SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
            auto result = work(*database);
            transaction.commit();
            return result;
        } catch (const SQLite::Exception& error) {
            recover_from(error, attempt, ballast_left);
        }
    }
}

Result<std::int64_t> Journal::Inside::retract(const Record& record, const std::string& of) {
    Record unsent = record;
    std::get<Retraction>(unsent.body).unsent = true;
    const RetractionBodies bodies{encode(unsent), encode(record)};
    const std::int64_t seq = in_transaction(ballast_rest, [&](SQLite::Database& opened) {
        return retract_row(opened, record.id, of, bodies);
    });
    leave_no_trace();
    return seq;
}

Journal::Journal(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;
Journal::~Journal() = default;

Result<Journal> Journal::open(const fs::path& folder, Encode encode) {
    auto inside = std::make_unique<Inside>(folder, std::move(encode));
    TRY(inside->start());
    return Journal(std::move(inside));
}

Result<std::int64_t> Journal::keep(const Record& record, bool open) {
    try {
        if (const auto* retraction = std::get_if<Retraction>(&record.body);
            retraction && retraction->of)
            return inside_->retract(record, *retraction->of);
        const JournalRow row{{0, record.id, inside_->encode(record)}, open};
        if (row.line.body.size() > body_max)
            return fail(ErrorKind::invalid, "the record " + record.id + " is too long");
        return inside_->in_transaction(
            ballast_rest, [&row](SQLite::Database& database) { return keep_row(database, row); });
    } catch (const std::runtime_error& error) {
        inside_->trouble = trouble_of(error);
        return fail(ErrorKind::unavailable, error.what());
    }
}

std::vector<JournalLine> Journal::waiting(int limit, std::int64_t after) {
    const auto rows = inside_->in_transaction(0, [limit, after](SQLite::Database& database) {
        return read_rows(database, after + 1, limit);
    });
    std::vector<JournalLine> lines;
    for (const JournalRow& row : rows) {
        if (row.open) break;
        lines.push_back(row.line);
    }
    return lines;
}

void Journal::acknowledge(const std::vector<std::int64_t>& seqs) {
    if (seqs.empty()) return;
    inside_->in_transaction(
        0, [&seqs](SQLite::Database& database) { return remove_rows(database, seqs); });
    inside_->ballast.refill();
    inside_->leave_no_trace();
}

void Journal::quarantine(std::int64_t seq, const std::string& reason) {
    inside_->in_transaction(
        0, [&](SQLite::Database& database) { return set_aside(database, seq, reason); });
}

std::vector<Quarantined> Journal::quarantined() {
    return inside_->in_transaction(0, read_quarantine);
}

bool Journal::fresh() {
    return inside_->in_transaction(
        0, [](SQLite::Database& database) { return read_state(database).fresh; });
}

void Journal::continue_after(std::int64_t seq) {
    inside_->in_transaction(
        0, [seq](SQLite::Database& database) { return renumber_after(database, seq); });
}

std::int64_t Journal::unsent() {
    return inside_->in_transaction(0, [](SQLite::Database& database) {
        return database.execAndGet("SELECT count(*) FROM record").getInt64();
    });
}

const std::optional<Recovery>& Journal::recovery() const { return inside_->recovery; }

std::optional<Trouble> Journal::trouble() const { return inside_->trouble; }

}  // namespace earshot::core
