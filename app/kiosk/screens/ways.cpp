#include "app/kiosk/screens/ways.h"

#include <algorithm>

#include "app/kiosk/sizes.h"
#include "app/kiosk/widgets.h"

namespace earshot::app {
namespace {

ButtonLook look_of(const WayView& way, bool on_leaf) {
    if (way.main) return on_leaf ? ButtonLook::white : ButtonLook::leaf;
    return on_leaf ? ButtonLook::on_leaf : ButtonLook::outlined;
}

float button_height(const Canvas& canvas) {
    return canvas.mm(std::max(target_min, 22 * scale_of(canvas.panel)));
}

float gap_of(const Canvas& canvas) {
    return canvas.mm(std::max(gap_min, 5 * scale_of(canvas.panel)));
}

}  // namespace

float height_of_ways(const Canvas& canvas, const std::vector<WayView>& ways, bool stacked) {
    if (ways.empty()) return 0;
    const auto rows = static_cast<float>(stacked ? ways.size() : 1);
    return rows * (button_height(canvas) + gap_of(canvas)) - gap_of(canvas);
}

void draw_ways(Canvas& canvas, const std::vector<WayView>& ways, Rect box, bool stacked,
               bool on_leaf) {
    const float gap = gap_of(canvas);
    const auto count = static_cast<float>(ways.size());
    const float width = stacked ? box.w : (box.w - (count - 1) * gap) / count;
    const float height = button_height(canvas);
    const Style style =
        with_capitals(canvas.panel, Face::strong,
                      std::clamp(5.2F * scale_of(canvas.panel), capitals_min, 6.5F), 1.25F);
    Rect place{box.x, box.y, width, height};
    for (const WayView& way : ways) {
        draw_button(canvas, {way.id, way.label, way.icon, {}, look_of(way, on_leaf), way.enabled},
                    place, style, canvas.mm(std::clamp(6 * scale_of(canvas.panel), 4.F, 8.F)));
        if (stacked)
            place.y += height + gap;
        else
            place.x += width + gap;
    }
}

}  // namespace earshot::app
