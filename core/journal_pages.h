#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "core/journal_rows.h"

namespace earshot::core {

// What can still be read of a journal file.
struct Pages {
    std::map<std::int64_t, JournalRow> rows;  // by seq; each bears its sum
    std::vector<Quarantined> quarantined;     // likewise
    std::vector<JournalRow> altered;          // records that do not bear their sum
    std::optional<JournalState> state;
};

// Reads a file (not its WAL) page by page, as SQLite's file format has them. Trusts no header, no
// tree and no index, only the sums: one bad page costs what stands on it and nothing else.
Pages read_pages(const std::filesystem::path& file);

// The same of the pages in a WAL, committed or not.
Pages read_wal_pages(const std::filesystem::path& wal);

}  // namespace earshot::core
