#include "app/kiosk/shaping.h"

#include <raqm.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>

namespace earshot::app {
namespace {

// Texts remembered: a few screens in every language, and then all anew.
constexpr std::size_t remembered_max = 2000;
constexpr int units_per_em = 1000;

struct RaqmFree {
    void operator()(raqm_t* raqm) const { raqm_destroy(raqm); }
};

struct Letters {
    std::unique_ptr<raqm_t, RaqmFree> raqm;
    const raqm_glyph_t* glyphs = nullptr;
    std::size_t count = 0;
};

// A character beyond ASCII, and its bytes.
struct Far {
    char32_t character = 0;
    std::size_t begin = 0, end = 0;
};

std::vector<Far> far_characters(const std::string& text) {
    std::vector<Far> found;
    UErrorCode error = U_ZERO_ERROR;
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &error);
    std::size_t begin = 0;
    for (UChar32 next = utext_next32From(&source, 0); next != U_SENTINEL;
         next = utext_next32(&source)) {
        const auto end = static_cast<std::size_t>(utext_getNativeIndex(&source));
        if (next >= 0x80) found.push_back({static_cast<char32_t>(next), begin, end});
        begin = end;
    }
    utext_close(&source);
    return found;
}

void set_unhinted_size(FT_Face face) {
    if (FT_IS_SCALABLE(face)) FT_Set_Pixel_Sizes(face, 0, units_per_em);
}

// Each stretch of characters in the font that has them; which fonts those are goes to `numbers`.
Letters shape(Fonts& fonts, Face face, const std::string& text, std::map<FT_Face, int>& numbers) {
    Letters letters{std::unique_ptr<raqm_t, RaqmFree>(raqm_create())};
    raqm_t* raqm = letters.raqm.get();
    if (text.empty() || !raqm_set_text_utf8(raqm, text.data(), text.size())) return letters;
    const int own = fonts.of(face);
    numbers[fonts[own]] = own;
    raqm_set_freetype_face(raqm, fonts[own]);
    for (const Far& far : far_characters(text)) {
        const int font = fonts.of(face, far.character);
        if (font == own) continue;
        numbers[fonts[font]] = font;
        raqm_set_freetype_face_range(raqm, fonts[font], far.begin, far.end - far.begin);
    }
    // Sizes are set before the layout reads advances from the faces.
    for (const auto& [opened, number] : numbers) set_unhinted_size(opened);
    raqm_set_freetype_load_flags(raqm, FT_LOAD_NO_HINTING);
    raqm_set_par_direction(raqm, RAQM_DIRECTION_DEFAULT);
    if (raqm_layout(raqm)) letters.glyphs = raqm_get_glyphs(raqm, &letters.count);
    return letters;
}

float in_thousandths(int advance) { return static_cast<float>(advance) / 64.0F; }

bool is_space(char character) { return character == ' ' || character == '\n'; }

// Where a line may end, by the rules of Unicode.
std::vector<Piece> cut(const std::string& text) {
    std::vector<Piece> pieces;
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> lines(
        icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), error));
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &error);
    if (U_SUCCESS(error)) lines->setText(&source, error);
    if (U_FAILURE(error)) return {{0, text.size()}};
    std::size_t begin = 0;
    while (lines->next() != icu::BreakIterator::DONE) {
        const auto end = static_cast<std::size_t>(lines->current());
        pieces.push_back(
            {begin, end, 0, 0, lines->getRuleStatus() >= UBRK_LINE_HARD && text[end - 1] == '\n'});
        begin = end;
    }
    utext_close(&source);
    return pieces;
}

}  // namespace

const Shaped& Shaping::line(Face face, std::string_view words) {
    auto& remembered = lines_[face];
    if (const auto known = remembered.find(words); known != remembered.end()) return known->second;
    if (remembered.size() >= remembered_max) remembered.clear();
    const std::string text(words);
    Shaped& shaped = remembered[text];
    std::map<FT_Face, int> numbers;
    const Letters letters = shape(fonts_, face, text, numbers);
    for (std::size_t index = 0; index < letters.count; ++index) {
        const raqm_glyph_t& glyph = letters.glyphs[index];
        shaped.glyphs.push_back({numbers[glyph.ftface], glyph.index,
                                 shaped.width + in_thousandths(glyph.x_offset),
                                 in_thousandths(glyph.y_offset)});
        shaped.width += in_thousandths(glyph.x_advance);
    }
    return shaped;
}

const std::vector<Piece>& Shaping::pieces(Face face, std::string_view words) {
    auto& remembered = pieces_[face];
    if (const auto known = remembered.find(words); known != remembered.end()) return known->second;
    if (remembered.size() >= remembered_max) remembered.clear();
    const std::string text(words);
    std::vector<Piece>& pieces = remembered[text];
    pieces = cut(text);
    for (Piece& piece : pieces) {
        std::size_t end = piece.end;
        while (end > piece.begin && is_space(text[end - 1])) --end;
        piece.bare = line(face, text.substr(piece.begin, end - piece.begin)).width;
        piece.width = piece.bare;
        if (end < piece.end)
            piece.width = line(face, text.substr(piece.begin, end - piece.begin) + " ").width;
    }
    return pieces;
}

}  // namespace earshot::app
