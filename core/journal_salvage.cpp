#include "core/journal_salvage.h"

#include <sodium.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <system_error>

#include "core/data_folder.h"
#include "core/journal_pages.h"

namespace earshot::core {
namespace {

namespace fs = std::filesystem;

// More damaged files than this are the disk's trouble, and would fill what is left of it.
constexpr int kept_max = 1000;

fs::path with(const fs::path& file, const std::string& ending) {
    fs::path name = file;
    name += ending;
    return name;
}

fs::path kept_name(const fs::path& file, int number) {
    return with(file, ".damaged-" + std::to_string(number));
}

fs::path free_name(const fs::path& file) {
    for (int number = 1; number <= kept_max; ++number)
        if (const fs::path name = kept_name(file, number);
            !fs::exists(name) && !fs::exists(with(name, "-wal")))
            return name;
    throw std::runtime_error("too many damaged journals beside " + file.string() +
                             ": replace the disk, then move them away");
}

fs::path last_kept(const fs::path& file) {
    const fs::path name = free_name(file);
    for (int number = kept_max; number >= 1; --number)
        if (fs::exists(kept_name(file, number))) return kept_name(file, number);
    return name;
}

void remove_database(const fs::path& file) {
    for (const char* ending : {"", "-wal", "-journal"}) fs::remove(with(file, ending));
}

std::string random_identity() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    std::string identity(16, '\0');
    randombytes_buf(identity.data(), identity.size());
    return identity;
}

// Under the name FILE.new there only ever is a whole journal.
void build(const fs::path& file, const JournalState& state, const Pages& pages) {
    const fs::path building = with(file, ".building");
    remove_database(building);
    if (const auto made = make_private(building); !made)
        throw std::runtime_error(made.error().message);
    {
        SQLite::Database database = connect(building);
        make_tables(database, state);
        SQLite::Transaction transaction(database);
        for (const auto& [seq, row] : pages.rows) insert_row(database, row);
        for (const Quarantined& item : pages.quarantined) insert_quarantined(database, item);
        for (const JournalRow& row : pages.altered)
            insert_quarantined(database, {row.line.id, row.line.body, "altered on the disk"});
        transaction.commit();
        checkpoint(database);
    }
    fs::rename(building, with(file, ".new"));
    sync_folder(file.parent_path());
}

// A WAL that is left goes with the damaged file: the new one must never see it.
void put_in_place(const fs::path& file, const fs::path& kept_as) {
    if (const fs::path wal = with(file, "-wal"); fs::exists(wal))
        fs::rename(wal, with(kept_as, "-wal"));
    sync_folder(file.parent_path());
    fs::rename(with(file, ".new"), file);
    sync_folder(file.parent_path());
}

// A copy to work on: the damaged file stays as it was found.
fs::path copy_of(const fs::path& file) {
    const fs::path copy = with(file, ".copy");
    remove_database(copy);
    fs::copy_file(file, copy);
    if (const fs::path wal = with(file, "-wal"); fs::exists(wal))
        fs::copy_file(wal, with(copy, "-wal"));
    return copy;
}

Pages read_with_wal(const fs::path& file) {
    const fs::path copy = copy_of(file);
    try {
        SQLite::Database database = connect(copy);
        checkpoint(database);
    } catch (const SQLite::Exception&) {
        // Too damaged for SQLite. Every commit stands in the file itself, too, save one cut off.
    }
    Pages pages = read_pages(copy);
    remove_database(copy);
    return pages;
}

Pages read_what_is_left(const fs::path& file) {
    if (has_foreign_wal(file)) return read_pages(file);
    Pages pages = read_with_wal(file);
    if (!pages.state) {
        Pages alone = read_pages(file);
        pages.rows.merge(alone.rows);
        pages.state = alone.state;
    }
    return pages;
}

// The same record twice would stand in the way of the new file's index.
void drop_repeats(Pages& pages) {
    std::map<std::string, std::int64_t> seqs;
    for (const auto& [seq, row] : pages.rows) seqs[row.line.id] = seq;
    std::erase_if(pages.rows,
                  [&seqs](const auto& entry) { return seqs[entry.second.line.id] != entry.first; });
}

// The numbers from `expected` to before `end` that no record bears.
std::vector<std::int64_t> missing_from(const Pages& pages, std::int64_t expected,
                                       std::int64_t end) {
    std::set<std::int64_t> known;
    for (const auto& [seq, row] : pages.rows) known.insert(seq);
    for (const JournalRow& row : pages.altered) known.insert(row.line.seq);
    std::vector<std::int64_t> missing;
    for (; expected < end && missing.size() < Recovery::missing_max; ++expected)
        if (!known.contains(expected)) missing.push_back(expected);
    return missing;
}

}  // namespace

void make_journal(const fs::path& file) {
    build(file, JournalState{random_identity()}, {});
    put_in_place(file, last_kept(file));
}

void finish_journal(const fs::path& file) {
    const fs::path fresh = with(file, ".new");
    if (fs::exists(file))
        fs::remove(fresh);
    else if (fs::exists(fresh))
        put_in_place(file, last_kept(file));
}

Recovery salvage(const fs::path& file) {
    Pages pages = read_what_is_left(file);
    drop_repeats(pages);
    JournalState state = pages.state.value_or(JournalState{random_identity()});
    if (!pages.rows.empty()) {
        state.next_seq = std::max(state.next_seq, pages.rows.rbegin()->first + 1);
        // Without its state, nobody knows what was sent before the first that is left.
        if (!pages.state) state.removed_through = pages.rows.begin()->first - 1;
    }
    state.numbered_from = state.next_seq;
    state.fresh = true;
    build(file, state, pages);

    const fs::path kept_as = free_name(file);
    fs::rename(file, kept_as);
    put_in_place(file, kept_as);
    return {static_cast<int>(pages.rows.size()), static_cast<int>(pages.altered.size()),
            missing_from(pages, state.removed_through + 1, state.next_seq), kept_as};
}

bool has_foreign_wal(const fs::path& file) {
    const auto theirs = read_wal_pages(with(file, "-wal")).state;
    if (!theirs) return false;
    const auto ours = read_pages(file).state;
    return ours && ours->identity != theirs->identity;
}

}  // namespace earshot::core
