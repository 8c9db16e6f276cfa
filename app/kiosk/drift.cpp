#include "app/kiosk/drift.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

constexpr float drift_max = 1;  // mm, each way
constexpr float bezel = 5;      // mm

// To `reach`, back over 0 to -`reach`, and to 0 again, by ones.
int swing(int count, int reach) {
    if (reach == 0) return 0;
    const int along = (count + reach) % (4 * reach);
    return std::abs(along - 2 * reach) - reach;
}

}  // namespace

Point drift_at(int count, const Panel& panel) {
    const float room = std::clamp(margin_of(panel) - bezel, 0.F, drift_max);
    const int reach = static_cast<int>(panel.px(room));
    // Sideways at each, up or down once it has been there and back: every place in turn.
    const int rows = std::max(1, 4 * reach);
    return {static_cast<float>(swing(count, reach)),
            static_cast<float>(swing(count / rows, reach))};
}

void move_by_drift(ImDrawList& list, int from, Elements& elements, Point drift,
                   const Panel& panel) {
    if (drift.x == 0 && drift.y == 0) return;
    const auto moved = [](float at, float by, int whole) {
        return at <= 0 || at >= static_cast<float>(whole) ? at : at + by;
    };
    for (int index = from; index < list.VtxBuffer.Size; ++index) {
        ImVec2& at = list.VtxBuffer[index].pos;
        at = {moved(at.x, drift.x, panel.width), moved(at.y, drift.y, panel.height)};
    }
    for (Element& element : elements) {
        element.bounds.x += drift.x;
        element.bounds.y += drift.y;
    }
}

}  // namespace earshot::app
