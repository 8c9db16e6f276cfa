#include "app/kiosk/screens/question_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

// Beyond these many cards a screen is two pages.
constexpr std::size_t cards_max = 12;
constexpr int label_lines_max = 3;
constexpr float heading_leading = 1.12F;
constexpr float label_leading = 1.16F;
constexpr float note_leading = 1.3F;
// The last resort where a long word meets a small panel.
constexpr float capitals_least = 3.4F;
constexpr float capitals_step = 0.2F;

// A landscape panel lower than this has no room for a row below the cards.
constexpr float low_below = 160;

struct Room {
    const QuestionView& view;
    const Panel& panel;
    Text& text;
    float scale;

    float mm(float millimetres) const { return panel.px(millimetres); }
    bool low() const { return !panel.portrait() && panel.mm_height() < low_below; }
    Style style(Face face, float capitals, float leading) const {
        return with_capitals(panel, face, capitals, leading);
    }
};

bool all_fit(Text& text, const Words& words, const Style& style, float width, float height,
             int lines) {
    return std::ranges::all_of(words.every, [&](const std::string& each) {
        const Text::Measure measured = text.measure(each, style, width, lines);
        // A third of an em below the last baseline, for descenders.
        return measured.fits && measured.height + style.size * 0.3F <= height;
    });
}

