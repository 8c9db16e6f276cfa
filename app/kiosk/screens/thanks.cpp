#include <algorithm>

#include "app/kiosk/screens/screens.h"
#include "app/kiosk/screens/ways.h"
#include "app/kiosk/sizes.h"
#include "app/kiosk/widgets.h"

namespace earshot::app {
namespace {

void draw_tick(Canvas& canvas, Rect disc) {
    canvas.circle(disc.middle(), disc.w / 2, canvas.theme.sun);
    canvas.icon("check-bold", disc.inset(disc.w * 0.2F), canvas.theme.leaf);
    canvas.note(Role::image, "tick", "", disc);
}

// What others said, and how many of them as a bar.
struct Others {
    Block words;
    float padding, between, bar;

    float height() const { return 2 * padding + words.height() + between + bar; }
};

Others others_in(Canvas& canvas, const ThanksView& view, float width) {
    const float scale = scale_of(canvas.panel);
    const float padding = canvas.mm(std::clamp(9 * scale, 6.F, 12.F));
    const Style style = with_capitals(canvas.panel, Face::strong,
                                      std::clamp(5.8F * scale, capitals_min, 8.F), 1.25F);
    return {canvas.text.wrap(view.others, style, width - 2 * padding, 3, true), padding,
            view.share ? style.size * 0.9F : 0,
            view.share ? canvas.mm(std::clamp(5 * scale, 4.F, 7.F)) : 0};
}

// A notice takes what room there is; a word on others only what it needs.
float card_height(Canvas& canvas, const ThanksView& view, float width, float room) {
    return view.notice ? room : std::min(room * 2, others_in(canvas, view, width).height());
}

// What others said, or what was done: the thank-you card.
void draw_card(Canvas& canvas, const ThanksView& view, Rect box) {
    const float radius = canvas.mm(std::clamp(7 * scale_of(canvas.panel), 5.F, 9.F));
    if (view.notice) {
        draw_notice(canvas, *view.notice, box, radius, true);
        return;
    }
    canvas.fill(box, canvas.theme.leaf_deep, radius);
    const Others others = others_in(canvas, view, box.w);
    const Rect room = box.inset(others.padding);
    const Rect words{room.x, room.y, room.w, others.words.height()};
    canvas.letters(others.words, room, words.y, Align::left, canvas.theme.on_leaf);
    if (!view.share) {
        canvas.note(Role::text, "others", view.others, box);
        return;
    }
    const Rect bar{room.x, words.bottom() + others.between, room.w, others.bar};
    draw_meter(canvas, *view.share, bar);
    const float half = bar.y - others.between / 2;
    canvas.note(Role::text, "others", view.others, {box.x, box.y, box.w, half - box.y});
    canvas.note(Role::meter, "share", view.others, {box.x, half, box.w, box.bottom() - half});
}

void draw_done(Canvas& canvas, const ThanksView& view, Rect box) {
    const float scale = scale_of(canvas.panel);
    draw_button(canvas, {"done", view.done, "", std::nullopt, ButtonLook::white}, box,
                with_capitals(canvas.panel, Face::strong,
                              std::clamp(5.4F * scale, capitals_min, 7.F), 1.2F),
                canvas.mm(std::clamp(6 * scale, 4.F, 8.F)));
}

// Tick, thanks and whose eyes it reaches, one under the other.
struct Thanked {
    float disc = 0, under_disc = 0, under_heading = 0;
    Block heading, line;

