#pragma once

#include <optional>
#include <vector>

#include "app/kiosk/panel.h"
#include "app/kiosk/screens/card_layout.h"
#include "app/kiosk/text.h"
#include "app/kiosk/view.h"

// A heading, cards to choose from, and what stands around them: one set of rules in millimetres
// for every panel, landscape and portrait.
namespace earshot::app {

// What is to stand on the page.
struct PageWanted {
    const Words& heading;
    const Words* note = nullptr;
    const std::vector<ChoiceView>& choices;
    bool toggles = false;
    bool scale = false;
    int page = 0;
    const Words& way_out;  // "not today", "back"
    const Words* done = nullptr;
    bool access = false;  // the way to what is shown and heard better
    const std::vector<LanguageView>& languages;
    const NoticeView* notice = nullptr;
};

enum class LanguageButtons {
    none,
    each,   // one for each, side by side
    names,  // one that shows them all and leads to them
    name,   // one that shows the language spoken
    icon,
};

// Where everything goes, in pixels.
struct PageLayout {
    float margin = 0, gap = 0, radius = 0;
    Block heading, note;
    Rect heading_box, note_box;
    Style button;  // letters of buttons

    LanguageButtons language_buttons = LanguageButtons::none;
    std::vector<Rect> languages;
    bool languages_in_foot = false;  // below the cards
    Rect access;

    CardLayout cards;
    Rect skip, done, notice;  // empty where there is none
};

PageLayout lay_out(const PageWanted& wanted, const Panel& panel, Text& text);

PageWanted to_page(const QuestionView& view);
PageWanted to_page(const MenuView& view);

// The languages' own names in one line, for one button that stands for all of them.
Words names_of(const std::vector<LanguageView>& languages);

}  // namespace earshot::app
