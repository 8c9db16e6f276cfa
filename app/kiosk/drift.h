#pragma once

#include "app/kiosk/elements.h"
#include "app/kiosk/panel.h"

struct ImDrawList;

// The picture that stands still for days moves a little, so that no pixel is lit the same way all
// the time: by whole pixels, from one picture to the next, never as a movement.
namespace earshot::app {

// How far the picture is off its place, in pixels, as the count of pictures goes on: one pixel at a
// time, over a square of two millimetres at most. It never brings anything nearer to the edge than
// what may lie under a bezel.
Point drift_at(int count, const Panel& panel);

// Moves what was drawn from vertex `from` on, and its elements; what fills the screen still does.
void move_by_drift(ImDrawList& list, int from, Elements& elements, Point drift, const Panel& panel);

}  // namespace earshot::app
