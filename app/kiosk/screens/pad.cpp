#include <algorithm>
#include <string>
#include <vector>

#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

// Read at arm's length by those who know it: smaller than what a shopper reads in passing.
constexpr float card_capitals_min = 3.2F;
constexpr float note_capitals_min = 2.8F;
constexpr float key_capitals = 2.8F;
// Cards as high as this have their icon over the words.
constexpr float tall_card = 27;

enum class Place { over, above, beside };  // of a card's icon; over begins where reading does

struct Row {
    const std::vector<PadCard>* cards = nullptr;
    std::size_t first = 0, count = 0;
    std::size_t columns = 1;
    float weight = 1;  // its share of the room beyond the least
    float y = 0, h = 0;
};

// How all cards of one kind are set.
struct Look {
    Place place = Place::beside;
    Style label;
    float icon = 0;
    float padding = 0;
    int lines = 2;
};

float key_size(const Canvas& canvas) {
    return key_capitals * std::max(1.F, 1.3F * scale_of(canvas.panel));
}
float key_room(const Canvas& canvas) { return canvas.mm(key_size(canvas) * 2); }

Rect label_room(const Canvas& canvas, const Rect& box, const Look& look, bool key) {
    Rect room = box.inset(look.padding);
    if (look.place == Place::beside) {
        room.x += look.icon + look.padding * 0.8F;
        room.w -= look.icon + look.padding * 0.8F + (key ? key_room(canvas) * 0.5F : 0);
    } else {
        room.y += look.icon + look.padding * 0.7F;
        room.h -= look.icon + look.padding * 0.7F;
    }
    return room;
}

bool fits(Canvas& canvas, const Row& row, float width, const Look& look) {
    for (std::size_t index = row.first; index < row.first + row.count; ++index) {
        const PadCard& card = (*row.cards)[index];
        const Rect room = label_room(canvas, {0, 0, width, row.h}, look, !card.key.empty());
        const auto measure = canvas.text.measure(card.label, look.label, room.w, look.lines);
        const float air = look.label.size * (latin_over + latin_under) * 0.6F;
        if (!measure.fits || measure.height + air > room.h) return false;
    }
    return true;
}

// As large as the longest label of its rows allows.
Look look_for(Canvas& canvas, const std::vector<Row>& rows, float width, Place place) {
    const float scale = scale_of(canvas.panel);
    Look look;
    const bool above = place == Place::above;
    const float largest = std::clamp(5 * scale, card_capitals_min, 7.F);
    for (float capitals = largest;; capitals -= 0.2F) {
        look.label = with_capitals(canvas.panel, Face::strong, capitals, 1.2F);
        look.place = place;
        look.icon = look.label.size * (place == Place::over ? 1.75F : above ? 1.35F : 1.55F);
        look.padding = std::min(canvas.mm(std::clamp(4.2F * scale, 2.2F, 6.F)), rows[0].h * 0.12F);
        look.lines = above && rows[0].h < canvas.mm(24) ? 2 : 3;
        const bool all = std::ranges::all_of(
            rows, [&](const Row& row) { return fits(canvas, row, width, look); });
        if (all || capitals <= 2.2F) return look;
    }
}

struct CardColours {
    Colour fill, edge, text, icon, key;
};

CardColours colours_of(const Canvas& canvas, const PadCard& card, bool main) {
    const Theme& theme = canvas.theme;
    if (!card.enabled)
        return {theme.quiet, theme.hairline, theme.soft_ink, theme.soft_ink, theme.soft_ink};
    if (card.chosen) return {theme.sun, theme.sun, theme.paper, theme.paper, theme.paper};
    if (canvas.feel.pressed == card.id)
        return {theme.leaf_tint, theme.leaf_ink, theme.ink, theme.leaf_ink, theme.soft_ink};
    if (main) return {theme.leaf, theme.leaf_ink, theme.on_leaf, theme.on_leaf, theme.on_leaf};
    return {theme.card, theme.edge, theme.ink, theme.leaf_ink, theme.soft_ink};
}

