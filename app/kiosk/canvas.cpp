#include "app/kiosk/canvas.h"

#include <imgui.h>

namespace earshot::app {
namespace {

ImU32 packed(Colour colour) {
    return IM_COL32(colour.red, colour.green, colour.blue, colour.alpha);
}

}  // namespace

Rect Canvas::whole() const {
    return {0, 0, static_cast<float>(panel.width), static_cast<float>(panel.height)};
}

void Canvas::fill(Rect box, Colour colour, float radius) {
    list.AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, packed(colour), radius);
}

void Canvas::outline(Rect box, Colour colour, float radius, float width) {
    const Rect inside = box.inset(width / 2);
    list.AddRect({inside.x, inside.y}, {inside.right(), inside.bottom()}, packed(colour),
                 radius - width / 2, 0, width);
}

void Canvas::circle(Point middle, float radius, Colour colour) {
    list.AddCircleFilled({middle.x, middle.y}, radius, packed(colour));
}

void Canvas::icon(std::string_view name, Rect box, Colour colour) {
    text.draw_icon(list, name, box, colour);
}

void Canvas::letters(const Block& block, Rect column, float top, Align align, Colour colour) {
    text.draw(list, block, column.x, column.w, top, align, colour);
}

void Canvas::note(Role role, std::string id, std::string label, Rect bounds, bool enabled) {
    note({role, std::move(id), std::move(label), bounds, enabled, false, {}});
}

void Canvas::note(Element element) { elements.push_back(std::move(element)); }

}  // namespace earshot::app
