#include <algorithm>
#include <string>

#include "app/kiosk/screens/question_layout.h"
#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"
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

CardColours colours_of(const Canvas& canvas, const ChoiceView& choice) {
    const Theme& theme = canvas.theme;
    CardColours rest{theme.card, theme.edge, theme.ink, theme.leaf_tint, theme.leaf};
    if (choice.anchored)
        rest = {theme.quiet, theme.edge, theme.ink, theme.quiet_tint, theme.soft_ink};
    if (canvas.feel.pressed == choice.id) {
        rest.fill = theme.leaf_tint;
        rest.tint = theme.card;
        rest.edge = theme.leaf;
    }
    const CardColours chosen{theme.leaf, theme.leaf, theme.on_leaf,
                             blend(theme.leaf, theme.on_leaf, 0.16F), theme.on_leaf};
    const float share = filled(canvas, choice.id);
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
               const QuestionLayout& layout, bool toggles, bool enabled) {
    const CardLook& look = layout.look;
    const CardColours colours = colours_of(canvas, choice);
    canvas.fill(card, colours.fill, layout.radius);
    canvas.outline(card, colours.edge, layout.radius, canvas.mm(canvas.theme.edge_width));
    if (look.place != IconPlace::none && !choice.icon.empty()) {
        const Rect square = icon_room(card, look);
        canvas.fill(square, colours.tint, square.w * 0.28F);
        canvas.icon(choice.icon, square.inset(square.w * 0.22F), colours.icon);
    }
    const Rect room = label_room(card, look, toggles);
    const Block label = canvas.text.wrap(choice.label.now, look.label, room.w, 3, true);
    const bool centred = look.place == IconPlace::none;
    const float top = look.place == IconPlace::above
                          ? card.bottom() - look.padding - label.height() - look.label.size * 0.06F
                          : room.middle().y - label.height() / 2;
    canvas.letters(label, room, top, centred && !toggles ? Align::centre : Align::left,
                   colours.text);
    if (toggles) draw_toggle(canvas, card, look, choice, colours);
    canvas.note(Role::choice, choice.id, choice.label.now, card, enabled);
}

void draw_header(Canvas& canvas, const QuestionView& view, const QuestionLayout& layout,
                 const std::string& heading) {
    canvas.letters(layout.heading, layout.heading_box, layout.heading_box.y, Align::left,
                   canvas.theme.ink);
    canvas.note(Role::heading, "heading", heading, layout.heading_box);
    if (layout.note.lines.empty()) return;
    canvas.letters(layout.note, layout.note_box, layout.note_box.y, Align::left,
                   canvas.theme.soft_ink);
    canvas.note(Role::text, "note", view.note.now, layout.note_box);
}

void draw_language_buttons(Canvas& canvas, const QuestionView& view, const QuestionLayout& layout) {
    if (layout.languages.empty()) return;
    const float pill = layout.languages.front().h / 2;
    if (layout.languages_behind_button) {
        draw_button(
            canvas,
            {"language", view.which_language.now, "translate", false, ButtonLook::card, view.live},
            layout.languages.front(), layout.button, pill);
        return;
    }
    for (std::size_t index = 0; index < layout.languages.size(); ++index) {
        const LanguageView& language = view.languages[index];
        draw_button(canvas,
                    {"lang:" + language.code, language.name, "", true,
                     language.spoken ? ButtonLook::spoken : ButtonLook::card, view.live},
                    layout.languages[index], layout.button, pill);
    }
}

// What is drawn first is read first: these tell where things stand.
bool languages_on_top(const QuestionLayout& layout) {
    return !layout.languages.empty() && layout.languages.front().bottom() <= layout.heading_box.y;
}

bool controls_beside_heading(const QuestionLayout& layout) {
    return layout.skip.y < layout.heading_box.bottom();
}

void draw_controls(Canvas& canvas, const QuestionView& view, const QuestionLayout& layout) {
    if (!languages_on_top(layout)) draw_language_buttons(canvas, view, layout);
    if (layout.done.w > 0)
        draw_button(canvas,
                    {"done", view.done->now, "check", true, ButtonLook::leaf, view.done_enabled},
                    layout.done, layout.button, layout.radius);
    draw_button(canvas, {"skip", view.skip.now, "", true, ButtonLook::outlined, view.live},
                layout.skip, layout.button, layout.radius);
}

}  // namespace

void draw_question(Canvas& canvas, const QuestionView& view) {
    const QuestionLayout layout = lay_out(view, canvas.panel, canvas.text);
    canvas.fill(canvas.whole(), canvas.theme.paper);
    if (languages_on_top(layout)) draw_language_buttons(canvas, view, layout);
    draw_header(canvas, view, layout, view.heading.now);
    if (controls_beside_heading(layout)) draw_controls(canvas, view, layout);

    const bool toggles = view.kind == core::QuestionKind::multiple;
    for (std::size_t index = 0; index < layout.cards.size(); ++index)
        draw_card(canvas, view.choices[layout.first + index], layout.cards[index], layout, toggles,
                  view.live);
    if (layout.more.w > 0)
        draw_button(canvas,
                    {layout.more_goes_back ? "back" : "more",
                     layout.more_goes_back ? view.back.now : view.more.now,
                     layout.more_goes_back ? "arrow-left" : "arrow-right", true,
                     ButtonLook::outlined, view.live},
                    layout.more, layout.look.label, layout.radius);

    if (layout.notice.w > 0) draw_notice(canvas, *view.notice, layout.notice, layout.radius, false);
    if (!controls_beside_heading(layout)) draw_controls(canvas, view, layout);
}

// The same page, asking which language to speak instead.
void draw_languages(Canvas& canvas, const QuestionView& view) {
    QuestionView asking = view;
    asking.kind = core::QuestionKind::single;
    asking.done.reset();
    asking.choices.clear();
    asking.note = {};
    for (const LanguageView& language : view.languages)
        asking.choices.push_back({"lang:" + language.code,
                                  {language.name, {language.name}},
                                  "",
                                  false,
                                  language.spoken});
    const QuestionLayout layout = lay_out(asking, canvas.panel, canvas.text);
    canvas.fill(canvas.whole(), canvas.theme.paper);
    canvas.letters(layout.heading, layout.heading_box, layout.heading_box.y, Align::left,
                   canvas.theme.ink);
    canvas.note(Role::heading, "heading", view.which_language.now, layout.heading_box);
    const auto draw_way_back = [&] {
        draw_button(canvas, {"back", view.back.now, "", true, ButtonLook::outlined, view.live},
                    layout.skip, layout.button, layout.radius);
    };
    if (controls_beside_heading(layout)) draw_way_back();
    for (std::size_t index = 0; index < layout.cards.size(); ++index) {
        const LanguageView& language = view.languages[index];
        draw_button(canvas,
                    {"lang:" + language.code, language.name, "", true,
                     language.spoken ? ButtonLook::spoken : ButtonLook::card, view.live},
                    layout.cards[index], layout.look.label, layout.radius);
    }
    if (!controls_beside_heading(layout)) draw_way_back();
}

}  // namespace earshot::app
