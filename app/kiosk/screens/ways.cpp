#include "app/kiosk/screens/ways.h"

#include <algorithm>

#include "app/kiosk/sizes.h"
#include "app/kiosk/widgets.h"

namespace earshot::app {
namespace {

constexpr int lines_max = 2;

ButtonLook look_of(const WayView& way, bool on_leaf) {
    if (way.main) return on_leaf ? ButtonLook::white : ButtonLook::leaf;
    return on_leaf ? ButtonLook::on_leaf : ButtonLook::outlined;
}

Style style_of(const Canvas& canvas) {
    return with_capitals(canvas.panel, Face::strong,
                         std::clamp(5.2F * scale_of(canvas.panel), capitals_min, 6.5F), 1.25F);
}

// Of the words on a button so wide; widgets.cpp leaves 2 mm on both of its sides.
Block label_on(Canvas& canvas, const WayView& way, float width, bool icons) {
    const Style style = style_of(canvas);
    const float icon = icons && !way.icon.empty() ? style.size * 1.65F : 0;
    return canvas.text.wrap(way.label, style, width - canvas.mm(4) - icon, lines_max, true);
}

}  // namespace

WaysLayout lay_out_ways(Canvas& canvas, const std::vector<WayView>& ways, float width) {
    const float scale = scale_of(canvas.panel);
    const float least = canvas.mm(std::max(target_min, 22 * scale));
    const float gap = canvas.mm(std::max(gap_min, 5 * scale));
    const std::size_t most = canvas.panel.narrow() ? 1 : ways.size();
    WaysLayout layout{1, false, width, least, gap, ways.size()};
    for (std::size_t columns = most; columns > 0; --columns) {
        // No row with one alone beside rows of more.
        if (columns > 1 && ways.size() % columns == 1) continue;
        const auto across = static_cast<float>(columns);
        layout.columns = columns;
        layout.rows = (ways.size() + columns - 1) / columns;
        layout.width = (width - (across - 1) * gap) / across;
        for (const bool icons : {true, false}) {
            layout.icons = icons;
            layout.height = least;
            bool fits = true;
            for (const WayView& way : ways) {
                const Block label = label_on(canvas, way, layout.width, icons);
                fits &= label.fits;
                layout.height = std::max(layout.height, label.height() + label.style.size * 0.9F);
            }
            if (fits) return layout;
        }
    }
    return layout;
}

void draw_ways(Canvas& canvas, const std::vector<WayView>& ways, const WaysLayout& layout,
               Point from, bool on_leaf) {
    const float radius = canvas.mm(std::clamp(6 * scale_of(canvas.panel), 4.F, 8.F));
    for (std::size_t index = 0; index < ways.size(); ++index) {
        const WayView& way = ways[index];
        const auto column = static_cast<float>(index % layout.columns);
        const auto row = static_cast<float>(index / layout.columns);
        const Rect box{from.x + column * (layout.width + layout.gap),
                       from.y + row * (layout.height + layout.gap), layout.width, layout.height};
        draw_button(canvas,
                    {way.id,
                     way.label,
                     layout.icons ? way.icon : "",
                     {},
                     look_of(way, on_leaf),
                     way.enabled},
                    box, style_of(canvas), radius);
    }
}

}  // namespace earshot::app
