#include "app/kiosk/text.h"

#include <ft2build.h>
#include <imgui.h>
#include FT_OUTLINE_H

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <tuple>

#include "app/kiosk/fonts.h"
#include "app/kiosk/shaping.h"

namespace earshot::app {
namespace {

constexpr int atlas_side_first = 1024;
constexpr int atlas_side_max = 4096;
// Up to this size a glyph is kept at four places within a pixel, so that words keep their rhythm.
constexpr int finely_placed_to = 40;
constexpr int places = 4;
constexpr float em = 1000;  // shaping's unit
// Icons remembered; a questionnaire may name more than there are.
constexpr std::size_t icons_max = 1000;
constexpr std::string_view soft_hyphen_bytes = "\u00AD";

struct GlyphKey {
    int font = 0;
    unsigned glyph = 0;
    int size = 0;  // 1/64 px of an em
    int place = 0;

    auto operator<=>(const GlyphKey&) const = default;
};

// Where a glyph's picture is in the atlas, and how it lies about its origin.
struct Picture {
    int x = 0, y = 0, w = 0, h = 0;
    int left = 0, top = 0;
};

int in_64ths(float pixels) { return static_cast<int>(std::lround(pixels * 64)); }

ImU32 packed(Colour colour) {
    return IM_COL32(colour.red, colour.green, colour.blue, colour.alpha);
}

// Lines of "name code", as the file has them: of seven thousand icons we show a few dozen.
std::string read_icon_table(const std::filesystem::path& file) {
    std::ifstream lines(file, std::ios::binary);
    std::string table = "\n";
    table.append(std::istreambuf_iterator<char>(lines), {});
    if (table.size() < 2)
        throw std::runtime_error(file.string() + ": has no icons; build the target `icons`");
    return table;
}

char32_t code_in(const std::string& table, std::string_view name) {
    const std::string line = "\n" + std::string(name) + " ";
    const auto at = table.find(line);
    if (at == std::string::npos) return 0;
    std::uint32_t code = 0;
    constexpr int hexadecimal = 16;
    std::from_chars(table.data() + at + line.size(), table.data() + table.size(), code,
                    hexadecimal);
    return code;
}

Reach reach_of(const Pieces& pieces, const Style& style) {
    return {pieces.reach.over * style.size, pieces.reach.under * style.size};
}

float distance_of(const Style& style, const Reach& reach) {
    return style.size * style.leading + reach.over + reach.under;
}

float height_of(int lines, const Style& style, const Reach& reach) {
    if (lines == 0) return 0;
    return reach.over + style.size * cap_height +
           static_cast<float>(lines - 1) * distance_of(style, reach) + reach.under;
}

// Lines as full as they get, each handed to `line` as bytes of the text. No piece is cut.
template <typename Line>
Text::Measure fill_lines(const std::vector<Piece>& pieces, const Style& style, float width,
                         int lines_max, Line line) {
    Text::Measure filled{0, 0, true, 0};
    const float room = width / style.size * em;
    std::size_t begin = 0;
    float used = 0;
    float bare = 0;
    const auto end_line = [&](std::size_t end) {
        line(begin, end);
        ++filled.lines;
        filled.width = std::max(filled.width, bare * style.size / em);
        used = bare = 0;
        begin = end;
    };
    for (const Piece& piece : pieces) {
        if (used > 0 && used + piece.bare > room) end_line(piece.begin);
        filled.fits = filled.fits && piece.bare <= room;
        bare = used + piece.bare;
        used += piece.width;
        if (piece.must_break) end_line(piece.end);
    }
    if (!pieces.empty() && begin < pieces.back().end) end_line(pieces.back().end);
    filled.fits = filled.fits && filled.lines <= lines_max;
    return filled;
}

// The narrowest column that takes no more lines than `column` does, to a pixel or so.
float narrowest(const std::vector<Piece>& pieces, const Style& style, float column,
                const Text::Measure& full) {
    float low = column / static_cast<float>(full.lines + 1);
    constexpr int steps = 10;
    for (int step = 0; step < steps; ++step) {
        const float middle = (low + column) / 2;
        const Text::Measure tried =
            fill_lines(pieces, style, middle, full.lines, [](std::size_t, std::size_t) {});
        const bool good = tried.lines == full.lines && tried.fits;
        (good ? column : low) = middle;
    }
    return column;
}

// A line as it is drawn: nothing hangs over at its end, and a hyphen shows where it was broken.
std::string line_of(std::string_view text, std::size_t begin, std::size_t end) {
    const bool last = end == text.size();
    while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
    std::string line(text.substr(begin, end - begin));
    if (!last && line.ends_with(soft_hyphen_bytes))
        line.replace(line.size() - soft_hyphen_bytes.size(), soft_hyphen_bytes.size(), "-");
    return line;
}

float begin_of(const Shaped& line, float left, float width, float scale, Align align) {
    const float spare = width - line.width * scale;
    if (align == Align::left) return left;
    return align == Align::centre ? left + spare / 2 : left + spare;
}

}  // namespace

float Block::height() const { return height_of(static_cast<int>(lines.size()), style, reach); }

struct Text::Inside {
    Fonts fonts;
    Shaping shaping{fonts};
    std::filesystem::path icons;
    std::string icon_table;  // read when the first icon is drawn
    std::map<std::string, char32_t, std::less<>> icon_codes;
    std::map<GlyphKey, Picture> pictures;
    Atlas atlas;
    int shelf_y = 0, shelf_h = 0, shelf_x = 0;

