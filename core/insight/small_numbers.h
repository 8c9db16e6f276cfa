#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace earshot::core::insight {

using Shown = std::optional<std::int64_t>;

// Hides what could point at single people. In a table of counts whose row and column sums are known
// from elsewhere, every cell below `smallest` becomes empty, zero included; where a row or a column
// would miss only one cell, its next smallest is emptied too, as one missing cell follows by
// subtraction. Rows may be of different lengths; then columns are not looked at.
void hide_small(std::vector<std::vector<Shown>>& rows, std::int64_t smallest);

}  // namespace earshot::core::insight
