#pragma once

#include <vector>

#include "app/kiosk/geometry.h"

namespace earshot::app {

// A step along the edge of a shape. Shapes are closed, and filled by the non-zero rule.
struct Step {
    enum class Kind { move, line, curve };
    Kind kind = Kind::move;
    Point to;
    Point first, second;  // a curve's control points
};

// Letters and icons as shapes, sharp at any size.
using Outline = std::vector<Step>;

}  // namespace earshot::app
