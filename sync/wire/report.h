#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/insight/report.h"
#include "core/result.h"
#include "sync/wire/alert.h"

// GET /v1/report: its answer, both ways (the hub writes, the terminal reads).
namespace earshot::sync::wire {

std::string encode(const core::insight::Report& report, const std::vector<Alert>& alerts = {});
core::Result<core::insight::Report> decode_report(std::string_view body);

}  // namespace earshot::sync::wire
