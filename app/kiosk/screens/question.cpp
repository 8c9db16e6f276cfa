#include <string>

#include "app/kiosk/screens/cards.h"
#include "app/kiosk/screens/screens.h"
#include "app/kiosk/widgets.h"

namespace earshot::app {
namespace {

// One button that leads to the languages, and what it shows.
Button language_button(const QuestionView& view, LanguageButtons how) {
    Button button{"language", view.which_language.now, "translate",
                  "",         ButtonLook::card,        view.live};
    if (how == LanguageButtons::names) button.shown = names_of(view.languages).now;
    if (how == LanguageButtons::name)
        for (const LanguageView& language : view.languages)
            if (language.spoken) button.shown = language.name;
    return button;
}

void draw_languages(Canvas& canvas, const QuestionView& view, const PageLayout& layout) {
    if (layout.language_buttons == LanguageButtons::none) return;
    if (layout.language_buttons != LanguageButtons::each) {
        draw_button(canvas, language_button(view, layout.language_buttons),
                    layout.languages.front(), layout.button, layout.languages.front().h / 2);
        return;
    }
    for (std::size_t index = 0; index < layout.languages.size(); ++index) {
        const LanguageView& language = view.languages[index];
        Button button{"lang:" + language.code,
                      language.name,
                      "",
                      std::nullopt,
                      language.spoken ? ButtonLook::spoken : ButtonLook::card,
                      view.live};
        button.chosen = language.spoken;
        draw_button(canvas, button, layout.languages[index], layout.button,
                    layout.languages[index].h / 2);
    }
}

void draw_access(Canvas& canvas, const QuestionView& view, const PageLayout& layout) {
    draw_button(
        canvas,
        {"accessibility", view.access.now, "human-handsup", "", ButtonLook::card, view.live},
        layout.access, layout.button, layout.access.h / 2);
}

// Access and language, in the order in which they stand.
void draw_corner(Canvas& canvas, const QuestionView& view, const PageLayout& layout) {
    const bool languages_first =
        !layout.languages.empty() && layout.languages.front().x < layout.access.x;
    if (languages_first && !layout.languages_in_foot) draw_languages(canvas, view, layout);
    draw_access(canvas, view, layout);
    if (!languages_first && !layout.languages_in_foot) draw_languages(canvas, view, layout);
}

void draw_ways_on(Canvas& canvas, const QuestionView& view, const PageLayout& layout) {
    if (layout.done.w > 0)
        draw_button(
            canvas,
            {"done", view.done->now, "check", std::nullopt, ButtonLook::leaf, view.done_enabled},
            layout.done, layout.button, layout.radius);
    draw_button(canvas, {"skip", view.skip.now, "", std::nullopt, ButtonLook::outlined, view.live},
                layout.skip, layout.button, layout.radius);
}

}  // namespace

// What is drawn first is read first: from the upper end on, and where things stand beside each
// other, from the start of the line.
void draw_question(Canvas& canvas, const QuestionView& view) {
    const PageWanted wanted = to_page(view);
    const PageLayout layout = lay_out(wanted, canvas.panel, canvas.text);
    const bool corner_first = layout.access.bottom() <= layout.heading_box.y;
    const bool corner_last = layout.access.y > layout.cards.cards.front().y;
    const bool note_first =
        corner_first || corner_last || layout.note_box.y < layout.access.bottom();
    const bool ways_first = ways_beside_heading(layout);

    if (corner_first) draw_corner(canvas, view, layout);
    draw_heading(canvas, wanted, layout);
    if (note_first) draw_note(canvas, wanted, layout);
    if (!corner_first && !corner_last) draw_corner(canvas, view, layout);
    if (ways_first) draw_ways_on(canvas, view, layout);
    if (!note_first) draw_note(canvas, wanted, layout);
    draw_cards(canvas, {wanted, layout, view.live, true, view.more, view.back});
    if (layout.notice.w > 0) draw_notice(canvas, *view.notice, layout.notice, layout.radius, false);
    if (corner_last) draw_access(canvas, view, layout);
    if (layout.languages_in_foot) draw_languages(canvas, view, layout);
    if (!ways_first) draw_ways_on(canvas, view, layout);
}

}  // namespace earshot::app
