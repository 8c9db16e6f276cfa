#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"

// The counts of the last hours as a file holds them, so that a restart in the middle of one goes on
// counting: a line for each, as its record would be sent.
namespace earshot::app {

inline constexpr auto exposure_file = "exposures";

std::string written(const std::vector<core::Exposure>& hours);
// What cannot be read is left out.
std::vector<core::Exposure> read_exposures(std::string_view text);

}  // namespace earshot::app
