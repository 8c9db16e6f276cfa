#include "app/kiosk/screens/cards.h"

#include <algorithm>
#include <string>

#include "app/kiosk/widgets.h"

namespace earshot::app {
namespace {

float filled(const Canvas& canvas, const std::string& id) {
    const auto found = canvas.feel.filled.find(id);
    return found == canvas.feel.filled.end() ? 0 : found->second;
}

struct CardColours {
    Colour fill, edge, text, tint, icon;
};

// A switch is on or off at once; an answer fills its card.
CardColours colours_of(const Canvas& canvas, const ChoiceView& choice, bool answers) {
    const Theme& theme = canvas.theme;
    CardColours rest{theme.card, theme.edge, theme.ink, theme.leaf_tint, theme.leaf_ink};
    if (choice.anchored)
        rest = {theme.quiet, theme.edge, theme.ink, theme.quiet_tint, theme.soft_ink};
    if (canvas.feel.pressed == choice.id) {
        rest.fill = theme.leaf_tint;
        rest.tint = theme.card;
        rest.edge = theme.leaf_ink;
    }
    const CardColours chosen{theme.leaf, theme.leaf_ink, theme.on_leaf,
                             blend(theme.leaf, theme.on_leaf, 0.16F), theme.on_leaf};
    const float on = choice.chosen ? 1 : 0;
    const float share = answers ? filled(canvas, choice.id) : on;
    return {blend(rest.fill, chosen.fill, share), blend(rest.edge, chosen.edge, share),
            blend(rest.text, chosen.text, share), blend(rest.tint, chosen.tint, share),
            blend(rest.icon, chosen.icon, share)};
}

void draw_toggle(Canvas& canvas, const Rect& card, const CardLook& look, const ChoiceView& choice,
                 const CardColours& colours) {
    const float size = toggle_size(look);
    const float inset = look.padding;
    const float y = look.place == IconPlace::above ? card.y + inset : card.middle().y - size / 2;
    const Rect box{card.right() - inset - size, y, size, size};
    canvas.icon(choice.chosen ? "check-circle" : "checkbox-blank-circle-outline", box,
                choice.chosen ? colours.text : canvas.theme.edge);
}

void draw_card(Canvas& canvas, const ChoiceView& choice, const Rect& card,
               const CardsDrawn& drawn) {
    const PageLayout& layout = drawn.layout;
    const CardLook& look = layout.cards.look;
    const bool toggles = drawn.wanted.toggles;
    const CardColours colours = colours_of(canvas, choice, drawn.answers);
    canvas.fill(card, colours.fill, layout.radius);
    canvas.outline(card, colours.edge, layout.radius, canvas.mm(canvas.theme.edge_width));
    const Rect room = label_room(card, look, toggles);
    const Block label = canvas.text.wrap(choice.label.now, look.label, room.w, 3, true);
    // Faces look at the shopper from the middle of their cards, each with its word below.
    const bool face = drawn.wanted.scale && look.place == IconPlace::above;
    const float between = look.icon * 0.35F;
    const float face_top = card.middle().y - (look.icon + between + label.height()) / 2;
    if (look.place != IconPlace::none && !choice.icon.empty()) {
        const Rect square =
            face ? Rect{card.middle().x - look.icon / 2, face_top, look.icon, look.icon}
                 : icon_room(card, look);
        canvas.fill(square, colours.tint, square.w * 0.28F);
        canvas.icon(choice.icon, square.inset(square.w * 0.22F), colours.icon);
    }
    const bool centred = face || (look.place == IconPlace::none && !toggles);
    // Within its room, descenders too; with the picture above it stands at the foot.
    const float lowest = room.bottom() - look.label.size * 0.3F - label.height();
    const float foot = card.bottom() - look.padding - look.label.size * 0.06F - label.height();
    const float middle = std::max(room.y, card.middle().y - label.height() / 2);
    const float aside = look.place == IconPlace::above ? foot : middle;
    const float top = std::min(lowest, face ? face_top + look.icon + between : aside);
    canvas.letters(label, room, top, centred ? Align::centre : Align::left, colours.text);
    if (toggles) draw_toggle(canvas, card, look, choice, colours);
    canvas.note({drawn.answers ? Role::choice : Role::button,
                 choice.id,
                 choice.label.now,
                 card,
                 drawn.live,
                 choice.chosen,
                 {}});
}

}  // namespace

void draw_heading(Canvas& canvas, const PageWanted& wanted, const PageLayout& layout) {
    canvas.letters(layout.heading, layout.heading_box, layout.heading_box.y, Align::left,
                   canvas.theme.ink);
    canvas.note(Role::heading, "heading", wanted.heading.now, layout.heading_box);
}

void draw_note(Canvas& canvas, const PageWanted& wanted, const PageLayout& layout) {
    if (layout.note.lines.empty()) return;
    canvas.letters(layout.note, layout.note_box, layout.note_box.y, Align::left,
                   canvas.theme.soft_ink);
    canvas.note(Role::text, "note", wanted.note->now, layout.note_box);
}

bool ways_beside_heading(const PageLayout& layout) {
    return layout.skip.y < layout.heading_box.bottom();
}

void draw_cards(Canvas& canvas, const CardsDrawn& drawn) {
    const CardLayout& cards = drawn.layout.cards;
    for (std::size_t index = 0; index < cards.cards.size(); ++index)
        draw_card(canvas, drawn.wanted.choices[cards.first + index], cards.cards[index], drawn);
    if (cards.more.w <= 0) return;
    // A menu's "back" is its way out.
    const bool back = cards.more_goes_back && drawn.answers;
    draw_button(
        canvas,
        {back ? "back" : "more", back ? drawn.back.now : drawn.more.now,
         back ? "arrow-left" : "arrow-right", std::nullopt, ButtonLook::outlined, drawn.live},
        cards.more, cards.look.label, drawn.layout.radius);
}

}  // namespace earshot::app
