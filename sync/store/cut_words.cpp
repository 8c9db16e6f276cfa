#include "sync/store/cut_words.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

namespace earshot::sync {
namespace {

std::unique_ptr<icu::BreakIterator> word_breaks() {
    UErrorCode failed = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), failed));
    if (U_FAILURE(failed) != 0) throw std::runtime_error("ICU has no rules to cut words by");
    return breaks;
}

}  // namespace

std::vector<TextPiece> cut_text(std::string_view text) {
    const icu::UnicodeString whole = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    const auto breaks = word_breaks();
    breaks->setText(whole);
    std::vector<TextPiece> pieces;
    std::int32_t from = breaks->first();
    for (std::int32_t to = breaks->next(); to != icu::BreakIterator::DONE; to = breaks->next()) {
        TextPiece piece;
        whole.tempSubStringBetween(from, to).toUTF8String(piece.text);
        piece.word = breaks->getRuleStatus() != UBRK_WORD_NONE;
        pieces.push_back(std::move(piece));
        from = to;
    }
    return pieces;
}

std::vector<std::string> cut_words(std::string_view text) {
    std::vector<std::string> words;
    for (const TextPiece& piece : cut_text(text)) {
        if (!piece.word) continue;
        std::string word;
        icu::UnicodeString::fromUTF8(piece.text).foldCase().toUTF8String(word);
        words.push_back(std::move(word));
    }
    return words;
}

}  // namespace earshot::sync
