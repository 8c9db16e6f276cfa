#include "app/kiosk/screens/page_layout.h"

#include <algorithm>

#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

// Two do but for large letters on a small panel.
constexpr int pages_max = 8;
constexpr float heading_leading = 1.12F;
constexpr float note_leading = 1.3F;
constexpr float capitals_step = 0.2F;
constexpr float no_limit = 1e6F;
// A landscape panel lower than this has no room for a row below the cards.
constexpr float low_below = 160;

// What is left out so that the cards have room: less and less stands beside them.
struct Spared {
    bool notice = false;
    bool note = false;
};

struct Room {
    const PageWanted& wanted;
    const Panel& panel;
    Text& text;
    float scale;
    Spared spared;

    float mm(float millimetres) const { return panel.px(millimetres); }
    bool low() const { return !panel.narrow() && panel.mm_height() < low_below; }
    bool shows_notice() const { return wanted.notice != nullptr && !spared.notice; }
    Style style(Face face, float capitals, float leading) const {
        return with_capitals(panel, face, capitals, leading);
    }
};

float widest(Text& text, const Words& words, const Style& style) {
    float width = 0;
    for (const std::string& each : words.every)
        width = std::max(width, text.measure(each, style, no_limit, 1).width);
    return width;
}

float tallest(Text& text, const Words& words, const Style& style, float width, int lines) {
    float height = 0;
    for (const std::string& each : words.every)
        height = std::max(height, text.measure(each, style, width, lines).height);
    return height;
}

struct HeadingStyle {
    Style style;
    int lines = 0;
};

// The largest letters in which the heading takes few lines in every language; one line more where
// even the smallest do not do.
HeadingStyle heading_style(const Room& room, float width, int lines, float largest) {
    for (const int tried : {lines, lines + 1})
        for (float capitals = largest; capitals >= capitals_min; capitals -= capitals_step) {
            const Style style = room.style(Face::display, capitals, heading_leading);
            if (all_fit(room.text, room.wanted.heading, style, width, no_limit, tried))
                return {style, tried};
        }
    return {room.style(Face::display, capitals_min, heading_leading), lines + 1};
}

float button_width(const Room& room, const Words& words, const Style& style) {
    return std::max(room.mm(target_min),
                    widest(room.text, words, style) + room.mm(2 * std::max(4.5F, 6 * room.scale)));
}

// A button with an icon before its letters.
float icon_button_width(const Room& room, const Words& words, const Style& style) {
    return button_width(room, words, style) + style.size * 1.65F;
}

Words own_name(const std::string& name) { return {name, {name}}; }

// Of a button that shows one of the languages.
float widest_name(const Room& room, const Style& style) {
    float width = room.mm(target_min);
    for (const LanguageView& language : room.wanted.languages)
        width = std::max(width, icon_button_width(room, own_name(language.name), style));
    return width;
}

// Of a button that shows all of them, in two lines where one is too long.
float names_width(const Room& room, const Style& style, const Rect& row) {
    const Words names = names_of(room.wanted.languages);
    const float in_one = icon_button_width(room, names, style);
    if (in_one <= row.w) return in_one;
    const float around = in_one - widest(room.text, names, style);
    const Block two = room.text.wrap(names.now, style, row.w - around, 2, true);
    const bool fits = two.fits && two.height() + style.size * 0.8F <= row.h;
    return fits ? two.width + around : in_one;
}

// Side by side from the left where they take no more than the row, else one button for all.
void place_languages(const Room& room, PageLayout& layout, const Rect& row) {
    const auto& languages = room.wanted.languages;
    if (languages.empty()) return;
    std::vector<float> widths;
    float all = -layout.gap;
    for (const LanguageView& language : languages) {
        widths.push_back(button_width(room, own_name(language.name), layout.button));
        all += widths.back() + layout.gap;
    }
    layout.language_buttons = LanguageButtons::each;
    if (all > row.w) {
        layout.language_buttons = LanguageButtons::names;
        widths = {names_width(room, layout.button, row)};
    }
    if (widths.front() > row.w) {
        layout.language_buttons = LanguageButtons::name;
        widths = {std::min(row.w, widest_name(room, layout.button))};
    }
    Rect at = row;
    for (const float width : widths) {
        layout.languages.push_back({at.x, at.y, width, at.h});
        at.x += width + layout.gap;
    }
}

// At the right end of a row, from the right: the language, then access. What is left of the row.
float place_corner(const Room& room, PageLayout& layout, Rect row, LanguageButtons how) {
    float right = row.right();
    if (how != LanguageButtons::none && !room.wanted.languages.empty()) {
        float width = room.mm(target_min);
        if (how == LanguageButtons::name)
            for (const LanguageView& language : room.wanted.languages)
                width = std::max(width,
                                 icon_button_width(room, own_name(language.name), layout.button));
        layout.language_buttons = how;
        layout.languages = {{right - width, row.y, width, row.h}};
        right -= width + layout.gap;
    }
    if (room.wanted.access) {
        layout.access = {right - room.mm(target_min), row.y, room.mm(target_min), row.h};
        right -= room.mm(target_min) + layout.gap;
    }
    return right;
}

