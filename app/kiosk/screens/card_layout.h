#pragma once

#include <cstddef>
#include <vector>

#include "app/kiosk/panel.h"
#include "app/kiosk/text.h"
#include "app/kiosk/view.h"

// Cards to choose from: as large as their words need in every language, on as few pages as hold
// them.
namespace earshot::app {

enum class IconPlace { beside, above, none };

// How the labels of all cards are set; one look for all of a screen's cards.
struct CardLook {
    IconPlace place = IconPlace::none;
    float icon = 0;  // px of its square
    float padding = 0;
    Style label;
    bool fits = false;  // every label, in every language
};

// What is to be laid out, and what with.
struct CardsWanted {
    const std::vector<ChoiceView>& choices;
    bool toggles = false;  // each shows whether it is taken
    bool scale = false;    // points in one order, best on one line
    const Panel& panel;
    Text& text;
    float gap = 0;  // px
};

struct CardLayout {
    CardLook look;
    std::size_t first = 0;        // choice on this page
    std::vector<Rect> cards;      // from `first` on
    Rect more;                    // the way to the next page; empty where one is enough
    bool more_goes_back = false;  // it leads to the first page
    bool legible = false;         // large enough to hit, and to read from a metre
};

// On at most `pages` pages of `area`, the one numbered `page` from 0; after the last comes the
// first.
CardLayout lay_out_cards(const CardsWanted& wanted, const Rect& area, int pages, int page);

// The room for a label within a card.
Rect label_room(const Rect& card, const CardLook& look, bool toggles);
Rect icon_room(const Rect& card, const CardLook& look);
// What a toggle's mark takes of a card's side.
float toggle_size(const CardLook& look);

// Whether `words` take no more than `lines` in every language.
bool all_fit(Text& text, const Words& words, const Style& style, float width, float height,
             int lines);

}  // namespace earshot::app
