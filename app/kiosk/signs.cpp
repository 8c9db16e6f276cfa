#include "app/kiosk/signs.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>

#include "app/kiosk/characters.h"

namespace earshot::app {
namespace {

// The most that any of our languages sets on one letter, and a little more.
constexpr int marks_max = 6;

// Nothing below is Chinese: most texts are looked through in no time.
constexpr char32_t first_ideograph = 0x2E80;

constexpr UChar32 first_isolate = 0x2068;
constexpr UChar32 end_of_isolate = 0x2069;

// Characters that turn the order of what follows. Only what set_apart() sets is let through.
bool turns_order(UChar32 character) {
    const bool embeds = character >= 0x202A && character <= 0x202E;
    const bool isolates = character >= 0x2066 && character <= 0x2069;
    return embeds || (isolates && character != first_isolate && character != end_of_isolate);
}

bool is_mark(UChar32 character) {
    constexpr std::uint32_t marks = U_GC_M_MASK;
    return (U_MASK(u_charType(character)) & marks) != 0;
}

UChar32 shown_as(UChar32 character) {
    switch (character) {
        case '\t':
        case '\n':
        case '\r':
        case 0x2028:  // line separator
        case 0x2029:  // paragraph separator
            return ' ';
        default:
            break;
    }
    return u_charType(character) == U_CONTROL_CHAR ? static_cast<UChar32>(box) : character;
}

}  // namespace

std::vector<Sign> signs_of(std::string_view text) {
    std::vector<Sign> signs;
    const std::vector<Character> characters = characters_of(text);
    signs.reserve(characters.size());
    int marks = 0;
    for (const auto& [code, byte] : characters) {
        const auto character = static_cast<UChar32>(code);
        if (turns_order(character)) continue;
        marks = is_mark(character) ? marks + 1 : 0;
        if (marks <= marks_max) signs.push_back({static_cast<char32_t>(shown_as(character)), byte});
    }
    return signs;
}

bool clings(char32_t character) {
    const auto code = static_cast<UChar32>(character);
    return character == ' ' || is_mark(code) ||
           u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool has_chinese(const std::vector<Sign>& signs) {
    return std::ranges::any_of(signs, [](const Sign& sign) {
        UErrorCode error = U_ZERO_ERROR;
        return sign.shown >= first_ideograph &&
               uscript_getScript(static_cast<UChar32>(sign.shown), &error) == USCRIPT_HAN;
    });
}

bool is_square_in_chinese(char32_t character) {
    constexpr std::u32string_view shared = U"“”‘’…—·";
    struct Range {
        char32_t from, to;
    };
    constexpr std::array ranges{
        Range{0x3001, 0x301B},    // punctuation
        Range{0x3400, 0x4DBF},    // ideographs
        Range{0x4E00, 0x9FFF},    //
        Range{0xF900, 0xFAFF},    //
        Range{0xFF01, 0xFF5E},    // Latin as wide as they are
        Range{0x20000, 0x3FFFF},  // rare ideographs
    };
    return shared.find(character) != std::u32string_view::npos ||
           std::ranges::any_of(ranges, [&](const Range& range) {
               return character >= range.from && character <= range.to;
           });
}

}  // namespace earshot::app