// Heading and note from `top`, no lower than `height_min` in all; where room is short the note
// gives way.
void place_header(const Room& room, PageLayout& layout, const Rect& column, float height_min,
                  int lines_wanted, float largest, float note_width) {
    const Words& words = room.wanted.heading;
    const auto [style, lines] = heading_style(room, column.w, lines_wanted, largest);
    const Style note =
        room.style(Face::plain, std::clamp(5 * room.scale, capitals_min, 6.4F), note_leading);
    layout.heading = room.text.wrap(words.now, style, column.w, lines, true);
    const float heading_h = tallest(room.text, words, style, column.w, lines);
    float between = 0;
    float note_h = 0;
    const bool told =
        room.wanted.note != nullptr && !room.spared.note &&
        all_fit(room.text, *room.wanted.note, note, note_width, no_limit, room.low() ? 1 : 2);
    if (told) {
        layout.note = room.text.wrap(room.wanted.note->now, note, note_width, 2, true);
        between = style.size * 0.36F + room.mm(1.2F * room.scale);
        note_h = tallest(room.text, *room.wanted.note, note, note_width, 2);
    }
    const float all = heading_h + between + note_h;
    // Accents of some scripts stand out above.
    const float y = column.y + std::max({style.size * 0.14F, headroom(room.panel, style),
                                         (height_min - all) / 2});
    // The shown heading stands on the note, whatever room another language needs.
    layout.heading_box = {column.x, y + heading_h - layout.heading.height(), column.w,
                          layout.heading.height()};
    layout.note_box = {column.x, y + heading_h + between, note_width, note_h};
}

// The way out, and done beside it, at the right end of a row.
void place_ways_on(const Room& room, PageLayout& layout, const Rect& row, bool stretch) {
    const PageWanted& wanted = room.wanted;
    const float wide = room.mm(2 * 4 * room.scale);
    float skip_w = button_width(room, wanted.way_out, layout.button) + wide;
    float done_w = wanted.done ? icon_button_width(room, *wanted.done, layout.button) + wide : 0;
    if (stretch) {
        skip_w = wanted.done ? (row.w - layout.gap) / 2 : row.w;
        done_w = wanted.done ? skip_w : 0;
    }
    layout.skip = {row.right() - skip_w, row.y, skip_w, row.h};
    if (wanted.done) layout.done = {layout.skip.x - layout.gap - done_w, row.y, done_w, row.h};
}

float ways_begin(const PageLayout& layout) {
    return layout.done.w > 0 ? layout.done.x : layout.skip.x;
}

PageLayout begin(const Room& room) {
    PageLayout layout;
    layout.margin = room.mm(margin_of(room.panel));
    layout.gap = room.mm(std::max(gap_min, 4.6F * room.scale));
    layout.radius = room.mm(std::clamp(6 * room.scale, 4.F, 8.F));
    layout.button = room.style(Face::strong, std::clamp(5 * room.scale, capitals_min, 6.4F), 1.2F);
    return layout;
}

struct Edges {
    float left, right, bottom;
};

Edges edges_of(const Panel& panel, const PageLayout& layout) {
    return {layout.margin, static_cast<float>(panel.width) - layout.margin,
            static_cast<float>(panel.height) - layout.margin};
}

// Everything that is no answer stands beside the heading; where that is too much, in a row below
// the cards. The room that is left for them.
Rect frame_low(const Room& room, PageLayout& layout) {
    const auto [left, right, bottom] = edges_of(room.panel, layout);
    const float bar = room.mm(std::max(target_min, 18.F * room.scale));
    const bool foot = room.wanted.done != nullptr || room.panel.large;
    const Rect row{left, foot ? bottom - bar : layout.margin, right - left, bar};
    place_ways_on(room, layout, row, false);
    const float corner =
        place_corner(room, layout, {left, row.y, ways_begin(layout) - layout.gap - left, bar},
                     LanguageButtons::icon);
    layout.languages_in_foot = foot && !layout.languages.empty();
    const float width = foot ? right - left : corner - left - room.mm(2);
    place_header(room, layout, {left, layout.margin, width, 0}, foot ? 0 : bar, 2, 5.6F, width);
    const float text = std::max(layout.note_box.bottom(), layout.heading_box.bottom());
    const float top = std::max(text + room.mm(1), foot ? 0 : row.bottom()) + layout.gap;
    float end = foot ? row.y - layout.gap : bottom;
    if (room.shows_notice()) {
        layout.notice = {left, end - room.mm(17), right - left, room.mm(17)};
        end = layout.notice.y - layout.gap;
    }
    return {left, top, right - left, end - top};
}

