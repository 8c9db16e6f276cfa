#include <algorithm>

#include "app/kiosk/key_layout.h"
#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"
#include "app/kiosk/widgets.h"
#include "core/text.h"

namespace earshot::app {
namespace {

constexpr float caret_width = 0.6F;  // mm
constexpr int lines_max = 500;       // of what is written: of each line at least one character

float line_height(const Style& style) {
    return style.size * (cap_height + latin_over + latin_under);
}

Style note_style(const Panel& panel) {
    return with_capitals(panel, Face::plain, std::clamp(5 * scale_of(panel), capitals_min, 6.F),
                         1.3F);
}

Style field_style(const Panel& panel) {
    return with_capitals(panel, Face::plain, std::clamp(6 * scale_of(panel), capitals_min, 7.5F),
                         1.5F);
}

Style button_style(const Panel& panel) {
    return with_capitals(panel, Face::strong,
                         std::clamp(5.2F * scale_of(panel), capitals_min, 6.5F), 1.2F);
}

// What stands below the field.
struct Told {
    std::string words;
    Style style;
};

Told told_below(const WritingView& view, const Panel& panel) {
    Style style = note_style(panel);
    if (view.alarm.empty()) return {view.note, style};
    style.face = Face::strong;
    return {view.alarm, style};
}

// Whether the note gives way, and the heading to what is more urgent: to the characters to choose
// from, and on small panels to large letters.
bool is_brief(const WritingView& view, const Panel& panel) {
    constexpr float low = 160;  // mm
    return view.composes || (panel.large && !panel.narrow() && panel.mm_height() < low);
}

// From the top: what it is about, the field between its buttons, a note, the keys.
struct Plan {
    Rect strip, heading, left, back, field, next, note, keys;
    int note_lines = 1;
};

Plan plan(Canvas& canvas, const WritingView& view, const Style& heading) {
    const Panel& panel = canvas.panel;
    const bool narrow = panel.narrow();
    const float gap = canvas.mm(gap_min);
    const Rect room = canvas.whole().inset(canvas.mm(margin_of(panel)));
    const Style note = note_style(panel);
    const Told told = told_below(view, panel);

    Plan plan;
    // A little more than measured, or rounding breaks the line.
    const float counter = canvas.text.measure(view.left, note, room.w, 1).width + canvas.mm(1);
    plan.heading = {room.x, room.y, room.w - counter - gap, line_height(heading)};
    // Where characters are chosen, they stand in the heading's place, and the note gives way.
    if (view.composes) plan.heading.h = canvas.mm(key_min);
    plan.strip = {room.x, room.y, room.w, plan.heading.h};
    plan.left = {room.right() - counter, room.y, counter, plan.heading.h};
    plan.note_lines =
        std::clamp(canvas.text.measure(told.words, told.style, room.w, 2).lines, 1, 2);
    const float note_height = is_brief(view, panel)
                                  ? -gap
                                  : line_height(note) + static_cast<float>(plan.note_lines - 1) *
                                                            note.size * note.leading;

    const float button = canvas.mm(target_min);
    const float least = narrow ? 2 * button + gap : button;
    const float above = plan.heading.bottom() + gap;
    plan.keys = {room.x, above + least + note_height + 2 * gap, room.w, 0};
    plan.keys.h = room.bottom() - plan.keys.y;
    plan.keys.y = lay_out_keys(*view.keyboard, view.keys, plan.keys, panel).top;
    plan.keys.h = room.bottom() - plan.keys.y;
    plan.note = {room.x, plan.keys.y - gap - note_height, room.w, note_height};

    const float middle = plan.note.y - gap - above;
    const auto wide = [&](const WayView& way) {
        return canvas.text.measure(way.label, button_style(panel), room.w, 1).width + canvas.mm(7);
    };
    const float side =
        narrow ? (room.w - gap) / 2
               : std::clamp(std::max(wide(view.back), wide(view.next)), button, room.w * 0.3F);
    if (narrow) {
        plan.field = {room.x, above, room.w, middle - button - gap};
        plan.back = {room.x, plan.field.bottom() + gap, side, button};
        plan.next = {plan.back.right() + gap, plan.back.y, side, button};
    } else {
        plan.back = {room.x, above, side, middle};
        plan.next = {room.right() - side, above, side, middle};
        plan.field = {plan.back.right() + gap, above, room.w - 2 * (side + gap), middle};
    }
    return plan;
}

// Ends in spaces that show, so that the caret moves with the space bar.
std::string with_spaces_shown(std::string text) {
    std::size_t spaces = 0;
    while (!text.empty() && text.back() == ' ') {
        text.pop_back();
        ++spaces;
    }
    for (; spaces > 0; --spaces) text += "\u00A0";
    return text;
}

void draw_field(Canvas& canvas, const WritingView& view, Rect box) {
    const Theme& theme = canvas.theme;
    const Style style = field_style(canvas.panel);
    const float padding = canvas.mm(3.5F);
    canvas.fill(box, theme.card, canvas.mm(4));
    canvas.outline(box, theme.leaf_ink, canvas.mm(4), canvas.mm(theme.edge_width * 1.6F));

    const Rect room = box.inset(padding);
    Block block = canvas.text.wrap(with_spaces_shown(view.text), style, room.w, lines_max, false,
                                   Cut::long_words);
    const float line = style.size * style.leading;
    const auto fit = static_cast<std::size_t>(
        std::max(1.F, 1 + (room.h - style.size * (cap_height + 0.1F)) / line));
    // The end is where it is being written.
    if (block.lines.size() > fit)
        block.lines.erase(block.lines.begin(),
                          block.lines.end() - static_cast<std::ptrdiff_t>(fit));
    const float top = block.lines.size() <= 1 && fit <= 1
                          ? room.middle().y - style.size * cap_height / 2
                          : room.y + style.size * 0.2F;
    canvas.letters(block, room, top, Align::left, theme.ink);

    const std::string last = block.lines.empty() ? std::string() : block.lines.back();
    const float end = canvas.text.measure(last, style, room.w * 2, 1).width;
    const float rows = block.lines.empty() ? 0 : static_cast<float>(block.lines.size() - 1);
    canvas.fill(
        {room.x + std::min(end + canvas.mm(0.6F), room.w), top + rows * line - style.size * 0.15F,
         canvas.mm(caret_width), style.size * (cap_height + 0.3F)},
        theme.leaf_ink);
    canvas.note({Role::field, view.field, view.heading, box, view.live, false, view.text});
}

// A sign that only stands on others is shown on a ring.
bool stands_on_others(std::string_view text) {
    const char32_t sign = core::first_character(text).sign.value_or(0);
    return (sign >= 0x0300 && sign <= 0x036f) || (sign >= 0x064b && sign <= 0x0652) ||
           (sign >= 0x0900 && sign <= 0x0903) ||
           (sign >= 0x093a && sign <= 0x094f && sign != 0x093d);
}

struct KeyFace {
    std::string id, label;
    std::string_view icon;
    std::string shown;  // where there is no icon
};

KeyFace face_of(const WritingView& view, const PlacedKey& key) {
    switch (key.kind) {
        case KeyKind::shift:
            return {"key:shift", view.shift, "apple-keyboard-shift", {}};
        case KeyKind::erase:
            return {"key:erase", view.erase, "backspace-outline", {}};
        case KeyKind::space:
            return {"key:space", view.space, "keyboard-space", {}};
        case KeyKind::page:
            return {"key:page", view.more_keys + ": " + key.text, {}, key.text};
        case KeyKind::candidates:
            return {"key:candidates", view.more_keys, "chevron-right", {}};
        case KeyKind::text:
            break;
    }
    return {"key:" + key.text,
            key.text,
            {},
            stands_on_others(key.text) ? "\u25CC" + key.text : key.text};
}

void draw_key(Canvas& canvas, const WritingView& view, const PlacedKey& key) {
    const Theme& theme = canvas.theme;
    const KeyFace face = face_of(view, key);
    const bool letters = key.kind == KeyKind::text || key.kind == KeyKind::space;
    const bool held = key.kind == KeyKind::shift && view.keys.shift;
    Colour fill = letters ? theme.card : theme.quiet;
    if (canvas.feel.pressed == face.id) fill = theme.leaf_tint;
    if (held) fill = theme.leaf;
    const Colour ink = held ? theme.on_leaf : theme.ink;
    // Keyboards are not mirrored: where each letter lies is what fingers know.
    Rect box = key.box;
    if (canvas.mirrored) box.x = canvas.whole().w - box.right();
    const float radius = canvas.mm(3);
    canvas.fill(box, fill, radius);
    canvas.outline(box, theme.edge, radius, canvas.mm(theme.edge_width));
    if (!face.icon.empty()) {
        const float size = std::min(box.h * 0.5F, canvas.mm(8));
        canvas.icon(face.icon, {box.middle().x - size / 2, box.middle().y - size / 2, size, size},
                    ink);
    } else {
        const Style style = with_capitals(canvas.panel, Face::strong, 5, 1.2F);
        const Block block = canvas.text.wrap(face.shown, style, box.w, 1);
        canvas.letters(block, box, box.middle().y - block.height() / 2, Align::centre, ink);
    }
    canvas.note({Role::key, face.id, face.label, box, view.live, held, {}});
}

void draw_told_below(Canvas& canvas, const WritingView& view, Rect box) {
    const bool alarm = !view.alarm.empty();
    const Told told = told_below(view, canvas.panel);
    const Block words = canvas.text.wrap(told.words, told.style, box.w, 2);
    canvas.letters(words, box, box.y + told.style.size * latin_over, Align::left,
                   alarm ? canvas.theme.ink : canvas.theme.soft_ink);
    canvas.note(Role::text, alarm ? "alarm" : "note", told.words, box);
}

// What it is about and how much more fits; or the characters that letters may become.
void draw_top(Canvas& canvas, const WritingView& view, const Plan& place, const Style& heading) {
    const Theme& theme = canvas.theme;
    if (!view.candidates.empty()) {
        for (const PlacedKey& key : lay_out_candidates(view.candidates, view.keys.candidate_turns,
                                                       place.strip, canvas.panel))
            draw_key(canvas, view, key);
        return;
    }
    const Style note = note_style(canvas.panel);
    const bool alarm = is_brief(view, canvas.panel) && !view.alarm.empty();
    const Style style = alarm ? told_below(view, canvas.panel).style : heading;
    const std::string& words = alarm ? view.alarm : view.heading;
    const Block title = canvas.text.wrap(words, style, place.heading.w, 1);
    const float line =
        place.heading.middle().y - heading.size * (cap_height + latin_under - latin_over) / 2;
    canvas.letters(title, place.heading, line, Align::left, theme.ink);
    canvas.note(alarm ? Role::text : Role::heading, alarm ? "alarm" : "heading", words,
                place.heading);
    const Block left = canvas.text.wrap(view.left, note, place.left.w, 1);
    canvas.letters(left, {place.left.right() - left.width, place.left.y, left.width, place.left.h},
                   line + heading.size * cap_height - note.size * cap_height, Align::left,
                   theme.soft_ink);
    canvas.note(Role::text, "left", view.left, place.left);
}

}  // namespace

void draw_writing(Canvas& canvas, const WritingView& view) {
    const Panel& panel = canvas.panel;
    const Style heading =
        with_capitals(panel, Face::display, std::clamp(7.5F * scale_of(panel), 5.2F, 9.F), 1.1F);
    const Plan place = plan(canvas, view, heading);

    draw_top(canvas, view, place, heading);
    const auto way = [&](const WayView& button, Rect box, ButtonLook look) {
        draw_button(canvas, {button.id, button.label, "", {}, look, button.enabled}, box,
                    button_style(panel), canvas.mm(5));
    };
    // As they are read: below the field, or on both of its sides.
    const bool below_field = place.back.y >= place.field.bottom();
    if (below_field) draw_field(canvas, view, place.field);
    way(view.back, place.back, ButtonLook::outlined);
    if (!below_field) draw_field(canvas, view, place.field);
    way(view.next, place.next, ButtonLook::leaf);

    if (!is_brief(view, panel)) draw_told_below(canvas, view, place.note);
    for (const PlacedKey& key : lay_out_keys(*view.keyboard, view.keys, place.keys, panel).keys)
        draw_key(canvas, view, key);
}

}  // namespace earshot::app