    const Picture& picture(const GlyphKey& key);
    Picture render(const GlyphKey& key);
    std::pair<int, int> place(int w, int h);
    void start_atlas(int side);
    void draw(ImDrawList& list, const GlyphKey& key, float x, float y, Colour colour);
    char32_t icon(std::string_view name);
    int icon_font() { return fonts.open(icons / "materialdesignicons.ttf"); }
    void trace(int font, unsigned glyph, float size, Point origin, Outline& into);
};

void Text::Inside::start_atlas(int side) {
    pictures.clear();
    atlas.side = side;
    atlas.cover.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0);
    atlas.changed_from = 0;
    atlas.changed_to = side;
    ++atlas.generation;
    shelf_x = shelf_y = shelf_h = 0;
}

// The next free place on the shelves; a full atlas starts again, twice as large.
std::pair<int, int> Text::Inside::place(int w, int h) {
    if (shelf_x + w > atlas.side) {
        shelf_y += shelf_h;
        shelf_x = shelf_h = 0;
    }
    if (shelf_y + h > atlas.side) start_atlas(std::min(atlas.side * 2, atlas_side_max));
    const std::pair at{shelf_x, shelf_y};
    shelf_x += w;
    shelf_h = std::max(shelf_h, h);
    return at;
}

Picture Text::Inside::render(const GlyphKey& key) {
    FT_Face face = fonts[key.font];
    constexpr FT_UInt a_point_a_pixel = 72;
    FT_Set_Char_Size(face, 0, key.size, a_point_a_pixel, a_point_a_pixel);
    if (FT_Load_Glyph(face, key.glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return {};
    FT_Outline_Translate(&face->glyph->outline, key.place * 64 / places, 0);
    if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0) return {};
    const FT_Bitmap& bitmap = face->glyph->bitmap;
    const int w = static_cast<int>(bitmap.width);
    const int h = static_cast<int>(bitmap.rows);
    if (w == 0 || h == 0 || w + 1 > atlas_side_first || h + 1 > atlas_side_first) return {};

    // One empty pixel right and below, so that no glyph bleeds into its neighbour.
    const auto [x, y] = place(w + 1, h + 1);
    for (int row = 0; row < h; ++row)
        std::copy_n(bitmap.buffer + row * bitmap.pitch, w,
                    atlas.cover.begin() + (y + row) * atlas.side + x);
    const bool clean = atlas.changed_from == atlas.changed_to;
    atlas.changed_from = clean ? y : std::min(atlas.changed_from, y);
    atlas.changed_to = clean ? y + h : std::max(atlas.changed_to, y + h);
    return {x, y, w, h, face->glyph->bitmap_left, face->glyph->bitmap_top};
}

const Picture& Text::Inside::picture(const GlyphKey& key) {
    const auto known = pictures.find(key);
    if (known != pictures.end()) return known->second;
    const Picture fresh = render(key);  // may empty the map
    return pictures[key] = fresh;
}

void Text::Inside::draw(ImDrawList& list, const GlyphKey& key, float x, float y, Colour colour) {
    const Picture& at = picture(key);
    if (at.w == 0) return;
    const float left = x + static_cast<float>(at.left);
    const float top = y - static_cast<float>(at.top);
    const auto side = static_cast<float>(atlas.side);
    list.PrimReserve(6, 4);
    list.PrimRectUV(
        {left, top}, {left + static_cast<float>(at.w), top + static_cast<float>(at.h)},
        {static_cast<float>(at.x) / side, static_cast<float>(at.y) / side},
        {static_cast<float>(at.x + at.w) / side, static_cast<float>(at.y + at.h) / side},
        packed(colour));
}

char32_t Text::Inside::icon(std::string_view name) {
    if (const auto known = icon_codes.find(name); known != icon_codes.end()) return known->second;
    if (icon_table.empty()) icon_table = read_icon_table(icons / "materialdesignicons.txt");
    if (icon_codes.size() >= icons_max) icon_codes.clear();
    return icon_codes[std::string(name)] = code_in(icon_table, name);
}

Text::Text(std::filesystem::path icons) : inside_(std::make_unique<Inside>()) {
    inside_->icons = std::move(icons);
    inside_->start_atlas(atlas_side_first);
}

Text::~Text() = default;

void Text::speak(std::string_view language) { inside_->shaping.speak(language); }

Text::Measure Text::measure(std::string_view text, const Style& style, float width, int lines_max) {
    const Pieces& pieces = inside_->shaping.pieces(style.face, text);
    Measure measured =
        fill_lines(pieces.all, style, width, lines_max, [](std::size_t, std::size_t) {});
    measured.height = height_of(measured.lines, style, reach_of(pieces, style));
    return measured;
}

Block Text::wrap(std::string_view text, const Style& style, float width, int lines_max, bool even,
                 Cut cut) {
    Shaping& shaping = inside_->shaping;
    const Pieces& whole = shaping.pieces(style.face, text);
    std::vector<Piece> cut_up;
    if (cut == Cut::long_words)
        cut_up = shaping.pieces_within(style.face, text, width / style.size * em);
    const std::vector<Piece>& pieces = cut == Cut::never ? whole.all : cut_up;
    const auto nothing = [](std::size_t, std::size_t) {};
    const Measure full = fill_lines(pieces, style, width, lines_max, nothing);
    const bool evened = even && full.lines > 1 && full.fits;
    const float column = evened ? narrowest(pieces, style, width, full) : width;

    Block block{style, {}, 0, full.fits, reach_of(whole, style)};
    const auto keep = [&](std::size_t begin, std::size_t end) {
        block.lines.push_back(line_of(text, begin, end));
    };
    block.width = fill_lines(pieces, style, column, lines_max, keep).width;
    return block;
}

void Text::draw(ImDrawList& list, const Block& block, float left, float width, float top,
                Align align, Colour colour) {
    const float size = block.style.size;
    const float scale = size / em;
    float baseline = top + block.reach.over + size * cap_height;
    list.PushTextureID(inside_->atlas.texture);
    for (const std::string& text : block.lines) {
        const Shaped& line = inside_->shaping.line(block.style.face, text);
        const float x = begin_of(line, left, width, scale, align);
        for (const Placed& glyph : line.glyphs) {
            const float exact = x + glyph.x * scale;
            const bool fine = size <= finely_placed_to;
            const float stepped = fine ? std::floor(exact * places) / places : std::round(exact);
            const float whole = std::floor(stepped);
            const int place = static_cast<int>((stepped - whole) * places);
            const float own_size = size * inside_->fonts.fit(glyph.font).scale;
            inside_->draw(list, {glyph.font, glyph.glyph, in_64ths(own_size), place}, whole,
                          std::round(baseline - glyph.y * scale), colour);
        }
        baseline += distance_of(block.style, block.reach);
    }
    list.PopTextureID();
}

void Text::draw_icon(ImDrawList& list, std::string_view name, Rect box, Colour colour) {
    const char32_t code = inside_->icon(name);
    if (code == 0) return;
    const int font = inside_->icon_font();
    const unsigned glyph = FT_Get_Char_Index(inside_->fonts[font], code);
    const GlyphKey key{font, glyph, in_64ths(std::round(std::min(box.w, box.h))), 0};
    const Picture at = inside_->picture(key);
    // By its own bounds: the font's icons sit a little off the middle of their em.
    const float x = box.middle().x - static_cast<float>(at.w) / 2 - static_cast<float>(at.left);
    const float y = box.middle().y - static_cast<float>(at.h) / 2 + static_cast<float>(at.top);
    list.PushTextureID(inside_->atlas.texture);
    inside_->draw(list, key, std::round(x), std::round(y), colour);
    list.PopTextureID();
}

namespace {

// An outline on its way from FreeType's units, whose y grows upward, to the paper's.
struct Tracer {
    Outline& into;
    Point origin;
    float unit;
    Point here;

    Point placed(const FT_Vector* at) const {
        return {origin.x + static_cast<float>(at->x) * unit,
                origin.y - static_cast<float>(at->y) * unit};
    }
    int step(Step::Kind kind, const FT_Vector* to) {
        here = placed(to);
        into.push_back({kind, here, {}, {}});
        return 0;
    }
    int curve(Point first, Point second, Point to) {
        here = to;
        into.push_back({Step::Kind::curve, to, first, second});
        return 0;
    }
    // A quadratic curve as a cubic one.
    int arc(const FT_Vector* control, const FT_Vector* to) {
        const Point from = here;
        const Point pull = placed(control);
        const Point end = placed(to);
        const auto towards = [&pull](Point point) {
            return Point{point.x + (pull.x - point.x) * 2 / 3,
                         point.y + (pull.y - point.y) * 2 / 3};
        };
        return curve(towards(from), towards(end), end);
    }

    static Tracer& of(void* user) { return *static_cast<Tracer*>(user); }
    static constexpr FT_Outline_Funcs calls{
        [](const FT_Vector* to, void* user) { return of(user).step(Step::Kind::move, to); },
        [](const FT_Vector* to, void* user) { return of(user).step(Step::Kind::line, to); },
        [](const FT_Vector* control, const FT_Vector* to, void* user) {
            return of(user).arc(control, to);
        },
        [](const FT_Vector* one, const FT_Vector* two, const FT_Vector* to, void* user) {
            Tracer& tracer = of(user);
            return tracer.curve(tracer.placed(one), tracer.placed(two), tracer.placed(to));
        },
        0,
        0};
};

Rect bounds(const Outline& outline) {
    if (outline.empty()) return {};
    Point low = outline.front().to;
    Point high = low;
    for (const Step& step : outline) {
        low = {std::min(low.x, step.to.x), std::min(low.y, step.to.y)};
        high = {std::max(high.x, step.to.x), std::max(high.y, step.to.y)};
    }
    return {low.x, low.y, high.x - low.x, high.y - low.y};
}

}  // namespace

void Text::Inside::trace(int font, unsigned glyph, float size, Point origin, Outline& into) {
    FT_Face face = fonts[font];
    FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(em));
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return;
    constexpr float per_pixel = 64;
    Tracer tracer{into, origin, size / em / per_pixel, origin};
    FT_Outline_Decompose(&face->glyph->outline, &Tracer::calls, &tracer);
}

