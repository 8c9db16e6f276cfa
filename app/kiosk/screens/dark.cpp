#include <algorithm>

#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

// So that neither the eye nor the panel is tired by it.
constexpr Colour faint{92, 90, 86};

}  // namespace

// Nothing but a sign that it only sleeps, in a place that drifts with every other one shown.
void draw_dark(Canvas& canvas) {
    const float size = canvas.mm(std::clamp(12 * scale_of(canvas.panel), 9.F, 16.F));
    const float margin = canvas.mm(margin_of(canvas.panel) * 1.6F);
    const Rect mark{margin, canvas.whole().bottom() - margin - size, size, size};
    canvas.icon("weather-night", mark, faint);
    canvas.note(Role::image, "mark", "", mark);
}

}  // namespace earshot::app
