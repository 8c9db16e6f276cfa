#pragma once

#include "app/kiosk/canvas.h"
#include "app/kiosk/view.h"

// One function a screen: draws what it is given, and notes what can be seen and tapped.
namespace earshot::app {

void draw_question(Canvas& canvas, const QuestionView& view);
void draw_languages(Canvas& canvas, const QuestionView& view);
void draw_thanks(Canvas& canvas, const ThanksView& view);
void draw_calm(Canvas& canvas, const CalmView& view);
void draw_dark(Canvas& canvas);

void draw_screen(Canvas& canvas, const View& view);

}  // namespace earshot::app
