#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "core/result.h"
#include "sync/store/sql.h"

namespace earshot::sync::sql {

// Opens the store in `file`, made if missing, and brings its tables up to date. One process at a
// time (core::DataFolder). Fails as `corrupt` for a store of a newer program and for a damaged one.
// `before_upgrade` is called first where the tables are an older program's, with their number; what
// it throws leaves them so. Throws Unavailable.
using BeforeUpgrade = std::function<void(Database&, int schema)>;
core::Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file,
                                                    const BeforeUpgrade& before_upgrade = {});

}  // namespace earshot::sync::sql
