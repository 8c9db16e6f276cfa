#include "app/kiosk/direction.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "app/kiosk/characters.h"

namespace earshot::app {
namespace {

constexpr std::string_view first_isolate = "\u2068";
constexpr std::string_view end_of_isolate = "\u2069";

void remove_all(std::string& text, std::string_view what) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at))
        text.erase(at, what.size());
}

bool runs_right_to_left(const Character& character) {
    const UCharDirection direction = u_charDirection(static_cast<UChar32>(character.code));
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

bool has_right_to_left(std::string_view text) {
    return std::ranges::any_of(characters_of(text), runs_right_to_left);
}

}  // namespace

bool is_right_to_left(std::string_view language) {
    // ICU takes no name for the machine's own language.
    return !language.empty() && icu::Locale(std::string(language).c_str()).isRightToLeft() != 0;
}

std::string set_apart(std::string_view words, std::string_view sentence) {
    std::string inside(words);
    for (const std::string_view mark : {first_isolate, end_of_isolate}) remove_all(inside, mark);
    if (!has_right_to_left(words) && !has_right_to_left(sentence)) return inside;
    return std::string(first_isolate) + inside + std::string(end_of_isolate);
}

}  // namespace earshot::app
