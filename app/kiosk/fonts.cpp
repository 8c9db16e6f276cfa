#include "app/kiosk/fonts.h"

#include <fontconfig/fontconfig.h>

#include <memory>
#include <stdexcept>

namespace earshot::app {
namespace {

// Characters looked up beyond the faces' own; more than any shop's languages hold.
constexpr std::size_t others_max = 4096;

struct PatternFree {
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, PatternFree>;

struct CharsFree {
    void operator()(FcCharSet* chars) const { FcCharSetDestroy(chars); }
};

const char* family(Face face) { return face == Face::display ? "Inter Display" : "Inter"; }

int weight(Face face) {
    switch (face) {
        case Face::display:
            return FC_WEIGHT_BOLD;
        case Face::strong:
            return FC_WEIGHT_DEMIBOLD;
        case Face::plain:
            return FC_WEIGHT_REGULAR;
    }
    return FC_WEIGHT_REGULAR;
}

Pattern wanted(Face face) {
    Pattern pattern(FcPatternCreate());
    FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family(face)));
    FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>("Inter"));
    FcPatternAddInteger(pattern.get(), FC_WEIGHT, weight(face));
    FcPatternAddBool(pattern.get(), FC_OUTLINE, FcTrue);
    return pattern;
}

}  // namespace

Fonts::Fonts() {
    if (FT_Init_FreeType(&library_) != 0) throw std::runtime_error("FreeType does not start");
}

Fonts::~Fonts() { FT_Done_FreeType(library_); }

int Fonts::open(const std::filesystem::path& file, int index) {
    const auto [known, added] = opened_.try_emplace({file.string(), index}, 0);
    if (!added) return known->second;
    FT_Face face = nullptr;
    if (FT_New_Face(library_, file.c_str(), index, &face) != 0)
        throw std::runtime_error(file.string() + ": cannot be read as a font; install it again");
    faces_.push_back(face);
    known->second = static_cast<int>(faces_.size()) - 1;
    return known->second;
}

int Fonts::of(Face face) {
    const auto known = own_.find(face);
    if (known != own_.end()) return known->second;
    return own_[face] = find(face, 0);
}

int Fonts::of(Face face, char32_t character) {
    const int own = of(face);
    if (FT_Get_Char_Index((*this)[own], character) != 0) return own;
    const auto known = others_.find({face, character});
    if (known != others_.end()) return known->second;
    const int other = find(face, character);
    const bool shows = FT_Get_Char_Index((*this)[other], character) != 0;
    if (others_.size() >= others_max) others_.clear();
    return others_[{face, character}] = shows ? other : own;
}

int Fonts::find(Face face, char32_t character) {
    const Pattern pattern = wanted(face);
    if (character != 0) {
        const std::unique_ptr<FcCharSet, CharsFree> chars(FcCharSetCreate());
        FcCharSetAddChar(chars.get(), character);
        FcPatternAddCharSet(pattern.get(), FC_CHARSET, chars.get());
    }
    FcConfigSubstitute(nullptr, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    FcResult result = FcResultNoMatch;
    const Pattern match(FcFontMatch(nullptr, pattern.get(), &result));
    FcChar8* file = nullptr;
    int index = 0;
    if (!match || FcPatternGetString(match.get(), FC_FILE, 0, &file) != FcResultMatch)
        throw std::runtime_error("no font is installed: install fonts-inter");
    FcPatternGetInteger(match.get(), FC_INDEX, 0, &index);
    return open(reinterpret_cast<const char*>(file), index);
}

}  // namespace earshot::app
