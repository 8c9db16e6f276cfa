#include <algorithm>

#include "app/kiosk/screens/screens.h"
#include "app/kiosk/screens/ways.h"
#include "app/kiosk/sizes.h"

namespace earshot::app {
namespace {

// What is asked, one under the other.
struct Asked {
    float mark = 0, between = 0;
    Block title, words;
    float meter = 0;  // with the space above it

    float height() const {
        const float over = mark > 0 ? mark + between : 0;
        return over + title.height() + between + words.height() + words.style.size * latin_under +
               meter;
    }
};

float meter_height(const Canvas& canvas) {
    return canvas.mm(std::max(capitals_min * 2, 12 * scale_of(canvas.panel)));
}

// How loud it is as a row of lights, so that it shows in any colours, and how long beside it.
void draw_voice(Canvas& canvas, const MeterView& meter, Rect box) {
    constexpr int lights = 12;
    const Theme& theme = canvas.theme;
    const Style style = with_capitals(canvas.panel, Face::strong, capitals_min, 1.2F);
    const Block label = canvas.text.wrap(meter.label, style, box.w, 1);
    const Rect bar{box.x, box.y, std::min(box.w, canvas.mm(160)) - label.width - canvas.mm(gap_min),
                   box.h};
    const float pitch = bar.w / lights;
    const int lit = static_cast<int>(meter.share * lights + 0.5F);
    for (int light = 0; light < lights; ++light) {
        const float low = 0.45F + 0.55F * static_cast<float>(light + 1) / lights;
        const float height = bar.h * low;
        const Rect at{bar.x + pitch * static_cast<float>(light), bar.bottom() - height,
                      pitch * 0.62F, height};
        canvas.fill(at, light < lit ? theme.leaf_ink : theme.hairline, at.w * 0.3F);
    }
    canvas.letters(label, {bar.right() + canvas.mm(gap_min), box.y, label.width, box.h},
                   box.middle().y - label.height() / 2, Align::left, theme.ink);
    canvas.note(Role::meter, "meter", meter.label,
                {box.x, box.y, bar.w + canvas.mm(gap_min) + label.width, box.h});
}

// As large as the room allows; the mark gives way first, then distances.
Asked lay_out(Canvas& canvas, const AskView& view, const Rect& room) {
    const float scale = scale_of(canvas.panel);
    const Style heading =
        with_capitals(canvas.panel, Face::display, std::max(capitals_min, 10 * scale), 1.15F);
    const Style plain = with_capitals(canvas.panel, Face::plain,
                                      std::clamp(5.6F * scale, capitals_min, 7.5F), 1.4F);
    const float readable = std::min(room.w, plain.size * 34);
    Asked asked;
    for (const float width : {readable, room.w})
        for (const float mark : {22.F, 0.F})
            for (const float between : {9.F, 5.F}) {
                asked = {canvas.mm(mark * scale), canvas.mm(between * scale),
                         canvas.text.wrap(view.heading, heading, width, 2, true),
                         canvas.text.wrap(view.text, plain, width, 7)};
                if (view.meter) asked.meter = canvas.mm(between * scale) + meter_height(canvas);
                if (asked.title.fits && asked.words.fits && asked.height() <= room.h) return asked;
            }
    return asked;
}

}  // namespace

void draw_asking(Canvas& canvas, const AskView& view) {
    const Theme& theme = canvas.theme;
    const Rect room = canvas.whole().inset(canvas.mm(margin_of(canvas.panel) * 1.3F));
    const WaysLayout ways = lay_out_ways(canvas, view.ways, room.w);
    const Point buttons{room.x, room.bottom() - ways.whole_height()};
    const Rect column{room.x, room.y, room.w, buttons.y - canvas.mm(gap_min) - room.y};
    const Asked asked = lay_out(canvas, view, column);

    float y = column.y + std::max(0.F, (column.h - asked.height()) * 0.45F);
    if (asked.mark > 0) {
        const Rect mark{column.x, y, asked.mark, asked.mark};
        canvas.fill(mark, theme.leaf_tint, asked.mark * 0.28F);
        canvas.icon(view.icon, mark.inset(asked.mark * 0.22F), theme.leaf_ink);
        canvas.note(Role::image, "mark", "", mark);
        y += asked.mark + asked.between;
    }
    canvas.letters(asked.title, column, y, Align::left, theme.ink);
    canvas.note(Role::heading, "heading", view.heading,
                {column.x, y, column.w, asked.title.height()});
    y += asked.title.height() + asked.between;
    canvas.letters(asked.words, column, y, Align::left, theme.ink);
    canvas.note(Role::text, "text", view.text, {column.x, y, column.w, asked.words.height()});
    if (view.meter) {
        const float top = y + asked.words.height() + asked.words.style.size * latin_under +
                          asked.meter - meter_height(canvas);
        draw_voice(canvas, *view.meter, {column.x, top, column.w, meter_height(canvas)});
    }
    draw_ways(canvas, view.ways, ways, buttons, false);
}

}  // namespace earshot::app
