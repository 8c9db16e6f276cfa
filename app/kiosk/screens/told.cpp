#include <algorithm>

#include "app/kiosk/screens/screens.h"
#include "app/kiosk/screens/ways.h"
#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

// As large as it can be read out from.
float draw_code(Canvas& canvas, const std::string& code, Rect column, float y) {
    const float scale = scale_of(canvas.panel);
    const Style style = with_capitals(canvas.panel, Face::display, 12 * scale, 1.1F);
    const Block block = canvas.text.wrap(code, style, column.w, 1);
    const float padding = canvas.mm(7 * scale);
    const Rect box{column.x, y, std::min(column.w, block.width + 4 * padding),
                   block.height() + 2 * padding};
    canvas.fill(box, canvas.theme.leaf_deep, canvas.mm(5 * scale));
    canvas.letters(block, box, box.middle().y - block.height() / 2, Align::centre,
                   canvas.theme.on_leaf);
    canvas.note(Role::text, "code", code, box);
    return box.bottom();
}

}  // namespace

void draw_told(Canvas& canvas, const ToldView& view) {
    const Theme& theme = canvas.theme;
    const float scale = scale_of(canvas.panel);
    const Rect room = canvas.whole().inset(canvas.mm(margin_of(canvas.panel) * 1.4F));
    const std::vector<WayView> ways{{"done", view.done, "", true, true}};
    const float width = canvas.panel.narrow() ? room.w : room.w * 0.45F;
    const WaysLayout buttons = lay_out_ways(canvas, ways, width);
    const float button = buttons.whole_height();
    const Rect column{room.x, room.y, std::min(room.w, canvas.mm(260 * scale)), room.h};

    const float disc = canvas.mm(20 * scale);
    const float between = canvas.mm(8 * scale);
    const Style heading = with_capitals(canvas.panel, Face::display, 11 * scale, 1.12F);
    const Style plain = with_capitals(canvas.panel, Face::plain,
                                      std::clamp(5.8F * scale, capitals_min, 8.F), 1.38F);
    const Block title = canvas.text.wrap(view.heading, heading, column.w, 2, true);
    const Block words = canvas.text.wrap(view.text, plain, column.w, 4, true);
    const float code = view.code.empty() ? 0 : canvas.mm(26 * scale) + between;
    const float all = disc + title.height() + words.height() + 2 * between + code;
    float y = room.y + std::max(0.F, (room.h - button - between - all) * 0.45F);

    const Rect tick{column.x, y, disc, disc};
    canvas.circle(tick.middle(), disc / 2, theme.sun);
    canvas.icon("check-bold", tick.inset(disc * 0.2F), theme.leaf);
    canvas.note(Role::image, "tick", "", tick);
    y += disc + between;
    canvas.letters(title, column, y, Align::left, theme.on_leaf);
    canvas.note(Role::heading, "heading", view.heading, {column.x, y, column.w, title.height()});
    y += title.height() + between;
    if (!view.code.empty()) y = draw_code(canvas, view.code, column, y) + between;
    canvas.letters(words, column, y, Align::left, theme.soft_on_leaf);
    canvas.note(Role::text, "text", view.text, {column.x, y, column.w, words.height()});
    draw_ways(canvas, ways, buttons, {room.x, room.bottom() - button}, true);
}

}  // namespace earshot::app
