#pragma once

#include <optional>

#include "app/kiosk/geometry.h"

namespace earshot::app {

struct Millimetres {
    float width = 0, height = 0;
};

// What is drawn on, and how large it is in a shopper's hands: sizes are laid out in millimetres.
struct Panel {
    int width = 0;  // pixels
    int height = 0;
    float px_per_mm = 1;
    bool large = false;  // letters are shown large

    float px(float mm) const { return mm * px_per_mm; }
    float mm_width() const { return static_cast<float>(width) / px_per_mm; }
    float mm_height() const { return static_cast<float>(height) / px_per_mm; }
    // No room for anything beside the cards.
    bool narrow() const { return height > width || mm_width() < 180; }

    bool operator==(const Panel&) const = default;
};

// Whether displays are built that fine, and that coarse: from a large shop screen to a fine tablet.
bool is_sane(float dots_per_inch);

// `real` is the size of the picture where somebody measured it; else `dots_per_inch` is what the
// display says of itself, which is believed only where it is sane.
Panel make_panel(int width, int height, std::optional<Millimetres> real, float dots_per_inch);

}  // namespace earshot::app
