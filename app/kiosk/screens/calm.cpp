#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

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

// What is said, one below the other, and how tall it is in all.
struct Said {
    float mark = 0;  // side of the picture above; none where 0
    Block heading, text;
    std::vector<Block> commands;  // what the installer types, each on its own strip
    float between = 0, padding = 0;

    float strip(const Block& command) const { return command.height() + 2 * padding; }
    float height() const {
        float all =
            mark + (mark > 0 ? between : 0) + heading.height() + between * 0.8F + text.height();
        for (const Block& command : commands) all += strip(command) + between * 0.5F;
        return all;
    }
    bool fits(const Rect& room) const {
        const auto fit = [](const Block& block) { return block.fits; };
        return heading.fits && text.fits && std::ranges::all_of(commands, fit) &&
               height() + text.style.size * 0.3F <= room.h;
    }
};

Said say_it(Canvas& canvas, const CalmView& view, const Rect& room, float size, bool mark) {
    const Panel& panel = canvas.panel;
    const float scale = scale_of(panel) * size;
    Said said;
    said.between = canvas.mm(11 * scale);
    said.padding = canvas.mm(3.4F * scale);
    said.mark = mark ? canvas.mm(26 * scale) : 0;
    const Style heading =
        with_capitals(panel, Face::display, std::max(capitals_min, 12 * scale), 1.12F);
    const Style plain =
        with_capitals(panel, Face::plain, std::clamp(5.8F * scale, capitals_min, 8.F), 1.42F);
    // For the installer, who stands before it: not enlarged.
    const Style typed{Face::strong, panel.px(std::max(3.6F, 4.2F * scale)) / cap_height, 1.35F};
    said.heading = canvas.text.wrap(view.heading, heading, room.w, 2, true);
    said.text = canvas.text.wrap(view.text, plain, room.w, 7);
    for (const std::string& command : view.commands)
        said.commands.push_back(canvas.text.wrap(command, typed, room.w - 2 * canvas.mm(4), 3));
    return said;
}

// As large as fits, with the picture as long as it does.
Said largest(Canvas& canvas, const CalmView& view, const Rect& room) {
    Said said;
    for (const bool mark : {true, false})
        for (const float size : {1.F, 0.9F, 0.8F, 0.7F, 0.6F, 0.5F, 0.4F}) {
            said = say_it(canvas, view, room, size, mark);
            if (said.fits(room)) return said;
        }
    return said;
}

void draw_commands(Canvas& canvas, const CalmView& view, const Said& said, const Rect& room,
                   float y) {
    for (std::size_t index = 0; index < said.commands.size(); ++index) {
        const Block& words = said.commands[index];
        const Rect box{room.x, y, room.w, said.strip(words)};
        canvas.fill(box, canvas.theme.card, canvas.mm(3));
        canvas.outline(box, canvas.theme.hairline, canvas.mm(3),
                       canvas.mm(canvas.theme.edge_width));
        canvas.letters(words, box.inset(canvas.mm(4)), box.middle().y - words.height() / 2,
                       Align::left, canvas.theme.ink);
        canvas.note(Role::text, "command", view.commands[index], box);
        y += box.h + said.between * 0.5F;
    }
}

// What is the matter, small, at the foot: shoppers need not care, and who can mend it reads it.
class StaffLines {
  public:
    StaffLines(Canvas& canvas, const CalmView& view, Rect room) : canvas_(canvas), view_(view) {
        // In no shopper's letters.
        Panel panel = canvas.panel;
        panel.large = false;
        Style style = with_capitals(panel, Face::plain, capitals_min, 1.3F);
        for (const LineView& line : view.staff) {
            style.face = line.mark == Mark::trouble ? Face::strong : Face::plain;
            blocks_.push_back(canvas.text.wrap(line.text, style, room.w, 3));
            between_ = style.size * 0.7F;
            height_ += blocks_.back().height() + between_;
        }
    }

    // With the space above them; none where there are none.
    float height() const { return blocks_.empty() ? 0 : height_ + 2 * between_; }

    void draw(Rect room) const {
        float y = room.bottom() - height_;
        for (std::size_t index = 0; index < blocks_.size(); ++index) {
            const Block& block = blocks_[index];
            const LineView& line = view_.staff[index];
            canvas_.letters(block, room, y, Align::left, canvas_.theme.soft_ink);
            canvas_.note(Role::text, line.id, line.text, {room.x, y, room.w, block.height()});
            y += block.height() + between_;
        }
    }

  private:
    Canvas& canvas_;
    const CalmView& view_;
    std::vector<Block> blocks_;
    float between_ = 0;
    float height_ = 0;
};

struct Draw {
    Canvas& canvas;
    void operator()(const QuestionView& view) const { draw_question(canvas, view); }
    void operator()(const MenuView& view) const { draw_menu(canvas, view); }
    void operator()(const ThanksView& view) const { draw_thanks(canvas, view); }
    void operator()(const WritingView& view) const { draw_writing(canvas, view); }
    void operator()(const AskView& view) const { draw_asking(canvas, view); }
    void operator()(const ToldView& view) const { draw_told(canvas, view); }
    void operator()(const CalmView& view) const { draw_calm(canvas, view); }
    void operator()(const DarkView&) const { draw_dark(canvas); }
    void operator()(const PinView& view) const { draw_pin(canvas, view); }
    void operator()(const ManagerView& view) const { draw_manager(canvas, view); }
    void operator()(const PadView& view) const { draw_pad(canvas, view); }
};

}  // namespace

void draw_calm(Canvas& canvas, const CalmView& view) {
    const Theme& theme = canvas.theme;
    const float wide = std::min(margin_of(canvas.panel) * 1.6F, canvas.panel.mm_height() * 0.08F);
    const Rect whole = canvas.whole().inset(canvas.mm(std::max(margin_min, wide)));
    const StaffLines staff(canvas, view, whole);
    Rect room = whole;
    room.h -= staff.height();
    // Lines of a length that is read in one go.
    room.w = std::min(room.w, canvas.mm(230 * std::max(0.75F, scale_of(canvas.panel))));
    const Said said = largest(canvas, view, room);

    float y = room.y + std::max(0.F, room.h - said.height()) * 0.44F;
    if (said.mark > 0) {
        const Rect mark{room.x, y, said.mark, said.mark};
        canvas.fill(mark, theme.leaf_tint, said.mark * 0.28F);
        canvas.icon(icon_for(view.which), mark.inset(said.mark * 0.22F), theme.leaf_ink);
        canvas.note(Role::image, "mark", "", mark);
        y += said.mark + said.between;
    }
    canvas.letters(said.heading, room, y, Align::left, theme.ink);
    canvas.note(Role::heading, "heading", view.heading, {room.x, y, room.w, said.heading.height()});
    y += said.heading.height() + said.between * 0.8F;
    canvas.letters(said.text, room, y, Align::left, theme.soft_ink);
    if (!view.text.empty())
        canvas.note(Role::text, "text", view.text, {room.x, y, room.w, said.text.height()});
    y += said.text.height() + said.between * 0.5F;
    draw_commands(canvas, view, said, room, y);
    staff.draw(whole);
}

Colour ground_of(const View& view, const Theme& theme) {
    if (std::holds_alternative<DarkView>(view.screen)) return night;
    const bool thanks = std::holds_alternative<ThanksView>(view.screen) ||
                        std::holds_alternative<ToldView>(view.screen);
    return thanks ? theme.leaf : theme.paper;
}

void draw_screen(Canvas& canvas, const View& view) {
    canvas.speak(view.locale);
    std::visit(Draw{canvas}, view.screen);
}

}  // namespace earshot::app