    float height() const {
        return disc + under_disc + heading.height() + under_heading + line.height();
    }
};

// As large as the room allows; the tick gives way first.
Thanked thank(Canvas& canvas, const ThanksView& view, const Rect& room) {
    Thanked thanked;
    for (const bool tick : {true, false})
        for (const float size : {1.F, 0.9F, 0.8F, 0.7F, 0.6F, 0.5F}) {
            const float scale = scale_of(canvas.panel) * size;
            thanked.disc = tick ? canvas.mm(28 * scale) : 0;
            thanked.under_disc = tick ? canvas.mm(13 * scale) : 0;
            thanked.under_heading = canvas.mm(12.5F * scale);
            thanked.heading =
                canvas.text.wrap(view.heading,
                                 with_capitals(canvas.panel, Face::display,
                                               std::max(capitals_min, 15 * scale), 1.1F),
                                 room.w, 2, true);
            thanked.line =
                canvas.text.wrap(view.line,
                                 with_capitals(canvas.panel, Face::plain,
                                               std::clamp(6.2F * scale, capitals_min, 8.5F), 1.38F),
                                 room.w, 4, true);
            const float descent = thanked.line.style.size * 0.3F;
            if (thanked.heading.fits && thanked.line.fits && thanked.height() + descent <= room.h)
                return thanked;
        }
    // Large letters on the narrowest panel: the thanks alone.
    thanked.line.lines.clear();
    return thanked;
}

void draw_words(Canvas& canvas, const ThanksView& view, Rect room, float where) {
    const Thanked thanked = thank(canvas, view, room);
    float y = room.y + std::max(0.0F, (room.h - thanked.height()) * where);
    if (thanked.disc > 0) draw_tick(canvas, {room.x, y, thanked.disc, thanked.disc});
    y += thanked.disc + thanked.under_disc;
    const auto say = [&](Role role, const std::string& id, const std::string& words,
                         const Block& block, Colour colour) {
        const Rect box{room.x, y, room.w, block.height()};
        canvas.letters(block, box, box.y, Align::left, colour);
        canvas.note(role, id, words, box);
        y += block.height();
    };
    say(Role::heading, "heading", view.heading, thanked.heading, canvas.theme.on_leaf);
    if (thanked.line.lines.empty()) return;
    y += thanked.under_heading;
    say(Role::text, "line", view.line, thanked.line, canvas.theme.soft_on_leaf);
}

// Where the shopper may go on to: what may be added, and away.
struct Ways {
    std::vector<WayView> ways;
    WaysLayout layout;
    Point from;
    Rect above;  // what is left of the room
};

Ways ways_below(Canvas& canvas, std::vector<WayView> ways, const Rect& room) {
    Ways below{std::move(ways), {}, {}, room};
    if (below.ways.empty()) return below;
    below.layout = lay_out_ways(canvas, below.ways, room.w);
    below.from = {room.x, room.bottom() - below.layout.whole_height()};
    below.above.h =
        below.from.y - room.y - canvas.mm(std::max(gap_min, 7 * scale_of(canvas.panel)));
    return below;
}

void draw_landscape(Canvas& canvas, const ThanksView& view, const Rect& room, bool has_card) {
    const float gap = canvas.mm(std::max(gap_min, 12 * scale_of(canvas.panel)));
    const float half = (room.w - gap) / 2;
    const float button = canvas.mm(std::max(target_min, 24 * scale_of(canvas.panel)));
    if (!has_card) {
        const float words = room.h - button - gap;
        draw_words(canvas, view, {room.x, room.y, room.w * 0.8F, words}, 0.55F);
        draw_done(canvas, view, {room.x, room.bottom() - button, half * 0.7F, button});
        return;
    }
    draw_words(canvas, view, {room.x, room.y, half, room.h}, 0.5F);
    const Rect right{room.x + half + gap, room.y, half, room.h};
    const float card = card_height(canvas, view, half, room.h * 0.52F);
    const float between = canvas.mm(std::max(gap_min, 6 * scale_of(canvas.panel)));
    const float top = room.y + (room.h - card - between - button) / 2;
    draw_card(canvas, view, {right.x, top, right.w, card});
    draw_done(canvas, view, {right.x, top + card + between, right.w, button});
}

void draw_portrait(Canvas& canvas, const ThanksView& view, const Rect& room, bool has_card) {
    const float button = canvas.mm(std::max(target_min, 26 * scale_of(canvas.panel)));
    const float between = canvas.mm(std::max(gap_min, 7 * scale_of(canvas.panel)));
    const Rect done{room.x, room.bottom() - button, room.w, button};
    const float card = card_height(canvas, view, room.w, room.h * 0.26F);
    const float words_end = has_card ? done.y - between - card : done.y;
    draw_words(canvas, view, {room.x, room.y, room.w, words_end - room.y}, 0.42F);
    if (has_card) draw_card(canvas, view, {room.x, done.y - between - card, room.w, card});
    draw_done(canvas, view, done);
}

// Whether the thanks stay clear of what stands below them, with room for a card and "done".
bool has_room_for_all(Canvas& canvas, const ThanksView& view, const Rect& room, bool has_card) {
    const bool narrow = canvas.panel.narrow();
    const float gap = canvas.mm(std::max(gap_min, 12 * scale_of(canvas.panel)));
    Rect words = room;
    if (narrow)
        words.h -= canvas.mm(std::max(target_min, 26 * scale_of(canvas.panel))) +
                   canvas.mm(std::max(gap_min, 7 * scale_of(canvas.panel))) +
                   card_height(canvas, view, room.w, room.h * 0.26F);
    else if (has_card)
        words.w = (room.w - gap) / 2;
    const Thanked thanked = thank(canvas, view, words);
    if (thanked.height() + thanked.line.style.size * 0.3F > words.h) return false;
    if (!has_card) return true;
    const float card = others_in(canvas, view, narrow ? room.w : words.w).height();
    return view.notice || card <= room.h * (narrow ? 0.26F : 0.52F);
}

// Nothing but thanks and ways on: for large letters on small panels.
void draw_brief(Canvas& canvas, const ThanksView& view, const Rect& room) {
    std::vector<WayView> all = view.ways;
    all.push_back({"done", view.done, "", true, true});
    const Ways below = ways_below(canvas, std::move(all), room);
    draw_words(canvas, view, below.above, 0.4F);
    draw_ways(canvas, below.ways, below.layout, below.from, true);
}

}  // namespace

void draw_thanks(Canvas& canvas, const ThanksView& view) {
    const bool has_card = view.notice || !view.others.empty();
    const Rect room = canvas.whole().inset(canvas.mm(margin_of(canvas.panel) * 1.5F));
    const Ways below = ways_below(canvas, view.ways, room);
    if (!view.ways.empty() && !has_room_for_all(canvas, view, below.above, has_card))
        return draw_brief(canvas, view, room);
    if (canvas.panel.narrow())
        draw_portrait(canvas, view, below.above, has_card);
    else
        draw_landscape(canvas, view, below.above, has_card);
    draw_ways(canvas, below.ways, below.layout, below.from, true);
}

}  // namespace earshot::app
