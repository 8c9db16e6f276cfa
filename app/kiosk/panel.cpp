#include "app/kiosk/panel.h"

#include <algorithm>

namespace earshot::app {
namespace {

constexpr float mm_per_inch = 25.4F;
constexpr float usual_dpi = 96;
constexpr float lowest_dpi = 50;
constexpr float highest_dpi = 330;

}  // namespace

bool is_sane(float dots_per_inch) {
    return dots_per_inch >= lowest_dpi && dots_per_inch <= highest_dpi;
}

Panel make_panel(int width, int height, std::optional<Millimetres> real, float dots_per_inch) {
    if (real && real->width > 0 && real->height > 0) {
        // The denser of both directions, so that 20 mm are 20 mm whichever way a finger measures.
        const float density = std::max(static_cast<float>(width) / real->width,
                                       static_cast<float>(height) / real->height);
        return {width, height, density, false};
    }
    return {width, height, (is_sane(dots_per_inch) ? dots_per_inch : usual_dpi) / mm_per_inch,
            false};
}

}  // namespace earshot::app
