#include "app/kiosk/screens/card_layout.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

// Beyond these many cards a screen is two pages.
constexpr std::size_t cards_max = 12;
constexpr int label_lines_max = 3;
constexpr float label_leading = 1.16F;
// The last resort where a long word meets a small panel.
constexpr float capitals_least = 3.4F;
constexpr float capitals_step = 0.2F;

// From the largest that suits the card to the smallest that is still a picture.
std::vector<float> icon_sizes(const CardsWanted& wanted, const Rect& card, float least) {
    const Panel& panel = wanted.panel;
    const float suits = std::min(card.h * 0.46F, card.w * 0.34F);
    const float largest = std::min(suits, panel.px(std::clamp(24 * scale_of(panel), 12.F, 30.F)));
    std::vector<float> sizes;
    for (float size = largest; size > panel.px(least); size -= panel.px(1.5F))
        sizes.push_back(size);
    sizes.push_back(panel.px(least));
    return sizes;
}

bool fits(const CardsWanted& wanted, const Rect& card, const CardLook& look) {
    const Rect label = label_room(card, look, wanted.toggles);
    return label.w > 0 && std::ranges::all_of(wanted.choices, [&](const ChoiceView& choice) {
               return all_fit(wanted.text, choice.label, look.label, label.w, label.h,
                              label_lines_max);
           });
}

struct Range {
    float from = 0, to = 0;  // millimetres of capitals
    float icon_least = 0;    // millimetres; none where 0
    bool tight = false;
};

bool try_range(const CardsWanted& wanted, const Rect& card, const Range& range, CardLook& look) {
    const Panel& panel = wanted.panel;
    const bool tall = card.h > card.w * 0.6F;
    const std::array places{tall ? IconPlace::above : IconPlace::beside,
                            tall ? IconPlace::beside : IconPlace::above};
    const float side = std::min(card.w, card.h);
    look.padding =
        range.tight ? panel.px(2.2F) : std::clamp(side * 0.13F, panel.px(2.6F), panel.px(8));
    for (float step = range.from; step > range.to - capitals_step / 2; step -= capitals_step) {
        const float capitals = std::max(step, range.to);
        look.label = with_capitals(panel, Face::strong, capitals, label_leading);
        look.place = IconPlace::none;
        look.icon = 0;
        if (range.icon_least == 0 && fits(wanted, card, look)) return true;
        if (range.icon_least == 0) continue;
        for (const float icon : icon_sizes(wanted, card, range.icon_least))
            for (const IconPlace place : places) {
                look.place = place;
                look.icon = icon;
                if (fits(wanted, card, look)) return true;
            }
    }
    return false;
}

// A scale of bare numbers: they are their own picture.
bool is_counting(const std::vector<ChoiceView>& choices) {
    constexpr std::size_t digits_max = 2;
    return std::ranges::all_of(
        choices, [](const ChoiceView& choice) { return choice.label.now.size() <= digits_max; });
}

