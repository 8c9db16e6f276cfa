#pragma once

#include <map>
#include <string>
#include <string_view>

#include "app/kiosk/elements.h"
#include "app/kiosk/panel.h"
#include "app/kiosk/text.h"
#include "app/kiosk/theme.h"

struct ImDrawList;

namespace earshot::app {

// How far what is tapped has come: a finger on it, and each card's way to being chosen, 0 to 1.
struct Feel {
    std::string pressed;
    std::map<std::string, float> filled;
};

// What screens draw on: shapes, words and icons, each noted as an element where it is one.
// Everything is laid out in pixels; mm() turns millimetres into them. Screens are laid out as read
// from left to right: where the language is read from right to left, all of it is drawn mirrored,
// and elements are noted where they really are.
struct Canvas {
    ImDrawList& list;
    Text& text;
    const Theme& theme;
    const Panel& panel;
    const Feel& feel;
    Elements& elements;
    bool mirrored = false;  // by speak()

    // The language of all that follows.
    void speak(std::string_view language);

    float mm(float millimetres) const { return panel.px(millimetres); }
    Rect whole() const;

    void fill(Rect box, Colour colour, float radius = 0);
    void outline(Rect box, Colour colour, float radius, float width);
    void circle(Point middle, float radius, Colour colour);
    // One that points to a side points to the other where mirrored.
    void icon(std::string_view name, Rect box, Colour colour);
    // Letters alone: for what is part of a larger element.
    void letters(const Block& block, Rect column, float top, Align align, Colour colour);

    void note(Role role, std::string id, std::string label, Rect bounds, bool enabled = true);
    void note(Element element);

  private:
    Rect placed(Rect box) const;
};

}  // namespace earshot::app
