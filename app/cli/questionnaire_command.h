#pragma once

#include <string>

#include "core/result.h"

namespace earshot::app {

// `earshot questionnaire check FILE`: every problem of the file, one a line on stderr as
// FILE:LINE:COLUMN. Fails as `invalid` where one of them is an error.
core::Result<void> check_questionnaire(const std::string& file);

}  // namespace earshot::app
