#include "app/kiosk/canvas.h"

#include <imgui.h>

#include <array>
#include <utility>

#include "app/kiosk/direction.h"

namespace earshot::app {
namespace {

ImU32 packed(Colour colour) {
    return IM_COL32(colour.red, colour.green, colour.blue, colour.alpha);
}

// "arrow-left" for "arrow-right" and the other way round; others as they are.
std::string turned(std::string_view icon) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> sides{
        {{"left", "right"}, {"right", "left"}, {"backspace", "backspace-reverse"}}};
    std::string name(icon);
    for (const auto& [side, other] : sides)
        if (const auto at = name.find(side); at != std::string::npos)
            return name.replace(at, side.size(), other);
    return name;
}

Align turned(Align align) {
    if (align == Align::centre) return align;
    return align == Align::left ? Align::right : Align::left;
}

}  // namespace

void Canvas::speak(std::string_view language) {
    mirrored = is_right_to_left(language);
    text.speak(language);
}

Rect Canvas::placed(Rect box) const {
    if (mirrored) box.x = static_cast<float>(panel.width) - box.right();
    return box;
}

Rect Canvas::whole() const {
    return {0, 0, static_cast<float>(panel.width), static_cast<float>(panel.height)};
}

void Canvas::fill(Rect box, Colour colour, float radius) {
    box = placed(box);
    list.AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, packed(colour), radius);
}

void Canvas::outline(Rect box, Colour colour, float radius, float width) {
    const Rect inside = placed(box).inset(width / 2);
    list.AddRect({inside.x, inside.y}, {inside.right(), inside.bottom()}, packed(colour),
                 radius - width / 2, 0, width);
}

void Canvas::circle(Point middle, float radius, Colour colour) {
    const Rect at = placed({middle.x, middle.y, 0, 0});
    list.AddCircleFilled({at.x, at.y}, radius, packed(colour));
}

void Canvas::icon(std::string_view name, Rect box, Colour colour) {
    const std::string other = mirrored ? turned(name) : std::string(name);
    text.draw_icon(list, text.has_icon(other) ? other : name, placed(box), colour);
}

void Canvas::letters(const Block& block, Rect column, float top, Align align, Colour colour) {
    column = placed(column);
    text.draw(list, block, column.x, column.w, top, mirrored ? turned(align) : align, colour);
}

void Canvas::note(Role role, std::string id, std::string label, Rect bounds, bool enabled) {
    note({role, std::move(id), std::move(label), bounds, enabled, false, {}});
}

void Canvas::note(Element element) {
    element.bounds = placed(element.bounds);
    elements.push_back(std::move(element));
}

}  // namespace earshot::app
