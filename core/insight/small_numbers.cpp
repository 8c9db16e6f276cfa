#include "core/insight/small_numbers.h"

#include <algorithm>

namespace earshot::core::insight {
namespace {

// Hides the next smallest where only one is hidden. Says whether it did.
bool hide_second(const std::vector<Shown*>& line) {
    const auto hidden = std::ranges::count_if(line, [](const Shown* cell) { return !*cell; });
    if (hidden != 1 || line.size() < 2) return false;
    Shown* next = nullptr;
    for (Shown* cell : line)
        if (*cell && (next == nullptr || **cell < **next)) next = cell;
    next->reset();
    return true;
}

}  // namespace

void hide_small(std::vector<std::vector<Shown>>& rows, std::int64_t smallest) {
    for (auto& row : rows)
        for (Shown& cell : row)
            if (cell && *cell < smallest) cell.reset();
    if (rows.empty()) return;

    const std::size_t width = rows.front().size();
    const bool table =
        std::ranges::all_of(rows, [&](const auto& row) { return row.size() == width; });
    // Each round empties at least one cell, so it ends.
    for (bool again = true; again;) {
        again = false;
        for (auto& row : rows) {
            std::vector<Shown*> line;
            for (Shown& cell : row) line.push_back(&cell);
            again |= hide_second(line);
        }
        for (std::size_t column = 0; table && column < width; ++column) {
            std::vector<Shown*> line;
            for (auto& row : rows) line.push_back(&row[column]);
            again |= hide_second(line);
        }
    }
}

Shown in_steps(std::int64_t count, std::int64_t smallest) {
    const std::int64_t whole = count / smallest * smallest;
    return whole > 0 ? Shown(whole) : std::nullopt;
}

}  // namespace earshot::core::insight
