#pragma once

#include <vector>

#include "core/reasons.h"
#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/store.h"

namespace earshot::sync {

// Puts a new book in place of the one there is. Fails as `invalid`, with a pointer into "reasons":
// a reason that is missing (one that is not wanted any more is retired, so that the past stays
// countable), given twice, without words, or merged into one that is not live.
core::Result<void> change_reasons(Store& store, const std::vector<core::Reason>& reasons,
                                  const Act& act);

}  // namespace earshot::sync
