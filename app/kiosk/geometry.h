#pragma once

// Places on a window, in its pixels; y grows downward.
namespace earshot::app {

struct Point {
    float x = 0, y = 0;

    bool operator==(const Point&) const = default;
};

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    Point middle() const { return {x + w / 2, y + h / 2}; }
    bool contains(Point point) const {
        return point.x >= x && point.x < right() && point.y >= y && point.y < bottom();
    }
    Rect inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }

    bool operator==(const Rect&) const = default;
};

}  // namespace earshot::app
