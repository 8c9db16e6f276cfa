#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/kiosk/fonts.h"

namespace earshot::app {

// One glyph of a line, in thousandths of an em from the line's start.
struct Placed {
    int font = 0;
    unsigned glyph = 0;
    float x = 0, y = 0;
};

struct Shaped {
    std::vector<Placed> glyphs;
    float width = 0;
};

// A piece of a text that no line is broken within.
struct Piece {
    std::size_t begin = 0, end = 0;  // bytes
    float width = 0;                 // thousandths of an em, spaces at its end included
    float bare = 0;                  // without them
    bool must_break = false;         // a new line follows whatever the room
};

// Letters to glyphs, remembered: widths grow with the size, so each text is shaped once.
class Shaping {
  public:
    explicit Shaping(Fonts& fonts) : fonts_(fonts) {}

    const Shaped& line(Face face, std::string_view text);
    const std::vector<Piece>& pieces(Face face, std::string_view text);

  private:
    Fonts& fonts_;
    std::map<Face, std::map<std::string, Shaped, std::less<>>> lines_;
    std::map<Face, std::map<std::string, std::vector<Piece>, std::less<>>> pieces_;
};

}  // namespace earshot::app