Rect frame_landscape(const Room& room, PageLayout& layout) {
    const auto [left, right, bottom] = edges_of(room.panel, layout);
    const float row = room.mm(std::max(target_min, 24.2F * room.scale));
    const float bar = room.mm(std::max(target_min, 18.F * room.scale));

    const Rect foot{left, bottom - row, right - left, row};
    place_ways_on(room, layout, foot, false);
    const Rect beside{left, foot.y, ways_begin(layout) - layout.gap * 2 - left, row};
    if (room.shows_notice())
        layout.notice = beside;
    else
        place_languages(room, layout, beside);
    layout.languages_in_foot = !layout.languages.empty();
    const Rect head{left, layout.margin, right - left, bar};
    const float corner = place_corner(
        room, layout, head, room.shows_notice() ? LanguageButtons::name : LanguageButtons::none);
    place_header(room, layout, {left, layout.margin + room.mm(room.scale), corner - left, 0}, 0, 2,
                 std::clamp(10.4F * room.scale, 7.F, 14.F), corner - left);
    const float text_end = std::max(layout.note_box.bottom(), layout.heading_box.bottom());
    const float head_end = room.wanted.access || !room.wanted.languages.empty()
                               ? std::max(text_end, head.bottom())
                               : text_end;
    const float top = head_end + room.mm(7 * room.scale);
    return {left, top, right - left, foot.y - layout.gap * 1.3F - top};
}

Rect frame_narrow(const Room& room, PageLayout& layout) {
    auto [left, right, bottom] = edges_of(room.panel, layout);
    const float row = room.mm(std::max(target_min, 22.F * room.scale));
    const float bar = room.mm(std::max(target_min, 18.F * room.scale));

    const Rect head{left, layout.margin, right - left, bar};
    const float corner = place_corner(room, layout, head, LanguageButtons::none);
    place_languages(room, layout, {left, head.y, corner - left, bar});
    const bool has_bar = room.wanted.access || !room.wanted.languages.empty();
    const float below_bar = has_bar ? head.bottom() + room.mm(9 * room.scale) : layout.margin;
    place_header(room, layout, {left, below_bar, right - left, 0}, 0, 3,
                 std::clamp(10.5F * room.scale, 6.F, 14.F), right - left);
    place_ways_on(room, layout, {left, bottom - row, right - left, row}, true);
    bottom -= row + layout.gap;
    if (room.shows_notice()) {
        const float tall = room.mm(std::max(20.F, 24 * room.scale));
        layout.notice = {left, bottom - tall, right - left, tall};
        bottom -= tall + layout.gap;
    }
    const float text_end = std::max(layout.note_box.bottom(), layout.heading_box.bottom());
    const float top = text_end + room.mm(8 * room.scale);
    return {left, top, right - left, bottom - top};
}

PageLayout try_layout(const Room& room, int pages) {
    PageLayout layout = begin(room);
    const Rect area = room.panel.narrow() ? frame_narrow(room, layout)
                      : room.low()        ? frame_low(room, layout)
                                          : frame_landscape(room, layout);
    layout.cards = lay_out_cards({room.wanted.choices, room.wanted.toggles, room.wanted.scale,
                                  room.panel, room.text, layout.gap},
                                 area, pages, room.wanted.page);
    return layout;
}

}  // namespace

Words names_of(const std::vector<LanguageView>& languages) {
    std::string names;
    for (const LanguageView& language : languages)
        names += (names.empty() ? "" : "\u00A0· ") + language.name;
    return {names, {names}};
}

PageWanted to_page(const QuestionView& view) {
    return {view.heading,
            &view.note,
            view.choices,
            view.kind == core::QuestionKind::multiple,
            view.kind == core::QuestionKind::scale,
            view.page,
            view.skip,
            view.done ? &*view.done : nullptr,
            true,
            view.languages,
            view.notice ? &*view.notice : nullptr};
}

PageWanted to_page(const MenuView& view) {
    static const std::vector<LanguageView> none;
    return {view.heading, view.note.now.empty() ? nullptr : &view.note,
            view.items,   view.which != Menu::warning,
            false,        view.page,
            view.back,    nullptr,
            false,        none,
            nullptr};
}

// All on one page, if need be without the notice or the note; else on as few pages as it takes.
PageLayout lay_out(const PageWanted& wanted, const Panel& panel, Text& text) {
    std::optional<PageLayout> best;
    for (int pages = 1; pages <= pages_max; ++pages)
        for (const Spared spared : {Spared{false, false}, {true, false}, {true, true}}) {
            if (spared.notice && !spared.note && wanted.notice == nullptr) continue;
            const Room room{wanted, panel, text, scale_of(panel), spared};
            PageLayout layout = try_layout(room, pages);
            if (layout.cards.legible) return layout;
            if (!best || layout.cards.look.label.size > best->cards.look.label.size) best = layout;
        }
    return *best;
}

}  // namespace earshot::app
