#include "app/kiosk/completion.h"

#include <unicode/unistr.h>

#include <algorithm>

namespace earshot::app {
namespace {

icu::UnicodeString folded(std::string_view text) {
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    return icu::UnicodeString::fromUTF8(piece).foldCase();
}

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

// Beyond these the word is another; what is written in one go without spaces is never searched
// from further back.
constexpr std::size_t bytes_max = 48;

std::vector<Completion> beginning_at(std::string_view text, std::size_t at,
                                     const std::vector<std::string>& words, std::size_t most) {
    const icu::UnicodeString begun = folded(text.substr(at));
    std::vector<Completion> found;
    for (const std::string& word : words) {
        if (found.size() >= most) break;
        const icu::UnicodeString whole = folded(word);
        if (whole.length() > begun.length() && whole.startsWith(begun)) found.push_back({word, at});
    }
    return found;
}

}  // namespace

std::vector<Completion> completions(std::string_view text, const std::vector<std::string>& words,
                                    std::size_t most) {
    const auto space = text.find_last_of(' ');
    std::size_t at = space == std::string_view::npos ? 0 : space + 1;
    if (at >= text.size() || words.empty()) return {};
    auto found = beginning_at(text, at, words, most);
    const bool ascii = std::ranges::all_of(
        text.substr(at), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
    if (!found.empty() || ascii) return found;
    // Only whole words count where words are set apart.
    constexpr std::string_view first_han = "\xE3\x80\x80";
    if (text.substr(at) < first_han) return found;
    if (text.size() - at > bytes_max) at = text.size() - bytes_max;
    for (++at; at < text.size() && found.empty(); ++at)
        if (begins_character(text[at])) found = beginning_at(text, at, words, most);
    return found;
}

}  // namespace earshot::app
