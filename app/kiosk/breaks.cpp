#include "app/kiosk/breaks.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <stdexcept>

namespace earshot::app {
namespace {

using Iterator = std::unique_ptr<icu::BreakIterator>;

// ICU has the same rules for all our languages: the root's.
using Make = icu::BreakIterator*(const icu::Locale&, UErrorCode&);

icu::BreakIterator& opened(Iterator& iterator, Make* make) {
    if (iterator) return *iterator;
    UErrorCode error = U_ZERO_ERROR;
    iterator.reset(make(icu::Locale::getRoot(), error));
    if (U_FAILURE(error))
        throw std::runtime_error(std::string("ICU has no rules for lines: ") + u_errorName(error));
    return *iterator;
}

std::vector<Break> breaks_by(icu::BreakIterator& iterator, std::string_view text) {
    std::vector<Break> breaks;
    UErrorCode error = U_ZERO_ERROR;
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &error);
    iterator.setText(&source, error);
    if (U_FAILURE(error)) return {{text.size()}};
    while (iterator.next() != icu::BreakIterator::DONE)
        breaks.push_back({static_cast<std::size_t>(iterator.current()),
                          iterator.getRuleStatus() >= UBRK_LINE_HARD});
    utext_close(&source);
    return breaks;
}

}  // namespace

struct Breaks::Inside {
    Iterator lines, letters;
};

Breaks::Breaks() : inside_(std::make_unique<Inside>()) {}
Breaks::~Breaks() = default;

std::vector<Break> Breaks::lines(std::string_view text) {
    auto breaks = breaks_by(opened(inside_->lines, icu::BreakIterator::createLineInstance), text);
    // Where a text ends counts as a hard break, whether or not a new line was asked for.
    for (Break& each : breaks) each.must = each.must && text[each.end - 1] == '\n';
    return breaks;
}

std::vector<Break> Breaks::letters(std::string_view text) {
    auto breaks =
        breaks_by(opened(inside_->letters, icu::BreakIterator::createCharacterInstance), text);
    for (Break& each : breaks) each.must = false;
    return breaks;
}

}  // namespace earshot::app
