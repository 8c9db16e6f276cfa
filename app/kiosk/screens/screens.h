#pragma once

#include "app/kiosk/canvas.h"
#include "app/kiosk/view.h"

// One function a screen: draws what it is given, and notes what can be seen and tapped.
namespace earshot::app {

void draw_question(Canvas& canvas, const QuestionView& view);
void draw_menu(Canvas& canvas, const MenuView& view);
void draw_thanks(Canvas& canvas, const ThanksView& view);
void draw_writing(Canvas& canvas, const WritingView& view);
void draw_asking(Canvas& canvas, const AskView& view);
void draw_told(Canvas& canvas, const ToldView& view);
void draw_calm(Canvas& canvas, const CalmView& view);
void draw_dark(Canvas& canvas);
void draw_pin(Canvas& canvas, const PinView& view);
void draw_manager(Canvas& canvas, const ManagerView& view);
void draw_pad(Canvas& canvas, const PadView& view);

// No look of a shop: at night every screen is dark.
inline constexpr Colour night{6, 6, 6};
// What a screen stands on.
Colour ground_of(const View& view, const Theme& theme);

void draw_screen(Canvas& canvas, const View& view);

}  // namespace earshot::app
