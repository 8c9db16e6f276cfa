#include "app/kiosk/screens/cards.h"
#include "app/kiosk/screens/screens.h"
#include "app/kiosk/widgets.h"

namespace earshot::app {

void draw_menu(Canvas& canvas, const MenuView& view) {
    const PageWanted wanted = to_page(view);
    const PageLayout layout = lay_out(wanted, canvas.panel, canvas.text);
    const bool warns = view.which == Menu::warning;
    const auto draw_way_back = [&] {
        draw_button(canvas,
                    {warns ? "skip" : "back", view.back.now, warns ? "" : "arrow-left",
                     std::nullopt, ButtonLook::outlined, view.live},
                    layout.skip, layout.button, layout.radius);
    };
    draw_heading(canvas, wanted, layout);
    draw_note(canvas, wanted, layout);
    if (ways_beside_heading(layout)) draw_way_back();
    draw_cards(canvas, {wanted, layout, view.live, false, view.more, view.back});
    if (!ways_beside_heading(layout)) draw_way_back();
}

}  // namespace earshot::app
