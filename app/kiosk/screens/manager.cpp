#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"
#include "app/kiosk/widgets.h"

namespace earshot::app {
namespace {

constexpr int lines_of_one = 5;

std::string_view icon_of(Mark mark) {
    switch (mark) {
        case Mark::fine:
            return "check-circle-outline";
        case Mark::note:
            return "information-outline";
        case Mark::trouble:
            return "alert";
        case Mark::none:
        case Mark::heading:
            break;
    }
    return "";
}

// One of the lines, where it stands within the pages.
struct Placed {
    const LineView* line = nullptr;
    Block block;
    Rect box;
    float icon = 0;
    int page = 0;
};

// Lets lines run down columns, and columns run over pages.
class Flow {
  public:
    Flow(Canvas& canvas, Rect room) : canvas_(canvas), room_(room) {
        const float scale = scale_of(canvas.panel);
        columns_ = canvas.panel.narrow() ? 1 : 2;
        between_ = canvas.mm(8 * scale);
        width_ =
            (room.w - between_ * static_cast<float>(columns_ - 1)) / static_cast<float>(columns_);
        plain_ = with_capitals(canvas.panel, Face::plain, std::clamp(5 * scale, capitals_min, 6.F),
                               1.3F);
        y_ = room.y;
    }

    void add(const LineView& line, const LineView* next) {
        Placed placed = measured(line);
        const bool heading = line.mark == Mark::heading;
        // A heading begins its own column, where there are several, and is no last line.
        const float kept = next && heading ? gap() + measured(*next).box.h : 0;
        if (y_ > room_.y && heading) y_ += gap();
        const bool full = y_ + placed.box.h + kept > room_.bottom();
        if (y_ > room_.y && (full || (heading && columns_ > 1))) break_off();
        placed.box.x = room_.x + static_cast<float>(column_) * (width_ + between_);
        placed.box.y = y_;
        placed.page = page_;
        y_ += placed.box.h + gap();
        placed_.push_back(std::move(placed));
    }

    int pages() const { return page_ + 1; }

    void draw(int page) const {
        for (const Placed& each : placed_)
            if (each.page == page) draw(each);
    }

  private:
    float gap() const { return plain_.size * 0.85F; }

    Placed measured(const LineView& line) const {
        Style style = plain_;
        if (line.mark == Mark::heading || line.mark == Mark::trouble) style.face = Face::strong;
        Placed placed{&line, {}, {}, 0, 0};
        placed.icon = icon_of(line.mark).empty() ? 0 : style.size * 1.1F;
        const float indent = placed.icon > 0 ? placed.icon * 1.4F : 0;
        const float width = width_ - indent;
        // A line may hold a name out of a log, longer than any column.
        placed.block =
            canvas_.text.wrap(line.text, style, width, lines_of_one, false, Cut::long_words);
        placed.box = {0, 0, width_, placed.block.height()};
        return placed;
    }

    void break_off() {
        y_ = room_.y;
        if (++column_ < columns_) return;
        column_ = 0;
        ++page_;
    }

    void draw(const Placed& placed) const {
        const Theme& theme = canvas_.theme;
        const Mark mark = placed.line->mark;
        const Rect& box = placed.box;
        Rect column = box;
        if (placed.icon > 0) {
            const float capital = placed.block.style.size * cap_height;
            const Rect square{box.x, box.y + (capital - placed.icon) / 2, placed.icon, placed.icon};
            canvas_.icon(icon_of(mark), square, mark == Mark::fine ? theme.leaf : theme.ink);
            column.x += placed.icon * 1.4F;
            column.w -= placed.icon * 1.4F;
        }
        const bool loud = mark == Mark::trouble || mark == Mark::heading;
        canvas_.letters(placed.block, column, box.y, Align::left,
                        loud ? theme.ink : theme.soft_ink);
        canvas_.note(Role::text, placed.line->id, placed.line->text, box);
    }

