#pragma once

#include <filesystem>
#include <string>

#include "core/journal.h"

namespace earshot::core {

// Makes a journal file whole from nothing, so that one that is there is never half made.
void make_journal(const std::filesystem::path& file);

// Ends what a crash in make_journal() or salvage() left.
void finish_journal(const std::filesystem::path& file);

// Puts a new journal file in the place of a damaged one, with all that still bears its sum, and
// keeps the damaged one under a name with a number. Nobody may have it open.
Recovery salvage(const std::filesystem::path& file);

// Whether the file's WAL is another journal's: applying it would put that one's pages into ours.
bool has_foreign_wal(const std::filesystem::path& file);

}  // namespace earshot::core
