#pragma once

#include <filesystem>

#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/store.h"

// A store in one file: its records, its settings and its keys. As secret as the data folder: mode
// 0600. What is erased afterwards is written beside it, as FILE.erased, for as long as it can be
// reached: whoever moves one moves the other.
namespace earshot::sync {

// Consistent while the store is in use. Any thread but the writer's. Fails as `invalid` for a file
// that is there already, and as `unavailable` where it cannot be written.
core::Result<void> back_up(Store& store, const std::filesystem::path& file);

// From then on what is erased is written beside the backup. The writer's thread.
void remember_backup(Store& store, const std::filesystem::path& file, const Act& act);

// Writes beside each backup what was erased since it was made. Returns how many could not be
// reached. The writer's thread.
int tell_backups(Store& store);

// Of a store of an older schema, before its tables are changed: into the folder, as a backup like
// any other. Its keys lie in the store's own file for a moment. Throws where it cannot be written.
std::filesystem::path back_up_before_upgrade(sql::Database& database, const HubKeys& keys,
                                             const std::filesystem::path& folder, int schema);
// Those go after upgrade_backup_life, and with them what was erased since.
inline constexpr std::chrono::hours upgrade_backup_life{30 * 24};
void remove_old_upgrade_backups(Store& store, core::Instant now);

// Into a folder without a store, claimed by this process: then erases what was erased since.
// Returns how many erasures that were. Fails as `usage` where there is a store, as `not_found` and
// as `corrupt` for what is no backup.
core::Result<int> restore(const std::filesystem::path& folder, const std::filesystem::path& file,
                          core::Instant now);

}  // namespace earshot::sync