// Icons give way before words do: first a fair icon with legible letters, then a small one, then
// none, and only then letters below what is legible from a metre.
CardLook card_look(const CardsWanted& wanted, const Rect& card) {
    const float scale = scale_of(wanted.panel);
    CardLook look;
    if (is_counting(wanted.choices)) {
        look.label = with_capitals(wanted.panel, Face::display, 13 * scale, label_leading);
        look.padding = wanted.panel.px(3);
        look.fits = fits(wanted, card, look);
        if (look.fits) return look;
    }
    const bool few = wanted.choices.size() <= 8;
    const float largest = std::clamp((few ? 6.6F : 5.7F) * scale, 5.2F, 8.F);
    const bool icons = std::ranges::any_of(
        wanted.choices, [](const ChoiceView& choice) { return !choice.icon.empty(); });
    const float fair = std::clamp(14 * scale, 11.F, 18.F);
    constexpr float small = 8;
    const auto with_icons = [&](const Range& range) {
        return icons && try_range(wanted, card, range, look);
    };
    const auto alone = [&](const Range& range) { return try_range(wanted, card, range, look); };
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

// Columns to try, the fairest first: as few holes as may be, cards wider than tall.
std::vector<std::size_t> columns_for(std::size_t count, bool narrow, bool scale) {
    if (scale && narrow) return {1};
    if (scale && count <= 5) return {count, 3, 2};
    if (narrow) return count <= 4 ? std::vector<std::size_t>{1, 2} : std::vector<std::size_t>{2, 1};
    constexpr std::array<std::size_t, cards_max + 1> usual{1, 1, 2, 3, 2, 3, 3, 4, 4, 3, 4, 4, 4};
    const std::size_t columns = usual[std::min(count, cards_max)];
    std::vector<std::size_t> tried{columns};
    for (std::size_t fewer = columns; fewer-- > 1;) tried.push_back(fewer);
    return tried;
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
Rect tamed(const CardsWanted& wanted, const Rect& area, std::size_t rows, std::size_t columns) {
    const Panel& panel = wanted.panel;
    const float letters = panel.large ? large_capitals_min / capitals_min : 1;
    const float card_max = panel.px((columns == 1 ? 40.F : 62.F) * scale_of(panel) * letters);
    const auto down = static_cast<float>(rows);
    const float height = std::min(area.h, card_max * down + wanted.gap * (down - 1));
    return {area.x, area.y + (panel.narrow() ? 0 : (area.h - height) / 3), area.w, height};
}

}  // namespace

bool all_fit(Text& text, const Words& words, const Style& style, float width, float height,
             int lines) {
    return std::ranges::all_of(words.every, [&](const std::string& each) {
        const Text::Measure measured = text.measure(each, style, width, lines);
        // A third of an em below the last baseline, for descenders.
        return measured.fits && measured.height + style.size * 0.3F <= height;
    });
}

float toggle_size(const CardLook& look) { return look.label.size * 0.95F; }

Rect icon_room(const Rect& card, const CardLook& look) {
    if (look.place == IconPlace::beside)
        return {card.x + look.padding, card.y + (card.h - look.icon) / 2, look.icon, look.icon};
    return {card.x + look.padding, card.y + look.padding, look.icon, look.icon};
}

Rect label_room(const Rect& card, const CardLook& look, bool toggles) {
    // Letters may come nearer to the upper and lower edge than to the sides, accents nearest.
    const float below = look.padding * 0.7F;
    const float above = std::max(below, look.label.size * latin_over + look.padding * 0.25F);
    Rect room{card.x + look.padding, card.y + above, card.w - 2 * look.padding,
              card.h - above - below};
    if (look.place == IconPlace::beside) {
        const float taken = look.icon + look.padding * 0.8F;
        room.x += taken;
        room.w -= taken;
    }
    if (look.place == IconPlace::above) {
        room.y = card.y + look.icon + look.padding + below;
        room.h = card.bottom() - below - room.y;
    }
    if (toggles && look.place != IconPlace::above)
        room.w -= toggle_size(look) + look.padding * 0.5F;
    return room;
}

CardLayout lay_out_cards(const CardsWanted& wanted, const Rect& area, int pages, int page) {
    assert(!wanted.choices.empty());
    const std::size_t all = wanted.choices.size();
    // With several pages each gives one card to the way to the next.
    const auto allowed = static_cast<std::size_t>(pages);
    const std::size_t on_each = (all + allowed - 1) / allowed;
    const std::size_t of_pages = (all + on_each - 1) / on_each;
    const std::size_t slots = of_pages > 1 ? on_each + 1 : all;
    const auto here = static_cast<std::size_t>(page) % of_pages;

    CardLayout layout;
    layout.first = here * on_each;
    layout.more_goes_back = here + 1 == of_pages;
    const std::size_t shown = std::min(on_each, all - std::min(all, layout.first));
    bool found = false;
    for (const std::size_t columns : columns_for(slots, wanted.panel.narrow(), wanted.scale)) {
        const std::size_t rows = (slots + columns - 1) / columns;
        const Rect used = tamed(wanted, area, rows, columns);
        const Rect card = card_at(0, columns, rows, used, wanted.gap);
        const CardLook look = card_look(wanted, card);
        const Style least = with_capitals(wanted.panel, Face::strong, capitals_min, label_leading);
        const float target = wanted.panel.px(target_min - 0.1F);
        const bool legible = look.fits && slots <= cards_max && card.h >= target &&
                             card.w >= target && look.label.size >= least.size * 0.99F;
        if (found && !legible) continue;
        found = true;
        layout.look = look;
        layout.legible = legible;
        layout.cards.clear();
        for (std::size_t index = 0; index < shown; ++index)
            layout.cards.push_back(card_at(index, columns, rows, used, wanted.gap));
        if (of_pages > 1) {
            // It takes what is left of its row.
            layout.more = card_at(slots - 1, columns, rows, used, wanted.gap);
            layout.more.w = used.right() - layout.more.x;
        }
        if (legible) break;
    }
    return layout;
}

}  // namespace earshot::app
