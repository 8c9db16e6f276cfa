#include "app/kiosk/dates.h"

#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <memory>

namespace earshot::app {

std::string day_in_words(core::Instant at, const std::string& zone, const std::string& language) {
    UErrorCode error = U_ZERO_ERROR;
    // Digits as everywhere on our screens.
    const icu::Locale locale((language + "@numbers=latn").c_str());
    const std::unique_ptr<icu::DateFormat> format(
        icu::DateFormat::createInstanceForSkeleton("dMMMM", locale, error));
    if (U_FAILURE(error) || !format) return {};
    format->adoptTimeZone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
    icu::UnicodeString words;
    format->format(static_cast<UDate>(at.time_since_epoch().count()), words);
    std::string text;
    return words.toUTF8String(text);
}

}  // namespace earshot::app
