#pragma once

#include <vector>

#include "app/kiosk/canvas.h"
#include "app/kiosk/view.h"

namespace earshot::app {

// How high `ways` are one below the other, or side by side.
float height_of_ways(const Canvas& canvas, const std::vector<WayView>& ways, bool stacked);

// Buttons of one size, on paper or on leaf; the main one stands out.
void draw_ways(Canvas& canvas, const std::vector<WayView>& ways, Rect box, bool stacked,
               bool on_leaf);

}  // namespace earshot::app
