#include "app/kiosk/fonts.h"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace earshot::app {

// A script that Inter lacks, and the family that has it.
struct Fonts::Script {
    const char* family;
    const char* language;  // as fontconfig knows it
    Fit fit;
};

namespace {

// Characters looked up beyond the usual fonts; more than any shop's languages hold.
constexpr std::size_t others_max = 4096;

struct PatternFree {
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, PatternFree>;

struct CharsFree {
    void operator()(FcCharSet* chars) const { FcCharSetDestroy(chars); }
};

struct SetFree {
    void operator()(FcFontSet* set) const { FcFontSetDestroy(set); }
};

const FcChar8* as_fontconfig(const char* text) { return reinterpret_cast<const FcChar8*>(text); }

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

constexpr std::array ours{"Inter", "Inter Display", "Noto Sans Arabic", "Noto Sans Devanagari",
                          "Noto Sans CJK SC"};

bool is_ours(const FcPattern* font) {
    FcChar8* name = nullptr;
    return FcPatternGetString(font, FC_FAMILY, 0, &name) == FcResultMatch &&
           std::ranges::any_of(ours, [&](const char* family) {
               return FcStrCmp(name, as_fontconfig(family)) == 0;
           });
}

// `character` 0 asks for none.
Pattern pattern_of(Face face, const char* other, const char* language, char32_t character) {
    Pattern pattern(FcPatternCreate());
    for (const char* name : {family(face), "Inter", other})
        FcPatternAddString(pattern.get(), FC_FAMILY, as_fontconfig(name));
    FcPatternAddString(pattern.get(), FC_LANG, as_fontconfig(language));
    FcPatternAddInteger(pattern.get(), FC_WEIGHT, weight(face));
    FcPatternAddBool(pattern.get(), FC_OUTLINE, FcTrue);
    FcPatternAddBool(pattern.get(), FC_COLOR, FcFalse);
    if (character == 0) return pattern;
    const std::unique_ptr<FcCharSet, CharsFree> chars(FcCharSetCreate());
    FcCharSetAddChar(chars.get(), character);
    FcPatternAddCharSet(pattern.get(), FC_CHARSET, chars.get());
    return pattern;
}

}  // namespace

// Fonts of our own families are tried first: weighing every font of a machine takes fontconfig
// ten times as long, and a kiosk starts with a dozen choices.
struct Fonts::Choice {
    std::unique_ptr<FcFontSet, SetFree> near{FcFontSetCreate()};

    Choice() {
        const FcFontSet* all = FcConfigGetFonts(nullptr, FcSetSystem);
        for (int index = 0; all != nullptr && index < all->nfont; ++index) {
            FcPattern* font = all->fonts[index];
            if (!is_ours(font)) continue;
            FcPatternReference(font);
            FcFontSetAdd(near.get(), font);
        }
    }

    Pattern among_ours(FcPattern* wanted) {
        FcResult result = FcResultNoMatch;
        FcFontSet* sets = near.get();
        return Pattern(near->nfont == 0 ? nullptr
                                        : FcFontSetMatch(nullptr, &sets, 1, wanted, &result));
    }

