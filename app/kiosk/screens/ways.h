#pragma once

#include <cstddef>
#include <vector>

#include "app/kiosk/canvas.h"
#include "app/kiosk/view.h"

namespace earshot::app {

// Buttons of one size, as many side by side as have room for their words: on two lines, and
// without their icons where they must.
struct WaysLayout {
    std::size_t columns = 1;
    bool icons = true;
    float width = 0, height = 0;  // px, of one
    float gap = 0;
    std::size_t rows = 0;

    float whole_height() const {
        return rows == 0 ? 0 : static_cast<float>(rows) * (height + gap) - gap;
    }
};
WaysLayout lay_out_ways(Canvas& canvas, const std::vector<WayView>& ways, float width);

// On paper or on leaf; the main one stands out.
void draw_ways(Canvas& canvas, const std::vector<WayView>& ways, const WaysLayout& layout,
               Point from, bool on_leaf);

}  // namespace earshot::app