void draw_card(Canvas& canvas, const PadCard& card, const Rect& box, const Look& look,
               bool main = false) {
    const CardColours colours = colours_of(canvas, card, main);
    const float radius = std::min(canvas.mm(canvas.theme.radius * 0.75F), box.h * 0.22F);
    canvas.fill(box, colours.fill, radius);
    canvas.outline(box, colours.edge, radius, canvas.mm(canvas.theme.edge_width));
    const Rect room = label_room(canvas, box, look, !card.key.empty());
    const Block label = canvas.text.wrap(card.label, look.label, room.w, look.lines);
    if (look.place == Place::beside) {
        const float x = box.x + look.padding;
        canvas.icon(card.icon, {x, box.middle().y - look.icon / 2, look.icon, look.icon},
                    colours.icon);
        canvas.letters(label, room, box.middle().y - label.height() / 2, Align::left, colours.text);
    } else {
        const float between = look.padding * 0.7F;
        const float all = look.icon + between + label.height();
        const float top = box.middle().y - all / 2;
        const bool over = look.place == Place::over;
        const float x = over ? box.x + look.padding : box.middle().x - look.icon / 2;
        canvas.icon(card.icon, {x, top, look.icon, look.icon}, colours.icon);
        canvas.letters(label, room, top + look.icon + between, over ? Align::left : Align::centre,
                       colours.text);
    }
    if (!card.key.empty()) {
        const Style small = with_capitals(canvas.panel, Face::strong, key_size(canvas), 1.1F);
        // As wide as the other signs are.
        const Block key = canvas.text.wrap(card.key == "-" ? "−" : card.key, small, box.w, 1);
        const float inset = canvas.mm(2.2F);
        canvas.letters(key, {box.right() - inset - key.width, box.y, key.width, box.h},
                       box.y + inset, Align::left, colours.key);
    }
    canvas.note({Role::button, card.id, card.label, box, card.enabled, card.chosen, {}});
}

Rect cell(const Canvas& canvas, const Row& row, Rect room, std::size_t index) {
    const float gap = canvas.mm(gap_min);
    const auto across = static_cast<float>(row.columns);
    const float width = (room.w - (across - 1) * gap) / across;
    return {room.x + static_cast<float>(index) * (width + gap), row.y, width, row.h};
}

void draw_rows(Canvas& canvas, const std::vector<Row>& rows, Rect room, Place place) {
    if (rows.empty()) return;
    const Look look = look_for(canvas, rows, cell(canvas, rows[0], room, 0).w, place);
    for (const Row& row : rows)
        for (std::size_t index = 0; index < row.count; ++index)
            draw_card(canvas, (*row.cards)[row.first + index], cell(canvas, row, room, index),
                      look);
}

std::vector<Row> rows_of(const std::vector<PadCard>& cards, std::size_t columns,
                         std::size_t rows_min, float weight) {
    std::vector<Row> rows;
    for (std::size_t first = 0; first < cards.size() || rows.size() < rows_min; first += columns) {
        const std::size_t count =
            first < cards.size() ? std::min(columns, cards.size() - first) : 0;
        rows.push_back({&cards, first, count, columns, weight, 0, 0});
    }
    return rows;
}

// Rows in `room`, each at least as high as a finger, by their weights beyond that.
void stack(Canvas& canvas, const std::vector<Row*>& rows, Rect room) {
    const float gap = canvas.mm(gap_min);
    const float least = canvas.mm(target_min);
    const auto count = static_cast<float>(rows.size());
    float weights = 0;
    for (const Row* row : rows) weights += row->weight;
    const float spare = std::max(0.F, room.h - count * least - (count - 1) * gap);
    float y = room.y;
    for (Row* row : rows) {
        row->y = y;
        row->h = least + spare * row->weight / weights;
        y += row->h + gap;
    }
}

// One line; smaller where a language needs it.
Block one_line(Canvas& canvas, const std::string& text, Face face, float largest, float least,
               float width) {
    Block block;
    for (float capitals = largest;; capitals -= 0.2F) {
        block = canvas.text.wrap(text, with_capitals(canvas.panel, face, capitals, 1.2F), width, 1);
        if ((block.fits && block.width <= width) || capitals <= least) return block;
    }
}

}  // namespace

