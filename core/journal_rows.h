#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/journal.h"

// The journal's tables: how they are made, checked, read and written. Every row carries a sum over
// what it says, so that none is ever served that was altered on the disk. What SQLite reports is
// thrown as SQLite::Exception; a row that fails its sum is, too, as SQLITE_CORRUPT.
namespace earshot::core {

inline constexpr int journal_version = 1;  // of the schema

struct JournalRow {
    JournalLine line;
    bool open = false;

    bool operator==(const JournalRow&) const = default;
};

// What the journal knows about itself.
struct JournalState {
    std::string identity;              // 16 random bytes: which journal this is
    std::int64_t next_seq = 1;         // of the next record
    std::int64_t numbered_from = 1;    // from here on, seqs were given without knowing the hub's
    std::int64_t removed_through = 0;  // the highest seq that left the outbox
    bool fresh = true;

    bool operator==(const JournalState&) const = default;
};

std::string sum_of(const JournalRow& row);
std::string sum_of(const JournalState& state, int version = journal_version);
std::string sum_of(const Quarantined& item);

// The one connection, set so that a commit is on the disk when it returns.
SQLite::Database connect(const std::filesystem::path& file);

// Takes all of the WAL into the file and empties it: what was removed is then gone from both.
void checkpoint(SQLite::Database& database);

// Makes the tables of a new file.
void make_tables(SQLite::Database& database, const JournalState& state);
// Brings an older schema up to date. False if the file is from a newer version: nothing is changed.
bool bring_up_to_date(SQLite::Database& database);
// Whether the file is whole, and every row what was once written.
bool is_sound(SQLite::Database& database);

JournalState read_state(SQLite::Database& database, int version = journal_version);
void write_state(SQLite::Database& database, const JournalState& state);

// Rows from `seq` on, in order.
std::vector<JournalRow> read_rows(SQLite::Database& database, std::int64_t seq, int limit);
std::vector<JournalRow> read_open_rows(SQLite::Database& database);
std::optional<JournalRow> find_row(SQLite::Database& database, const std::string& id);
void insert_row(SQLite::Database& database, const JournalRow& row);
// Both by seq.
void replace_row(SQLite::Database& database, const JournalRow& row);
void remove_row(SQLite::Database& database, std::int64_t seq);

std::vector<Quarantined> read_quarantine(SQLite::Database& database);
void insert_quarantined(SQLite::Database& database, const Quarantined& item);
void remove_quarantined(SQLite::Database& database, const std::string& id);

}  // namespace earshot::core