float widest(Text& text, const Words& words, const Style& style) {
    float width = 0;
    constexpr float no_limit = 1e6F;
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

// The largest letters in which the heading takes few lines in every language.
Style heading_style(const Room& room, const Words& words, float width, int lines, float largest) {
    constexpr float no_limit = 1e6F;
    Style style;
    for (float capitals = largest; capitals >= capitals_min; capitals -= capitals_step) {
        style = room.style(Face::display, capitals, heading_leading);
        if (all_fit(room.text, words, style, width, no_limit, lines)) return style;
    }
    return style;
}

float button_width(const Room& room, const Words& words, const Style& style) {
    return std::max(room.mm(target_min),
                    widest(room.text, words, style) + room.mm(2 * std::max(4.5F, 6 * room.scale)));
}

// Side by side from the left where they take no more than `most`, else behind one button.
void place_languages(const Room& room, QuestionLayout& layout, Rect row, float most) {
    const auto& languages = room.view.languages;
    if (languages.empty() || room.view.menu != Menu::none) return;
    std::vector<float> widths;
    float all = -layout.gap;
    for (const LanguageView& language : languages) {
        widths.push_back(button_width(room, {language.name, {language.name}}, layout.button));
        all += widths.back() + layout.gap;
    }
    layout.languages_behind_button = languages.size() > 4 || all > most;
    if (layout.languages_behind_button) widths = {room.mm(target_min)};
    for (const float width : widths) {
        layout.languages.push_back({row.x, row.y, width, row.h});
        row.x += width + layout.gap;
    }
}

void place_header_text(const Room& room, QuestionLayout& layout, float left, float top, float width,
                       float height_min, int lines, float largest) {
    const Words& words =
        room.view.menu != Menu::none ? room.view.which_language : room.view.heading;
    const Style style = heading_style(room, words, width, lines, largest);
    const Style note =
        room.style(Face::plain, std::clamp(5 * room.scale, capitals_min, 6.4F), note_leading);
    layout.heading = room.text.wrap(words.now, style, width, lines, true);
    layout.note = room.text.wrap(room.view.note.now, note, width, 2, true);
    const float heading_h = tallest(room.text, words, style, width, lines);
    const float gap = style.size * 0.36F + room.mm(1.2F * room.scale);
    // Where room is short the note gives way: the thank-you says the same.
    const bool told = !room.low() || (heading_h + gap < height_min &&
                                      all_fit(room.text, room.view.note, note, width, 1e6F, 1));
    if (!told) layout.note = {};
    const float between = told ? gap : 0;
    const float note_h = told ? tallest(room.text, room.view.note, note, width, 2) : 0;
    const float all = heading_h + between + note_h;
    const float y = top + std::max(0.0F, (height_min - all) / 2);
    // The shown heading stands on the note, whatever room another language needs.
    layout.heading_box = {left, y + heading_h - layout.heading.height(), width,
                          layout.heading.height()};
    layout.heading_box.y = std::min(layout.heading_box.y, y + heading_h);
    layout.note_box = {left, y + heading_h + between, width, note_h};
}

// Columns to try, the fairest first: as few holes as may be, cards wider than tall.
std::vector<std::size_t> columns_for(std::size_t count, bool portrait, bool scale) {
    if (scale && count <= 5) {
        if (portrait) return {1};
        return {count, 3};
    }
    if (portrait) return count <= 4 ? std::vector<std::size_t>{1} : std::vector<std::size_t>{2};
    constexpr std::array<std::size_t, cards_max + 1> usual{1, 1, 2, 3, 2, 3, 3, 4, 4, 3, 4, 4, 4};
    const std::size_t columns = usual[std::min(count, cards_max)];
    if (columns == 4) return {4, 3};
    return {columns};
}

// From the largest that suits the card to the smallest that is still a picture.
std::vector<float> icon_sizes(const Room& room, const Rect& card, float least) {
    const float suits = std::min(card.h * 0.46F, card.w * 0.34F);
    const float largest = std::min(suits, room.mm(std::clamp(24 * room.scale, 12.F, 30.F)));
    std::vector<float> sizes;
    for (float size = largest; size >= room.mm(least); size -= room.mm(1.5F)) sizes.push_back(size);
    return sizes;
}

bool fits(const Room& room, const Rect& card, const CardLook& look) {
    const bool toggles = room.view.kind == core::QuestionKind::multiple;
    const Rect label = label_room(card, look, toggles);
    return label.w > 0 && std::ranges::all_of(room.view.choices, [&](const ChoiceView& choice) {
               return all_fit(room.text, choice.label, look.label, label.w, label.h,
                              label_lines_max);
           });
}

struct Range {
    float from = 0, to = 0;  // millimetres of capitals
    float icon_least = 0;    // millimetres; none where 0
    bool tight = false;
};

bool try_range(const Room& room, const Rect& card, const Range& range, CardLook& look) {
    const bool tall = card.h > card.w * 0.6F;
    const std::array places{tall ? IconPlace::above : IconPlace::beside,
                            tall ? IconPlace::beside : IconPlace::above};
    const float side = std::min(card.w, card.h);
    look.padding =
        range.tight ? room.mm(2.2F) : std::clamp(side * 0.13F, room.mm(2.6F), room.mm(8));
    for (float capitals = range.from; capitals > range.to - capitals_step / 2;
         capitals -= capitals_step) {
        look.label = room.style(Face::strong, capitals, label_leading);
        look.place = IconPlace::none;
        look.icon = 0;
        if (range.icon_least == 0 && fits(room, card, look)) return true;
        if (range.icon_least == 0) continue;
        for (const float icon : icon_sizes(room, card, range.icon_least))
            for (const IconPlace place : places) {
                look.place = place;
                look.icon = icon;
                if (fits(room, card, look)) return true;
            }
    }
    return false;
}

// A scale of bare numbers: they are their own picture.
bool is_counting(const QuestionView& view) {
    constexpr std::size_t digits_max = 2;
    return std::ranges::all_of(view.choices, [](const ChoiceView& choice) {
        return choice.label.now.size() <= digits_max;
    });
}

// Icons give way before words do: first a fair icon with legible letters, then a small one, then
// none, and only then letters below what is legible from a metre.
CardLook card_look(const Room& room, const Rect& card) {
    CardLook look;
    if (is_counting(room.view)) {
        look.label = room.style(Face::display, 13 * room.scale, label_leading);
        look.padding = room.mm(3);
        look.fits = fits(room, card, look);
        if (look.fits) return look;
    }
    const bool few = room.view.choices.size() <= 8;
    const float largest = std::clamp((few ? 6.6F : 5.7F) * room.scale, 5.2F, 8.F);
    const bool icons = std::ranges::any_of(
        room.view.choices, [](const ChoiceView& choice) { return !choice.icon.empty(); });
    const float fair = std::clamp(14 * room.scale, 11.F, 18.F);
    constexpr float small = 8;
    const auto with_icons = [&](const Range& range) {
        return icons && try_range(room, card, range, look);
    };
    const auto alone = [&](const Range& range) { return try_range(room, card, range, look); };
    look.fits = with_icons({largest, capitals_min, fair}) ||
                with_icons({largest, capitals_min, fair * 0.75F}) ||
                with_icons({largest, capitals_min, small}) ||
                with_icons({capitals_min, capitals_min, small, true}) ||
                alone({icons ? capitals_min + 0.4F : largest, capitals_min, 0, false}) ||
                alone({capitals_min, capitals_min, 0, true}) ||
                with_icons({capitals_min, capitals_least, small, true}) ||
                alone({capitals_min, capitals_least, 0, true});
    return look;
}

Rect card_at(std::size_t index, std::size_t columns, std::size_t rows, const Rect& area,
             float gap) {
    const auto across = static_cast<float>(columns);
    const auto down = static_cast<float>(rows);
    const float w = std::floor((area.w - gap * (across - 1)) / across);
    const float h = std::floor((area.h - gap * (down - 1)) / down);
    return {area.x + static_cast<float>(index % columns) * (w + gap),
            area.y + static_cast<float>(index / columns) * (h + gap), w, h};
}

// Few cards need not fill a large panel: taller than this they stop looking like cards.
Rect tamed(const Room& room, const Rect& area, std::size_t rows, std::size_t columns, float gap) {
    const float card_max = room.mm((columns == 1 ? 40.F : 62.F) * room.scale);
    const auto down = static_cast<float>(rows);
    const float height = std::min(area.h, card_max * down + gap * (down - 1));
    return {area.x, area.y + (room.panel.portrait() ? 0 : (area.h - height) / 3), area.w, height};
}

void place_cards(const Room& room, QuestionLayout& layout, const Rect& area) {
    const std::size_t all = room.view.choices.size();
    const bool pages = all > cards_max;
    // With two pages each gives one card to the way to the other.
    const std::size_t on_first = pages ? cards_max - 1 : all;
    const bool second_page = pages && room.view.page > 0;
    layout.first = second_page ? on_first : 0;
    const std::size_t here = second_page ? std::min(all - on_first, cards_max - 1) : on_first;
    const std::size_t slots = pages ? cards_max : all;
    const bool scale = room.view.kind == core::QuestionKind::scale;

    bool found = false;
    for (const std::size_t columns : columns_for(slots, room.panel.portrait(), scale)) {
        const std::size_t rows = (slots + columns - 1) / columns;
        const Rect used = tamed(room, area, rows, columns, layout.gap);
        const CardLook look = card_look(room, card_at(0, columns, rows, used, layout.gap));
        const Rect card = card_at(0, columns, rows, used, layout.gap);
        const bool legible = look.fits && card.h >= room.mm(target_min - 0.1F) &&
                             look.label.size >= room.mm(capitals_min - 0.05F) / cap_height;
        if (found && !legible) continue;
        found = true;
        layout.look = look;
        layout.cards.clear();
        for (std::size_t index = 0; index < here; ++index)
            layout.cards.push_back(card_at(index, columns, rows, used, layout.gap));
        if (pages) layout.more = card_at(slots - 1, columns, rows, used, layout.gap);
        layout.more_goes_back = second_page;
        if (legible) return;
    }
}

// Skip, and done beside it, at the right end of a row.
void place_ways_on(const Room& room, QuestionLayout& layout, const Rect& row, bool stretch) {
    const QuestionView& view = room.view;
    const Words& way_out = view.menu != Menu::none ? view.back : view.skip;
    const float wide = room.mm(2 * 4 * room.scale);
    float skip_w = button_width(room, way_out, layout.button) + wide;
    float done_w = view.done ? button_width(room, *view.done, layout.button) + wide : 0;
    if (stretch) {
        skip_w = view.done ? (row.w - layout.gap) / 2 : row.w;
        done_w = view.done ? skip_w : 0;
    }
    layout.skip = {row.right() - skip_w, row.y, skip_w, row.h};
    if (view.done) layout.done = {layout.skip.x - layout.gap - done_w, row.y, done_w, row.h};
}

QuestionLayout begin(const Room& room) {
    QuestionLayout layout;
    layout.margin = room.mm(margin_of(room.panel));
    layout.gap = room.mm(std::max(gap_min, 4.6F * room.scale));
    layout.radius = room.mm(std::clamp(6 * room.scale, 4.F, 8.F));
    layout.button = room.style(Face::strong, std::clamp(5 * room.scale, capitals_min, 6.4F), 1.2F);
    return layout;
}

QuestionLayout landscape(const Room& room) {
    QuestionLayout layout = begin(room);
    const float left = layout.margin;
    const float right = static_cast<float>(room.panel.width) - layout.margin;
    const float bottom = static_cast<float>(room.panel.height) - layout.margin;
    const float row = room.mm(std::max(target_min, 21.5F * room.scale));
    const float bar = room.mm(std::max(target_min, 18.F * room.scale));

    if (room.low()) {
        // Everything that is no answer stands beside the heading.
        place_ways_on(room, layout, {left, layout.margin, right - left, bar}, false);
        float controls = (room.view.done ? layout.done.x : layout.skip.x) - layout.gap;
        if (!room.view.languages.empty() && room.view.menu == Menu::none) {
            controls -= room.mm(target_min);
            place_languages(room, layout, {controls, layout.margin, 0, bar}, 0);
        }
        place_header_text(room, layout, left, layout.margin, controls - left - room.mm(5), bar, 2,
                          5.6F);
        const float head = std::max(layout.note_box.bottom() + room.mm(1), layout.margin + bar);
        const float top = head + layout.gap;
        place_cards(room, layout, {left, top, right - left, bottom - top});
        return layout;
    }
    const Rect foot{left, bottom - row, right - left, row};
    place_ways_on(room, layout, foot, false);
    const float taken = right - (room.view.done ? layout.done.x : layout.skip.x);
    place_languages(room, layout, foot, foot.w - taken - room.mm(20));
    place_header_text(room, layout, left, layout.margin + room.mm(room.scale), right - left, 0, 2,
                      std::clamp(10.4F * room.scale, 7.F, 14.F));
    float end = foot.y - layout.gap * 1.3F;
    if (room.view.notice && room.view.menu == Menu::none) {
        const float tall = room.mm(19 * room.scale);
        layout.notice = {left, end - tall, right - left, tall};
        end -= tall + layout.gap;
    }
    const float top = layout.note_box.bottom() + room.mm(8 * room.scale);
    place_cards(room, layout, {left, top, right - left, end - top});
    return layout;
}

QuestionLayout portrait(const Room& room) {
    QuestionLayout layout = begin(room);
    const float left = layout.margin;
    const float right = static_cast<float>(room.panel.width) - layout.margin;
    const float row = room.mm(std::max(target_min, 22.F * room.scale));
    const float bar = room.mm(std::max(target_min, 18.F * room.scale));
    float bottom = static_cast<float>(room.panel.height) - layout.margin;

    place_languages(room, layout, {left, layout.margin, right - left, bar}, right - left);
    const float below_bar =
        layout.languages.empty() ? layout.margin : layout.margin + bar + room.mm(11 * room.scale);
    place_header_text(room, layout, left, below_bar, right - left, 0, 3,
                      std::clamp(10.5F * room.scale, 7.F, 14.F));
    place_ways_on(room, layout, {left, bottom - row, right - left, row}, true);
    bottom -= row + layout.gap;
    if (room.view.notice && room.view.menu == Menu::none) {
        const float tall = room.mm(24 * room.scale);
        layout.notice = {left, bottom - tall, right - left, tall};
        bottom -= tall + layout.gap;
    }
    const float top = layout.note_box.bottom() + room.mm(9 * room.scale);
    place_cards(room, layout, {left, top, right - left, bottom - top});
    return layout;
}

}  // namespace

