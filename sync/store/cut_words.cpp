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

std::vector<std::string> cut_words(std::string_view text) {
    icu::UnicodeString whole = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    whole.foldCase();
    const auto breaks = word_breaks();
    breaks->setText(whole);
    std::vector<std::string> words;
    std::int32_t from = breaks->first();
    for (std::int32_t to = breaks->next(); to != icu::BreakIterator::DONE; to = breaks->next()) {
        if (breaks->getRuleStatus() != UBRK_WORD_NONE) {
            std::string word;
            whole.tempSubStringBetween(from, to).toUTF8String(word);
            words.push_back(std::move(word));
        }
        from = to;
    }
    return words;
}

}  // namespace earshot::sync
