#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/kiosk/breaks.h"
#include "app/kiosk/fonts.h"

namespace earshot::app {

// One glyph of a line, in thousandths of an em from the line's left end.
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
    float width = 0;                 // thousandths of an em, where more follows on its line
    float bare = 0;  // where it ends its line: without spaces, with the hyphen that then shows
    bool must_break = false;  // a new line follows whatever the room
};

struct Pieces {
    std::vector<Piece> all;
    Fit reach;  // the furthest of the fonts it takes; its scale means nothing
};

// Letters to glyphs, remembered: widths grow with the size, so each text is shaped once.
class Shaping {
  public:
    explicit Shaping(Fonts& fonts) : fonts_(fonts) {}

    // The language of what is shaped into lines from now on: which way a line runs, and which of
    // a letter's forms it takes. Widths are the same in all our languages.
    void speak(std::string_view language);

    const Shaped& line(Face face, std::string_view text);
    const Pieces& pieces(Face face, std::string_view text);
    // The same where a piece may be no wider than `room`: those that are fall into letters.
    std::vector<Piece> pieces_within(Face face, std::string_view text, float room);

  private:
    template <typename Value>
    using Remembered = std::map<std::string, Value, std::less<>>;
    struct Cluster;

    std::vector<Cluster> clusters(Face face, std::string_view text, Fit& reach);
    float width_of(Face face, std::string_view text);
    void measure(Face face, std::string_view text, const std::vector<Cluster>& clusters,
                 std::vector<Piece>& pieces);

    Fonts& fonts_;
    Breaks breaks_;
    std::string language_ = "en";
    bool right_to_left_ = false;
    std::map<std::pair<std::string, Face>, Remembered<Shaped>> lines_;
    std::map<Face, Remembered<Pieces>> pieces_;
};

}  // namespace earshot::app
