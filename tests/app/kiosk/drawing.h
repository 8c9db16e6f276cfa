#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "app/kiosk/text.h"

struct ImDrawList;

// Dear ImGui needs no window to fill a list: what is on it, without OpenGL.
namespace earshot::test {

// How much of each pixel letters and icons cover, 0 to 255.
struct Ink {
    int width = 0, height = 0;
    std::vector<std::uint8_t> cover;

    // The rows and columns that have any; an empty rectangle where none has.
    app::Rect bounds() const;
};

// The letters and icons that `paint` draws; nothing else of the list.
Ink drawn(app::Text& text, int width, int height, const std::function<void(ImDrawList&)>& paint);

}  // namespace earshot::test