float toggle_size(const CardLook& look) { return look.label.size * 0.95F; }

Rect icon_room(const Rect& card, const CardLook& look) {
    if (look.place == IconPlace::beside)
        return {card.x + look.padding, card.y + (card.h - look.icon) / 2, look.icon, look.icon};
    return {card.x + look.padding, card.y + look.padding, look.icon, look.icon};
}

Rect label_room(const Rect& card, const CardLook& look, bool toggles) {
    // Letters may come nearer to the upper and lower edge than to the sides.
    const float above = look.padding * 0.7F;
    Rect room{card.x + look.padding, card.y + above, card.w - 2 * look.padding, card.h - 2 * above};
    if (look.place == IconPlace::beside) {
        const float taken = look.icon + look.padding * 0.8F;
        room.x += taken;
        room.w -= taken;
    }
    if (look.place == IconPlace::above) {
        const float taken = look.icon + look.padding;
        room.y += taken;
        room.h -= taken;
    }
    if (toggles && look.place != IconPlace::above)
        room.w -= toggle_size(look) + look.padding * 0.5F;
    return room;
}

QuestionLayout lay_out(const QuestionView& view, const Panel& panel, Text& text) {
    const Room room{view, panel, text, scale_of(panel)};
    return panel.portrait() ? portrait(room) : landscape(room);
}

}  // namespace earshot::app
