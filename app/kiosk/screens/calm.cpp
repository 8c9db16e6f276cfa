#include <algorithm>
#include <array>
#include <string_view>

#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

std::string_view icon_for(Calm which) {
    switch (which) {
        case Calm::resting:
            return "hand-wave";
        case Calm::closed:
            return "sleep";
        case Calm::enrol:
            return "link-variant";
        case Calm::fault:
            return "hand-heart";
    }
    return "";
}

// What the installer types, each on its own strip.
void draw_commands(Canvas& canvas, const CalmView& view, Rect room, float y) {
    const float scale = scale_of(canvas.panel);
    const float padding = canvas.mm(4 * scale);
    for (std::size_t index = 0; index < view.commands.size(); ++index) {
        Style style = with_capitals(canvas.panel, Face::strong, 4.2F * scale, 1.35F);
        Block words = canvas.text.wrap(view.commands[index], style, room.w - 2 * padding, 2);
        const Rect box{room.x, y, room.w, words.height() + 2.2F * padding};
        canvas.fill(box, canvas.theme.card, canvas.mm(3));
        canvas.outline(box, canvas.theme.hairline, canvas.mm(3),
                       canvas.mm(canvas.theme.edge_width));
        canvas.letters(words, box.inset(padding), box.middle().y - words.height() / 2, Align::left,
                       canvas.theme.ink);
        canvas.note(Role::text, "command", view.commands[index], box);
        y += box.h + canvas.mm(gap_min);
    }
}

struct Draw {
    Canvas& canvas;
    void operator()(const QuestionView& view) const {
        view.menu == Menu::language ? draw_languages(canvas, view) : draw_question(canvas, view);
    }
    void operator()(const ThanksView& view) const { draw_thanks(canvas, view); }
    void operator()(const CalmView& view) const { draw_calm(canvas, view); }
    void operator()(const DarkView&) const { draw_dark(canvas); }
};

}  // namespace

void draw_calm(Canvas& canvas, const CalmView& view) {
    const Theme& theme = canvas.theme;
    const float scale = scale_of(canvas.panel);
    canvas.fill(canvas.whole(), theme.paper);
    const float margin = canvas.mm(margin_of(canvas.panel) * 1.6F);
    Rect room = canvas.whole().inset(margin);
    // Lines of a length that is read in one go.
    room.w = std::min(room.w, canvas.mm(230 * scale));

    const float square = canvas.mm(26 * scale);
    const Style heading = with_capitals(canvas.panel, Face::display, 12 * scale, 1.12F);
    const Style plain = with_capitals(canvas.panel, Face::plain,
                                      std::clamp(5.8F * scale, capitals_min, 8.F), 1.42F);
    const Block title = canvas.text.wrap(view.heading, heading, room.w, 2, true);
    const Block words = canvas.text.wrap(view.text, plain, room.w, 6);
    const float below = static_cast<float>(view.commands.size()) * canvas.mm(17 * scale);
    const float all = square + canvas.mm(12 * scale) + title.height() + canvas.mm(9 * scale) +
                      words.height() + below;
    float y = room.y + (room.h - all) * 0.44F;

    const Rect mark{room.x, y, square, square};
    canvas.fill(mark, theme.leaf_tint, square * 0.28F);
    canvas.icon(icon_for(view.which), mark.inset(square * 0.22F), theme.leaf);
    canvas.note(Role::image, "mark", "", mark);
    y += square + canvas.mm(12 * scale);
    canvas.letters(title, room, y, Align::left, theme.ink);
    canvas.note(Role::heading, "heading", view.heading, {room.x, y, room.w, title.height()});
    y += title.height() + canvas.mm(9 * scale);
    canvas.letters(words, room, y, Align::left, theme.soft_ink);
    if (!view.text.empty())
        canvas.note(Role::text, "text", view.text, {room.x, y, room.w, words.height()});
    y += words.height() + canvas.mm(9 * scale);
    draw_commands(canvas, view, room, y);
}

void draw_screen(Canvas& canvas, const View& view) {
    canvas.speak(view.locale);
    std::visit(Draw{canvas}, view.screen);
}

}  // namespace earshot::app
