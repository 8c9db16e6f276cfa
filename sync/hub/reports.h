#pragma once

#include "core/insight/report.h"
#include "core/result.h"
#include "sync/hub/desk.h"

namespace earshot::sync {

// The report that the call's query asks for. Fails as `invalid`, or as `not_found` for a shop that
// the caller may not see.
core::Result<core::insight::Report> report_of(Desk& desk, const Call& call);

}  // namespace earshot::sync
