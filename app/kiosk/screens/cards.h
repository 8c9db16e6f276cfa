#pragma once

#include "app/kiosk/canvas.h"
#include "app/kiosk/screens/page_layout.h"

namespace earshot::app {

// The cards of a page and, where there are several, the way to the next one. Noted as choices of a
// question, or as buttons that switch something.
struct CardsDrawn {
    const PageWanted& wanted;
    const PageLayout& layout;
    bool live = true;
    bool answers = true;  // each is an answer
    const Words& more;
    const Words& back;
};

void draw_cards(Canvas& canvas, const CardsDrawn& drawn);

void draw_heading(Canvas& canvas, const PageWanted& wanted, const PageLayout& layout);
void draw_note(Canvas& canvas, const PageWanted& wanted, const PageLayout& layout);

// What is drawn first is read first: whether the ways on stand beside the heading.
bool ways_beside_heading(const PageLayout& layout);

}  // namespace earshot::app
