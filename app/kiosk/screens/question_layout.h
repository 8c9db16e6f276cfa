#pragma once

#include <cstddef>
#include <vector>

#include "app/kiosk/panel.h"
#include "app/kiosk/text.h"
#include "app/kiosk/view.h"

namespace earshot::app {

enum class IconPlace { beside, above, none };

// How the labels of all cards are set; one look for all of a question's cards.
struct CardLook {
    IconPlace place = IconPlace::none;
    float icon = 0;  // px of its square
    float padding = 0;
    Style label;
    bool fits = false;  // every label, in every language
};

// Where everything of a question goes, in pixels.
struct QuestionLayout {
    float margin = 0, gap = 0, radius = 0;
    Block heading, note;
    Rect heading_box, note_box;
    Style button;  // letters of buttons

    // Language buttons side by side, or one that opens them.
    std::vector<Rect> languages;
    bool languages_behind_button = false;

    CardLook look;
    std::size_t first = 0;    // choice on this page
    std::vector<Rect> cards;  // from `first` on
    Rect more;                // the way between two pages; empty where one is enough
    bool more_goes_back = false;

    Rect skip, done, notice;  // empty where there is none
};

QuestionLayout lay_out(const QuestionView& view, const Panel& panel, Text& text);

// The room for a label within a card.
Rect label_room(const Rect& card, const CardLook& look, bool toggles);
Rect icon_room(const Rect& card, const CardLook& look);
// What a toggle's mark takes of a card's side.
float toggle_size(const CardLook& look);

}  // namespace earshot::app
