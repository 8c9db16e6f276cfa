#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/kiosk/geometry.h"
#include "app/kiosk/outline.h"
#include "app/kiosk/theme.h"

struct ImDrawList;

// All lettering and every icon: found by fontconfig, shaped by raqm, broken into lines by ICU,
// drawn from one texture of glyphs that grows by what is shown, or given as shapes for paper. Any
// text is safe to show: what no font has shows as a box. Knows no OpenGL: whoever has a window
// uploads the atlas. One thread.
namespace earshot::app {

enum class Face { display, strong, plain };  // headings; labels; notes

struct Style {
    Face face = Face::plain;
    float size = 16;       // px of an em
    float leading = 1.2F;  // lines' distance in ems
};

// Room that some scripts take beyond accented capitals and Latin's descenders, in pixels: it is
// kept free above the first line, between lines, and below the last.
struct Reach {
    float over = 0, under = 0;
};

// A text broken into lines.
struct Block {
    Style style;
    std::vector<std::string> lines;
    float width = 0;    // of the longest line
    bool fits = false;  // no word is wider than was allowed, no more lines than were allowed
    Reach reach;

    // From the top of the first line's capitals to the last baseline, which is what the eye
    // centres, and what the script reaches beyond. Accents and descenders stand out of it: leave
    // latin_over and latin_under ems.
    float height() const;
};

inline constexpr float latin_over = 0.27F;
inline constexpr float latin_under = 0.25F;

// Left is where reading begins: a Canvas that is mirrored draws it on the right.
enum class Align { left, centre, right };

// Words are never cut; what shoppers type may be, where it is longer than a line.
enum class Cut { never, long_words };

class Text {
  public:
    // `icons` holds materialdesignicons.ttf and .txt. Throws std::runtime_error where a font is
    // missing, as nothing could be shown.
    explicit Text(std::filesystem::path icons);
    ~Text();
    Text(const Text&) = delete;
    Text& operator=(const Text&) = delete;

    // The language that is laid out and drawn from now on: it decides which way lines run.
    void speak(std::string_view language);

    // Breaks between words and at soft hyphens (U+00AD), which then show. Even: lines of about one
    // length rather than a last word alone. Each of the lines is whole characters.
    Block wrap(std::string_view text, const Style& style, float width, int lines_max,
               bool even = false, Cut cut = Cut::never);

    // The same without the lines themselves: for trying many sizes.
    struct Measure {
        int lines = 0;
        float width = 0;
        bool fits = false;
        float height = 0;  // as Block's
    };
    Measure measure(std::string_view text, const Style& style, float width, int lines_max);

    // `top` is where Block's height begins; `left` and `width` are the column's.
    void draw(ImDrawList& list, const Block& block, float left, float width, float top, Align align,
              Colour colour);
    // An icon of Material Design Icons by its name, filling `box`; nothing for an unknown one.
    void draw_icon(ImDrawList& list, std::string_view name, Rect box, Colour colour);
    bool has_icon(std::string_view name);

    // The same as shapes, for paper; in whatever unit the sizes are.
    Outline outline(const Block& block, float left, float width, float top, Align align);
    Outline outline_icon(std::string_view name, Rect box);

    // The glyphs drawn so far, one byte of cover each, as a square of `side` pixels.
    struct Atlas {
        int side = 0;
        std::vector<std::uint8_t> cover;
        // Rows changed since they were last uploaded; none when equal.
        int changed_from = 0, changed_to = 0;
        // Told apart by this: a frame during which it changed must be drawn again.
        int generation = 0;
        void* texture = nullptr;  // what the window's renderer calls it
    };
    Atlas& atlas();

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

// Cap height of Inter as a share of the em; other faces are matched to it.
inline constexpr float cap_height = 0.727F;

}  // namespace earshot::app
