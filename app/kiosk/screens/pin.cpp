#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"
#include "app/kiosk/widgets.h"

namespace earshot::app {
namespace {

constexpr int columns = 3;
constexpr int rows = 4;
constexpr float key_max = 32;  // mm, on a till's panel
constexpr int digits_shown = 12;

bool is_tall(const Panel& panel) { return panel.height > panel.width; }

struct Keypad {
    Rect box;
    float key = 0;  // its side
    float gap = 0;

    // Digits stand in one order in every language; what is mirrored with the screen is not.
    bool mirrored = false;

    Rect at(int column, int row) const {
        const int place = mirrored ? columns - 1 - column : column;
        return {box.x + static_cast<float>(place) * (key + gap),
                box.y + static_cast<float>(row) * (key + gap), key, key};
    }
};

// At the end of a wide room, at the foot of a tall one.
Keypad keypad_in(const Canvas& canvas, Rect room) {
    const bool tall = is_tall(canvas.panel);
    const float gap = canvas.mm(gap_min);
    const float width = tall ? room.w : room.w * 0.5F;
    const float height = tall ? room.h * 0.52F : room.h;
    const float key = std::clamp(
        std::min((width - (columns - 1) * gap) / columns, (height - (rows - 1) * gap) / rows),
        canvas.mm(target_min), canvas.mm(key_max * std::max(1.F, scale_of(canvas.panel))));
    const float w = columns * key + (columns - 1) * gap;
    const float h = rows * key + (rows - 1) * gap;
    const float x = tall ? room.x + (room.w - w) / 2 : room.right() - w;
    const float y = tall ? room.bottom() - h : room.y + (room.h - h) / 2;
    return {{x, y, w, h}, key, gap, canvas.mirrored};
}

void draw_key(Canvas& canvas, const std::string& id, const std::string& label,
              std::string_view icon, Rect box, bool enabled) {
    const Theme& theme = canvas.theme;
    const bool pressed = canvas.feel.pressed == id;
    const float radius = canvas.mm(theme.radius) * 0.6F;
    const Colour fill = !enabled ? theme.quiet : pressed ? theme.leaf_tint : theme.card;
    canvas.fill(box, fill, radius);
    canvas.outline(box,
                   !enabled  ? theme.hairline
                   : pressed ? theme.leaf
                             : theme.edge,
                   radius, canvas.mm(theme.edge_width));
    const Colour ink = enabled ? theme.ink : theme.soft_ink;
    if (icon.empty()) {
        const Style style =
            with_capitals(canvas.panel, Face::strong, box.h / canvas.mm(1) * 0.3F, 1.1F);
        const Block digit = canvas.text.wrap(label, style, box.w, 1);
        canvas.letters(digit, box, box.middle().y - digit.height() / 2, Align::centre, ink);
    } else {
        canvas.icon(icon, box.inset(box.h * 0.3F), ink);
    }
    canvas.note(Role::key, id, label, box, enabled);
}

// How many digits were typed, and nothing of which.
void draw_digits(Canvas& canvas, const PinView& view, Rect box) {
    const Theme& theme = canvas.theme;
    const float radius = canvas.mm(theme.radius) * 0.6F;
    canvas.fill(box, theme.card, radius);
    canvas.outline(box, theme.edge, radius, canvas.mm(theme.edge_width));
    const float step = std::min(box.w / (digits_shown + 1), box.h * 0.7F);
    for (int index = 0; index < std::min(view.digits, digits_shown); ++index)
        canvas.circle({box.x + step * (static_cast<float>(index) + 1), box.middle().y},
                      step * 0.28F, theme.ink);
    canvas.note(Role::field, "pin", view.digits_typed, box, view.takes);
}

}  // namespace

void draw_pin(Canvas& canvas, const PinView& view) {
    const Theme& theme = canvas.theme;
    const float scale = scale_of(canvas.panel);
    canvas.fill(canvas.whole(), theme.paper);
    const Rect room = canvas.whole().inset(canvas.mm(margin_of(canvas.panel)));
    const Keypad keypad = keypad_in(canvas, room);
    const float gap = canvas.mm(std::max(gap_min, 6 * scale));

    Rect column = room;
    if (!is_tall(canvas.panel)) column.w = keypad.box.x - 2 * gap - room.x;

    const Style heading = with_capitals(canvas.panel, Face::display, 9 * scale, 1.15F);
    const Style plain = with_capitals(canvas.panel, Face::plain,
                                      std::clamp(5.4F * scale, capitals_min, 7.F), 1.35F);
    Style strong = plain;
    strong.face = Face::strong;

    float y = column.y + headroom(canvas.panel, heading);
    const auto put = [&](Role role, const std::string& id, const std::string& text,
                         const Style& style, Colour colour, int lines) {
        const Block block = canvas.text.wrap(text, style, column.w, lines, role == Role::heading);
        canvas.letters(block, column, y, Align::left, colour);
        canvas.note(role, id, text, {column.x, y, column.w, block.height()});
        y += block.height() + gap;
    };
    put(Role::heading, "heading", view.heading, heading, theme.ink, 2);
    put(Role::text, "note", view.note, plain, theme.soft_ink, 2);
    const Rect digits{column.x, y, column.w, canvas.mm(target_min)};
    draw_digits(canvas, view, digits);
    y = digits.bottom() + gap;
    if (!view.warning.empty()) put(Role::text, "warning", view.warning, strong, theme.ink, 4);

    const float radius = canvas.mm(theme.radius) * 0.6F;
    const Style button = with_capitals(canvas.panel, Face::strong, capitals_min, 1.2F);
    const float foot = canvas.mm(target_min);
    const Rect back = is_tall(canvas.panel)
                          ? Rect{keypad.box.x, keypad.box.y - keypad.gap - foot, keypad.box.w, foot}
                          : Rect{column.x, room.bottom() - foot,
                                 std::min(column.w, canvas.mm(60 * std::max(1.F, scale))), foot};
    draw_button(canvas, {.id = "back", .label = view.back, .icon = "arrow-left"}, back, button,
                radius);

    constexpr std::array digit_keys{"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    for (int index = 0; index < static_cast<int>(digit_keys.size()); ++index) {
        const std::string digit = digit_keys.at(static_cast<std::size_t>(index));
        draw_key(canvas, digit, digit, "", keypad.at(index % columns, index / columns), view.takes);
    }
    const bool typed = view.takes && view.digits > 0;
    draw_key(canvas, "erase", view.erase, "backspace-outline", keypad.at(0, 3), typed);
    draw_key(canvas, "0", "0", "", keypad.at(1, 3), view.takes);
    draw_button(canvas,
                {.id = "done",
                 .label = view.done,
                 .icon = "check-bold",
                 .shown = "",
                 .look = ButtonLook::leaf,
                 .enabled = typed},
                keypad.at(2, 3), button, radius);
}

}  // namespace earshot::app