    Canvas& canvas_;
    Rect room_;
    int columns_ = 1;
    float between_ = 0;
    float width_ = 0;
    Style plain_;
    int column_ = 0;
    int page_ = 0;
    float y_ = 0;
    std::vector<Placed> placed_;
};

int columns_of(const Canvas& canvas, int count) {
    return canvas.panel.narrow() ? 2 : std::max(4, count);
}

// Along the foot, in as many rows as they need.
void draw_buttons(Canvas& canvas, const std::vector<Button>& buttons, Rect room) {
    const float gap = canvas.mm(gap_min);
    const int count = static_cast<int>(buttons.size());
    const int a_row = columns_of(canvas, count);
    const int rows = (count + a_row - 1) / a_row;
    const float height = canvas.mm(target_min);
    const float width = std::min(
        (room.w - gap * static_cast<float>(a_row - 1)) / static_cast<float>(a_row), canvas.mm(90));
    const float top = room.bottom() - static_cast<float>(rows) * (height + gap) + gap;
    const Style style = with_capitals(canvas.panel, Face::strong, capitals_min, 1.2F);
    for (int index = 0; index < count; ++index) {
        const auto column = static_cast<float>(index % a_row);
        const int row = index / a_row;
        const Rect box{room.x + column * (width + gap),
                       top + static_cast<float>(row) * (height + gap), width, height};
        draw_button(canvas, buttons[static_cast<std::size_t>(index)], box, style,
                    canvas.mm(canvas.theme.radius) * 0.6F);
    }
}

std::vector<Button> buttons_of(const ManagerView& view, bool pages) {
    std::vector<Button> buttons{{.id = "back", .label = view.back}};
    if (pages) buttons.push_back({.id = "more", .label = view.more});
    if (!view.training.empty())
        buttons.push_back({.id = "training",
                           .label = view.training,
                           .look = view.trains ? ButtonLook::spoken : ButtonLook::outlined});
    if (!view.pad.empty()) buttons.push_back({.id = "pad", .label = view.pad});
    if (!view.exit.empty()) buttons.push_back({.id = "exit", .label = view.exit});
    return buttons;
}

}  // namespace

void draw_manager(Canvas& canvas, const ManagerView& view) {
    const float scale = scale_of(canvas.panel);
    canvas.fill(canvas.whole(), canvas.theme.paper);
    Rect room = canvas.whole().inset(canvas.mm(margin_of(canvas.panel)));
    const Style style =
        with_capitals(canvas.panel, Face::display, std::max(6.4F, 8 * scale), 1.15F);
    const float above = headroom(canvas.panel, style);
    room.y += above;
    room.h -= above;
    const Block title = canvas.text.wrap(view.heading, style, room.w * 0.8F, 1);
    canvas.letters(title, room, room.y, Align::left, canvas.theme.ink);
    canvas.note(Role::heading, "heading", view.heading,
                {room.x, room.y, room.w * 0.8F, title.height()});

    const float between = canvas.mm(std::max(5.F, 8 * scale));
    const int most = static_cast<int>(buttons_of(view, true).size());
    const int a_row = columns_of(canvas, most);
    const auto rows = static_cast<float>((most + a_row - 1) / a_row);
    Rect middle = room;
    middle.y += title.height() + between;
    middle.h = room.bottom() - rows * canvas.mm(target_min + gap_min) - between - middle.y;

    Flow flow(canvas, middle);
    for (std::size_t index = 0; index < view.lines.size(); ++index)
        flow.add(view.lines[index],
                 index + 1 < view.lines.size() ? &view.lines[index + 1] : nullptr);
    const int page = view.turned % flow.pages();
    if (flow.pages() > 1) {
        const std::string number = std::to_string(page + 1) + "/" + std::to_string(flow.pages());
        const Style small = with_capitals(canvas.panel, Face::plain, capitals_min, 1.2F);
        const Block block = canvas.text.wrap(number, small, room.w * 0.2F, 1);
        const Rect box{room.right() - block.width, room.y, block.width, block.height()};
        canvas.letters(block, box, box.y, Align::left, canvas.theme.soft_ink);
        canvas.note(Role::text, "page", number, box);
    }
    flow.draw(page);
    draw_buttons(canvas, buttons_of(view, flow.pages() > 1), room);
}

}  // namespace earshot::app