void draw_pad(Canvas& canvas, const PadView& view) {
    const Theme& theme = canvas.theme;
    const Panel& panel = canvas.panel;
    const float scale = scale_of(panel);
    const bool narrow = panel.narrow();
    const float gap = canvas.mm(gap_min);
    const Rect room = canvas.whole().inset(canvas.mm(std::max(margin_min, 8.5F * scale)));

    // What it is, and beside it, or below where that is narrow, what came of it.
    const float title_width = narrow ? room.w : room.w * 0.46F;
    const Block title = one_line(canvas, view.heading, Face::display,
                                 std::clamp(7.4F * scale, 4.6F, 9.F), 3, title_width);
    const float status_room = narrow ? room.w : room.w - title_width - gap;
    const float mark = view.mark == Mark::none ? 0 : canvas.mm(std::clamp(6 * scale, 4.F, 8.F));
    const float beside_mark = mark > 0 ? mark * 1.3F : 0;
    const Block status =
        one_line(canvas, view.status, Face::plain, std::clamp(4.6F * scale, card_capitals_min, 6.F),
                 2.2F, status_room - beside_mark);
    const auto tall = [](const Block& block) {
        return block.height() + block.style.size * (latin_over + latin_under);
    };
    const float head = std::max(tall(title), narrow ? 0 : tall(status));
    const float line = room.y + title.style.size * latin_over;
    canvas.letters(title, {room.x, room.y, title_width, head}, line, Align::left, theme.ink);
    canvas.note(Role::heading, "heading", view.heading, {room.x, room.y, title_width, head});
    const float baseline = line + title.height();
    const float top =
        narrow ? room.y + head + status.style.size * latin_over : baseline - status.height();
    const float start = narrow ? room.x : room.right() - status.width - beside_mark;
    const Colour said = view.mark == Mark::fine      ? theme.leaf_ink
                        : view.mark == Mark::trouble ? theme.sun
                                                     : theme.soft_ink;
    if (mark > 0)
        canvas.icon(view.mark == Mark::fine ? "check-circle" : "alert-circle",
                    {start, top + status.height() / 2 - mark / 2, mark, mark}, said);
    canvas.letters(status, {start + beside_mark, top, status.width, status.height()}, top,
                   Align::left, said);
    const float status_foot = top + status.height() + status.style.size * latin_under;
    const Rect status_box = narrow
                                ? Rect{room.x, room.y + head, room.w, status_foot - room.y - head}
                                : Rect{room.x + title_width + gap, room.y, status_room, head};
    canvas.note(Role::text, "status", view.status, status_box);

    // What it never does, at the foot.
    Style small =
        with_capitals(panel, Face::plain, std::clamp(3.6F * scale, note_capitals_min, 4.8F), 1.25F);
    const Block note = canvas.text.wrap(view.note, small, room.w, 2);
    const float note_top = room.bottom() - note.height() - small.size * latin_under;

    Rect middle = room;
    middle.y = std::max(room.y + head, narrow ? status_foot : 0.F) + gap;
    middle.h = note_top - small.size * latin_over - gap * 0.6F - middle.y;

    auto topics = rows_of(view.topics, narrow ? 2 : 4, narrow ? 4 : 2, 1.4F);
    auto tones = rows_of(view.tones, 4, 1, 0.7F);
    const std::size_t across = view.actions.size();
    // The words stand beside the other actions where there is room, as wide as two of them.
    Row words{nullptr, 0, 0, 1, 0.3F, 0, 0};
    Row actions{&view.actions, 0, across, narrow ? across : across + 2, 0.3F, 0, 0};
    std::vector<Row*> all;
    for (Row& row : topics) all.push_back(&row);
    for (Row& row : tones) all.push_back(&row);
    if (narrow) all.push_back(&words);
    all.push_back(&actions);
    stack(canvas, all, middle);

    const bool tall_cards = topics[0].h >= canvas.mm(tall_card);
    draw_rows(canvas, topics, middle, tall_cards ? Place::over : Place::beside);
    draw_rows(canvas, tones, middle, narrow ? Place::above : Place::beside);

    Rect words_box = cell(canvas, narrow ? words : actions, middle, 0);
    Rect rest = middle;
    if (!narrow) {
        const float one = words_box.w + gap;
        words_box.w += one;
        rest.x += 2 * one;
        rest.w -= 2 * one;
        actions.columns = across;
    }
    // What is said aloud shares their place.
    std::vector<PadCard> more{view.words};
    if (view.voice) more.push_back(*view.voice);
    words.cards = &more;
    words.count = words.columns = more.size();
    words.y = words_box.y;
    words.h = words_box.h;
    const float width = cell(canvas, words, words_box, 0).w;
    const bool alike = view.voice && !narrow;
    const Look look = look_for(canvas, {words}, width, alike ? Place::above : Place::beside);
    for (std::size_t index = 0; index < more.size(); ++index)
        draw_card(canvas, more[index], cell(canvas, words, words_box, index), look, index == 0);
    draw_rows(canvas, {actions}, rest, Place::above);

    canvas.letters(note, {room.x, note_top, room.w, note.height()}, note_top, Align::left,
                   theme.soft_ink);
    const float over = small.size * latin_over;
    canvas.note(Role::text, "note", view.note,
                {room.x, note_top - over, room.w, room.bottom() - note_top + over});
}

}  // namespace earshot::app
