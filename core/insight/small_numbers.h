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

// What may be shown of a count while it still grows, where people come one by one: whole steps of
// `smallest`, so that one more answer shows only at each fifth. None below the first.
Shown in_steps(std::int64_t count, std::int64_t smallest);

}  // namespace earshot::core::insight
