#pragma once

#include <filesystem>
#include <memory>

#include "core/result.h"
#include "sync/store/sql.h"

namespace earshot::sync::sql {

// Opens the store in `file`, made if missing, and brings its tables up to date. One process at a
// time (core::DataFolder). Fails as `corrupt` for a store of a newer program and for a damaged one.
// Throws Unavailable.
core::Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file);

}  // namespace earshot::sync::sql
