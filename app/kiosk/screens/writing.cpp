#include <algorithm>

#include "app/kiosk/key_layout.h"
#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"
#include "app/kiosk/widgets.h"

namespace earshot::app {
namespace {

constexpr float caret_width = 0.6F;  // mm
constexpr int lines_max = 500;       // of what is written: of each line at least one character

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

constexpr int heading_lines_max = 2;
constexpr int note_lines_max = 3;

// As large as one line allows; the smallest may take two.
Style heading_style(Canvas& canvas, const WritingView& view, float width) {
    const float largest = std::clamp(7.5F * scale_of(canvas.panel), 5.2F, 9.F);
    Style style;
    for (float capitals = largest; capitals > capitals_min - 0.1F; capitals -= 0.4F) {
        style = with_capitals(canvas.panel, Face::display, capitals, 1.1F);
        const auto measure = canvas.text.measure(view.heading, style, width, 1);
        if (measure.fits) break;
    }
    return style;
}

float heading_height(Canvas& canvas, const WritingView& view, const Style& style, float width) {
    return canvas.text.measure(view.heading, style, width, heading_lines_max).height +
           style.size * (latin_over + latin_under);
}

// From the top: what it is about, the field between its buttons, a note, the keys.
struct Plan {
    Style heading_style;
    Rect strip, heading, left, back, field, next, note, keys;
};

Plan plan(Canvas& canvas, const WritingView& view) {
    const Panel& panel = canvas.panel;
    const bool narrow = panel.narrow();
    const float gap = canvas.mm(gap_min);
    const Rect room = canvas.whole().inset(canvas.mm(margin_of(panel)));
    const Style note = note_style(panel);
    const Told told = told_below(view, panel);

    Plan plan;
    // A little more than measured, or rounding breaks the line.
    const float counter = canvas.text.measure(view.left, note, room.w, 1).width + canvas.mm(1);
    plan.heading_style = heading_style(canvas, view, room.w - counter - gap);
    plan.heading = {room.x, room.y, room.w - counter - gap,
                    heading_height(canvas, view, plan.heading_style, room.w - counter - gap)};
    // Where characters are chosen, they stand in the heading's place, and the note gives way.
    if (view.composes) plan.heading.h = canvas.mm(key_min);
    plan.strip = {room.x, room.y, room.w, plan.heading.h};
    plan.left = {room.right() - counter, room.y, counter, plan.heading.h};
    const float note_height =
        is_brief(view, panel)
            ? -gap
            : canvas.text.measure(told.words, told.style, room.w, note_lines_max).height +
                  note.size * (latin_over + latin_under);

    const float button = canvas.mm(target_min);
    const float least = narrow ? 2 * button + gap : button;
    const float above = plan.heading.bottom() + gap;
    // Keys may come as near to the edge as anything, or a column less has room.
    const float edge = narrow ? canvas.mm(margin_min + 0.3F) : room.x;
    plan.keys = {edge, above + least + note_height + 2 * gap, canvas.whole().w - 2 * edge, 0};
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
    return {"key:" + key.text, key.text, {}, key.text};
}

// As large as the key is wide. Signs that stand on others get their ring from the shaping.
Block letters_on(Canvas& canvas, const std::string& letters, float width) {
    Style style = with_capitals(canvas.panel, Face::strong, 5, 1.2F);
    Block block = canvas.text.wrap(letters, style, width, 1);
    if (block.width <= width) return block;
    style.size *= width / block.width;
    block = canvas.text.wrap(letters, style, width, 1);
    return block;
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
        const Block block = letters_on(canvas, face.shown, box.w - canvas.mm(2.5F));
        canvas.letters(block, box, box.middle().y - block.height() / 2, Align::centre, ink);
    }
    canvas.note({Role::key, face.id, face.label, box, view.live, held, {}});
}

void draw_told_below(Canvas& canvas, const WritingView& view, Rect box) {
    const bool alarm = !view.alarm.empty();
    const Told told = told_below(view, canvas.panel);
    const Block words = canvas.text.wrap(told.words, told.style, box.w, note_lines_max);
    canvas.letters(words, box, box.y + told.style.size * latin_over, Align::left,
                   alarm ? canvas.theme.ink : canvas.theme.soft_ink);
    canvas.note(Role::text, alarm ? "alarm" : "note", told.words, box);
}

// What is wrong, in the heading's place: smaller only where a language needs it.
void draw_alarm_on_top(Canvas& canvas, const WritingView& view, Rect strip) {
    Style style;
    for (float capitals = capitals_min;; capitals -= 0.3F) {
        style = with_capitals(canvas.panel, Face::strong, capitals, 1.1F);
        if (canvas.text.measure(view.alarm, style, strip.w, 1).fits) break;
        if (style.size * cap_height < canvas.mm(capitals_min)) break;
    }
    const Block words = canvas.text.wrap(view.alarm, style, strip.w, 1);
    canvas.letters(words, strip, strip.middle().y - words.height() / 2, Align::left,
                   canvas.theme.ink);
    canvas.note(Role::text, "alarm", view.alarm, strip);
}

// What it is about and how much more fits; or the characters that letters may become.
void draw_top(Canvas& canvas, const WritingView& view, const Plan& place) {
    const Theme& theme = canvas.theme;
    if (!view.candidates.empty()) {
        for (const PlacedKey& key : lay_out_candidates(view.candidates, view.keys.candidate_turns,
                                                       place.strip, canvas.panel))
            draw_key(canvas, view, key);
        return;
    }
    if (is_brief(view, canvas.panel) && !view.alarm.empty())
        return draw_alarm_on_top(canvas, view, place.strip);
    const Style note = note_style(canvas.panel);
    const Style& heading = place.heading_style;
    const Block title = canvas.text.wrap(view.heading, heading, place.heading.w, heading_lines_max);
    const float line = place.heading.y + heading.size * latin_over;
    canvas.letters(title, place.heading, line, Align::left, theme.ink);
    canvas.note(Role::heading, "heading", view.heading, place.heading);
    const Block left = canvas.text.wrap(view.left, note, place.left.w, 1);
    canvas.letters(left, {place.left.right() - left.width, place.left.y, left.width, place.left.h},
                   line + heading.size * cap_height - note.size * cap_height, Align::left,
                   theme.soft_ink);
    canvas.note(Role::text, "left", view.left, place.left);
}

}  // namespace

void draw_writing(Canvas& canvas, const WritingView& view) {
    const Panel& panel = canvas.panel;
    const Plan place = plan(canvas, view);

    draw_top(canvas, view, place);
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