    static Pattern among_all(FcPattern* wanted) {
        FcResult result = FcResultNoMatch;
        FcConfigSubstitute(nullptr, wanted, FcMatchPattern);
        return Pattern(FcFontMatch(nullptr, wanted, &result));
    }
};

namespace {

bool covers(const FcPattern* font, char32_t character) {
    FcCharSet* chars = nullptr;
    return character == 0 || (FcPatternGetCharSet(font, FC_CHARSET, 0, &chars) == FcResultMatch &&
                              FcCharSetHasChar(chars, character) != 0);
}

}  // namespace

// Chinese looks large at Inter's size, Arabic and Devanagari small. What letters with two marks
// reach beyond Inter's is measured from the fonts; tests/app/kiosk/text_test.cpp holds it to ink.
const Fonts::Script& Fonts::script_of(char32_t character) {
    static constexpr Script latin{"Inter", "en", {}};
    static constexpr Script arabic{"Noto Sans Arabic", "ar", {1.06F, 0.12F, 0.25F}};
    static constexpr Script devanagari{"Noto Sans Devanagari", "hi", {1.1F, 0.02F, 0.19F}};
    static constexpr Script chinese{"Noto Sans CJK SC", "zh-cn", {chinese_scale, 0, 0}};
    struct Range {
        char32_t from, to;
        const Script* script;
    };
    static constexpr std::array ranges{
        Range{0x0600, 0x08FF, &arabic},     Range{0xFB50, 0xFDFF, &arabic},
        Range{0xFE70, 0xFEFE, &arabic},     Range{0x0900, 0x097F, &devanagari},
        Range{0xA8E0, 0xA8FF, &devanagari}, Range{0x2E80, 0xA4CF, &chinese},
        Range{0xF900, 0xFAFF, &chinese},    Range{0xFE30, 0xFE4F, &chinese},
        Range{0xFF00, 0xFFEF, &chinese},    Range{0x20000, 0x3FFFF, &chinese},
    };
    for (const Range& range : ranges)
        if (character >= range.from && character <= range.to) return *range.script;
    return latin;
}

Fonts::Fonts() {
    if (FT_Init_FreeType(&library_) != 0) throw std::runtime_error("FreeType does not start");
}

Fonts::~Fonts() { FT_Done_FreeType(library_); }

int Fonts::open(const std::filesystem::path& file, int index, const Fit& fit) {
    const auto [known, added] = opened_.try_emplace({file.string(), index}, 0);
    if (!added) return known->second;
    FT_Face face = nullptr;
    if (FT_New_Face(library_, file.c_str(), index, &face) != 0)
        throw std::runtime_error(file.string() + ": cannot be read as a font; install it again");
    faces_.push_back(face);
    fits_.push_back(fit);
    known->second = static_cast<int>(faces_.size()) - 1;
    return known->second;
}

int Fonts::of(Face face) {
    const auto known = own_.find(face);
    if (known != own_.end()) return known->second;
    return own_[face] = find(face, script_of('A'), 0);
}

std::optional<int> Fonts::of(Face face, char32_t character) {
    const int own = of(face);
    if (has(own, character)) return own;
    return look_up(face, script_of(character), character);
}

std::optional<int> Fonts::chinese(Face face, char32_t character) {
    return look_up(face, script_of(U'中'), character);
}

std::optional<int> Fonts::look_up(Face face, const Script& script, char32_t character) {
    // fontconfig is asked once a script; only for a rare character once more.
    if (const auto usual = usual_.find({face, &script}); usual != usual_.end())
        if (has(usual->second, character)) return usual->second;
    const auto known = others_.find({face, character});
    if (known != others_.end()) return known->second;
    if (others_.size() >= others_max) others_.clear();
    const int found = find(face, script, character);
    // Of colour emoji there are only pictures, and those we do not draw.
    const bool shows = has(found, character) && FT_IS_SCALABLE((*this)[found]);
    if (shows) usual_.try_emplace({face, &script}, found);
    return others_[{face, character}] = shows ? std::optional(found) : std::nullopt;
}

int Fonts::find(Face face, const Script& script, char32_t character) {
    if (!choice_) choice_ = std::make_unique<Choice>();
    // Chinese signs stand in Chinese faces, never in Japanese ones.
    const Pattern wanted = pattern_of(face, script.family, script.language, character);
    FcDefaultSubstitute(wanted.get());
    Pattern match = choice_->among_ours(wanted.get());
    if (!match || !covers(match.get(), character)) match = Choice::among_all(wanted.get());
    FcChar8* file = nullptr;
    int index = 0;
    if (!match || FcPatternGetString(match.get(), FC_FILE, 0, &file) != FcResultMatch)
        throw std::runtime_error("no font is installed: install fonts-inter");
    FcPatternGetInteger(match.get(), FC_INDEX, 0, &index);
    return open(reinterpret_cast<const char*>(file), index, script.fit);
}

}  // namespace earshot::app
