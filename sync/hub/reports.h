#pragma once

#include "core/bundle.h"
#include "core/insight/report.h"
#include "core/result.h"
#include "sync/hub/desk.h"

namespace earshot::sync {

// The report that the call's query asks for. Fails as `invalid`, or as `not_found` for a shop that
// the caller may not see.
core::Result<core::insight::Report> report_of(Desk& desk, const Call& call);

// In what language sentences and questions are wanted: as asked, else the first shop's own. Fails
// as `invalid`.
core::Result<std::string> language_of(const Call& call, const std::vector<core::Shop>& shops);

}  // namespace earshot::sync