Outline Text::outline(const Block& block, float left, float width, float top, Align align) {
    Outline outline;
    const float size = block.style.size;
    const float scale = size / em;
    float baseline = top + block.reach.over + size * cap_height;
    for (const std::string& text : block.lines) {
        const Shaped& line = inside_->shaping.line(block.style.face, text);
        const float x = begin_of(line, left, width, scale, align);
        for (const Placed& glyph : line.glyphs)
            inside_->trace(glyph.font, glyph.glyph, size * inside_->fonts.fit(glyph.font).scale,
                           {x + glyph.x * scale, baseline - glyph.y * scale}, outline);
        baseline += distance_of(block.style, block.reach);
    }
    return outline;
}

Outline Text::outline_icon(std::string_view name, Rect box) {
    Outline outline;
    const char32_t code = inside_->icon(name);
    if (code == 0) return outline;
    const int font = inside_->icon_font();
    const unsigned glyph = FT_Get_Char_Index(inside_->fonts[font], code);
    const float size = std::min(box.w, box.h);
    inside_->trace(font, glyph, size, {}, outline);
    // By its own bounds, as on the screen.
    const Point from = bounds(outline).middle();
    const Point by{box.middle().x - from.x, box.middle().y - from.y};
    for (Step& step : outline)
        for (Point* point : {&step.to, &step.first, &step.second})
            *point = {point->x + by.x, point->y + by.y};
    return outline;
}

bool Text::has_icon(std::string_view name) { return inside_->icon(name) != 0; }

Text::Atlas& Text::atlas() { return inside_->atlas; }

}  // namespace earshot::app
