#include "app/kiosk/shaping.h"

#include <raqm.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "app/kiosk/direction.h"
#include "app/kiosk/signs.h"

namespace earshot::app {
namespace {

// Texts remembered: a few screens in every language, and then all anew.
constexpr std::size_t remembered_max = 2000;
constexpr int units_per_em = 1000;
constexpr std::string_view soft_hyphen_bytes = "\u00AD";

struct RaqmFree {
    void operator()(raqm_t* raqm) const { raqm_destroy(raqm); }
};

// Measuring opens no Chinese font: it is the largest by far, and each of its characters is as wide
// as the next.
enum class Purpose { measuring, drawing };

// What raqm is given: each character, and the font that has it.
struct Prepared {
    std::vector<std::uint32_t> characters;
    std::vector<std::size_t> bytes;  // where each stood in the text
    std::vector<int> fonts;
    std::vector<bool> squares;  // where a box stands for a Chinese character while measuring
};

struct Letters {
    std::unique_ptr<raqm_t, RaqmFree> raqm;
    const raqm_glyph_t* glyphs = nullptr;
    std::size_t count = 0;
    Prepared prepared;
    std::map<FT_Face, int> numbers;

    int font_of(const raqm_glyph_t& glyph) const { return numbers.at(glyph.ftface); }
};

// A font that has the character; none where none has.
std::optional<int> font_for(Fonts& fonts, Face face, char32_t character, int before,
                            bool in_chinese) {
    // A space beside a Chinese character is Latin's, as it is measured.
    const bool held = clings(character) && !(in_chinese && character == U' ');
    if (held && fonts.has(before, character)) return before;
    if (in_chinese && is_square_in_chinese(character))
        if (const auto font = fonts.chinese(face, character)) return font;
    return fonts.of(face, character);
}

Prepared prepare(Fonts& fonts, Face face, std::string_view text, Purpose purpose) {
    const std::vector<Sign> signs = signs_of(text);
    const bool chinese = has_chinese(signs);
    Prepared prepared;
    const int own = fonts.of(face);
    int before = own;
    for (const auto& [character, byte] : signs) {
        const bool square =
            chinese && purpose == Purpose::measuring && is_square_in_chinese(character);
        const auto font =
            square ? std::optional<int>() : font_for(fonts, face, character, before, chinese);
        // Joiners and the like show nothing anyway.
        prepared.characters.push_back(font || clings(character) ? character : box);
        prepared.bytes.push_back(byte);
        prepared.fonts.push_back(font.value_or(own));
        prepared.squares.push_back(square);
        before = prepared.fonts.back();
    }
    return prepared;
}

void set_unhinted_size(FT_Face face) {
    if (FT_IS_SCALABLE(face)) FT_Set_Pixel_Sizes(face, 0, units_per_em);
}

// Tells raqm which stretch is set in which font.
void set_fonts(raqm_t* raqm, const Fonts& fonts, Letters& letters) {
    const auto& of = letters.prepared.fonts;
    for (std::size_t begin = 0; begin < of.size();) {
        std::size_t end = begin;
        while (end < of.size() && of[end] == of[begin]) ++end;
        FT_Face opened = fonts[of[begin]];
        if (letters.numbers.emplace(opened, of[begin]).second) set_unhinted_size(opened);
        raqm_set_freetype_face_range(raqm, opened, begin, end - begin);
        begin = end;
    }
}

Letters shape(Fonts& fonts, Face face, std::string_view text, Purpose purpose,
              const std::string& language, bool right_to_left) {
    Letters letters;
    letters.prepared = prepare(fonts, face, text, purpose);
    const auto& characters = letters.prepared.characters;
    if (characters.empty()) return letters;
    letters.raqm.reset(raqm_create());
    raqm_t* raqm = letters.raqm.get();
    if (!raqm_set_text(raqm, characters.data(), characters.size())) return letters;
    set_fonts(raqm, fonts, letters);
    raqm_set_language(raqm, language.c_str(), 0, characters.size());
    raqm_set_freetype_load_flags(raqm, FT_LOAD_NO_HINTING);
    raqm_set_par_direction(raqm, right_to_left ? RAQM_DIRECTION_RTL : RAQM_DIRECTION_LTR);
    if (raqm_layout(raqm)) letters.glyphs = raqm_get_glyphs(raqm, &letters.count);
    return letters;
}

float in_thousandths(int advance, float scale) {
    return static_cast<float>(advance) / 64.0F * scale;
}

bool is_space(char character) { return character == ' ' || character == '\n'; }

std::vector<Piece> cut(std::size_t begin, const std::vector<Break>& breaks) {
    std::vector<Piece> pieces;
    for (const Break& each : breaks) {
        pieces.push_back({begin, each.end, 0, 0, each.must});
        begin = each.end;
    }
    return pieces;
}

}  // namespace

// What one character, or several drawn as one, takes of a line.
struct Shaping::Cluster {
    std::size_t byte = 0;
    float width = 0;
};

void Shaping::speak(std::string_view language) {
    if (language == language_) return;
    language_ = language;
    right_to_left_ = is_right_to_left(language);
}

const Shaped& Shaping::line(Face face, std::string_view words) {
    auto& remembered = lines_[{language_, face}];
    if (const auto known = remembered.find(words); known != remembered.end()) return known->second;
    if (remembered.size() >= remembered_max) remembered.clear();
    Shaped& shaped = remembered[std::string(words)];
    const Letters letters = shape(fonts_, face, words, Purpose::drawing, language_, right_to_left_);
    for (std::size_t index = 0; index < letters.count; ++index) {
        const raqm_glyph_t& glyph = letters.glyphs[index];
        const int font = letters.font_of(glyph);
        const float scale = fonts_.fit(font).scale;
        shaped.glyphs.push_back({font, glyph.index,
                                 shaped.width + in_thousandths(glyph.x_offset, scale),
                                 in_thousandths(glyph.y_offset, scale)});
        shaped.width += in_thousandths(glyph.x_advance, scale);
    }
    return shaped;
}

// In the order of the text, whichever way it runs.
std::vector<Shaping::Cluster> Shaping::clusters(Face face, std::string_view text, Fit& reach) {
    const Letters letters =
        shape(fonts_, face, text, Purpose::measuring, language_, right_to_left_);
    std::vector<Cluster> clusters;
    clusters.reserve(letters.count);
    for (std::size_t index = 0; index < letters.count; ++index) {
        const raqm_glyph_t& glyph = letters.glyphs[index];
        const Fit& fit = fonts_.fit(letters.font_of(glyph));
        reach.over = std::max(reach.over, fit.over);
        reach.under = std::max(reach.under, fit.under);
        const bool square = letters.prepared.squares[glyph.cluster];
        clusters.push_back({letters.prepared.bytes[glyph.cluster],
                            square ? chinese_scale * static_cast<float>(units_per_em)
                                   : in_thousandths(glyph.x_advance, fit.scale)});
    }
    std::ranges::sort(clusters, {}, &Cluster::byte);
    return clusters;
}

float Shaping::width_of(Face face, std::string_view text) { return line(face, text).width; }

void Shaping::measure(Face face, std::string_view text, const std::vector<Cluster>& clusters,
                      std::vector<Piece>& pieces) {
    auto next = clusters.begin();
    const auto take_to = [&](std::size_t byte) {
        float width = 0;
        for (; next != clusters.end() && next->byte < byte; ++next) width += next->width;
        return width;
    };
    for (Piece& piece : pieces) {
        std::size_t end = piece.end;
        while (end > piece.begin && is_space(text[end - 1])) --end;
        piece.bare = take_to(end);
        piece.width = piece.bare + take_to(piece.end);
        if (piece.end < text.size() && text.substr(0, piece.end).ends_with(soft_hyphen_bytes))
            piece.bare += width_of(face, "-");
    }
}

const Pieces& Shaping::pieces(Face face, std::string_view words) {
    auto& remembered = pieces_[face];
    if (const auto known = remembered.find(words); known != remembered.end()) return known->second;
    if (remembered.size() >= remembered_max) remembered.clear();
    Pieces& pieces = remembered[std::string(words)];
    pieces.all = cut(0, breaks_.lines(words));
    measure(face, words, clusters(face, words, pieces.reach), pieces.all);
    return pieces;
}

std::vector<Piece> Shaping::pieces_within(Face face, std::string_view words, float room) {
    const std::vector<Piece> whole = pieces(face, words).all;
    std::vector<Piece> pieces;
    for (const Piece& piece : whole) {
        if (piece.bare <= room) {
            pieces.push_back(piece);
            continue;
        }
        const std::string_view inside = words.substr(piece.begin, piece.end - piece.begin);
        Fit reach;
        std::vector<Piece> letters = cut(0, breaks_.letters(inside));
        measure(face, inside, clusters(face, inside, reach), letters);
        letters.back().must_break = piece.must_break;
        for (Piece& letter : letters) {
            letter.begin += piece.begin;
            letter.end += piece.begin;
        }
        pieces.insert(pieces.end(), letters.begin(), letters.end());
    }
    return pieces;
}

}  // namespace earshot::app
