#include <algorithm>

#include "app/kiosk/screens/screens.h"
#include "app/kiosk/screens/ways.h"
#include "app/kiosk/sizes.h"

namespace earshot::app {

void draw_asking(Canvas& canvas, const AskView& view) {
    const Theme& theme = canvas.theme;
    const float scale = scale_of(canvas.panel);
    canvas.fill(canvas.whole(), theme.paper);
    const bool stacked = canvas.panel.narrow();
    const Rect room = canvas.whole().inset(canvas.mm(margin_of(canvas.panel) * 1.3F));
    const float ways = height_of_ways(canvas, view.ways, stacked);
    const Rect buttons{room.x, room.bottom() - ways, room.w, ways};
    Rect column{room.x, room.y, std::min(room.w, canvas.mm(250 * scale)),
                buttons.y - canvas.mm(6 * scale) - room.y};

    const float square = canvas.mm(22 * scale);
    const Style heading = with_capitals(canvas.panel, Face::display, 10 * scale, 1.15F);
    const Style plain = with_capitals(canvas.panel, Face::plain,
                                      std::clamp(5.6F * scale, capitals_min, 7.5F), 1.4F);
    const Block title = canvas.text.wrap(view.heading, heading, column.w, 2, true);
    const Block words = canvas.text.wrap(view.text, plain, column.w, 6);
    const float between = canvas.mm(9 * scale);
    const float all = square + title.height() + words.height() + 2 * between;
    float y = column.y + std::max(0.F, (column.h - all) * 0.45F);

    const Rect mark{column.x, y, square, square};
    canvas.fill(mark, theme.leaf_tint, square * 0.28F);
    canvas.icon(view.icon, mark.inset(square * 0.22F), theme.leaf_ink);
    canvas.note(Role::image, "mark", "", mark);
    y += square + between;
    canvas.letters(title, column, y, Align::left, theme.ink);
    canvas.note(Role::heading, "heading", view.heading, {column.x, y, column.w, title.height()});
    y += title.height() + between;
    canvas.letters(words, column, y, Align::left, theme.ink);
    canvas.note(Role::text, "text", view.text, {column.x, y, column.w, words.height()});
    draw_ways(canvas, view.ways, buttons, stacked, false);
}

}  // namespace earshot::app
