#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/kiosk/canvas.h"
#include "app/kiosk/view.h"

namespace earshot::app {

enum class ButtonLook {
    outlined,  // a way out
    card,      // one of several, such as a language
    spoken,    // of several, the one in force
    leaf,      // the way on
    white,     // the way on, on leaf
    on_leaf,   // another way, on leaf
};

struct Button {
    std::string id;
    std::string label;
    std::string_view icon;             // before the letters; alone where they are empty
    std::optional<std::string> shown;  // letters instead of the label
    ButtonLook look = ButtonLook::outlined;
    bool enabled = true;
    bool chosen = false;
};

void draw_button(Canvas& canvas, const Button& button, Rect box, const Style& style, float radius);

// "You said, we did.", in as large letters as all its languages allow.
void draw_notice(Canvas& canvas, const NoticeView& notice, Rect box, float radius, bool on_leaf);

// A share of a whole, drawn as a bar; whoever draws it notes it.
void draw_meter(Canvas& canvas, float share, Rect box);

}  // namespace earshot::app
