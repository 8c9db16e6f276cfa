#include "app/kiosk/characters.h"

#include <unicode/utext.h>

namespace earshot::app {

std::vector<Character> characters_of(std::string_view text) {
    std::vector<Character> characters;
    characters.reserve(text.size());
    UErrorCode error = U_ZERO_ERROR;
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &error);
    if (U_FAILURE(error)) return characters;
    std::size_t begin = 0;
    for (UChar32 next = utext_next32From(&source, 0); next != U_SENTINEL;
         next = utext_next32(&source)) {
        characters.push_back({static_cast<char32_t>(next), begin});
        begin = static_cast<std::size_t>(utext_getNativeIndex(&source));
    }
    utext_close(&source);
    return characters;
}

}  // namespace earshot::app
