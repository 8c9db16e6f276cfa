#include "app/kiosk/shop_time.h"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <memory>

namespace earshot::app {

std::chrono::local_time<core::milliseconds> shop_time(core::Instant instant,
                                                      const std::string& timezone) {
    const std::unique_ptr<icu::TimeZone> zone(
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(timezone)));
    std::int32_t standard = 0;
    std::int32_t summer = 0;
    UErrorCode error = U_ZERO_ERROR;
    zone->getOffset(static_cast<UDate>(instant.time_since_epoch().count()), false, standard, summer,
                    error);
    const core::milliseconds offset(U_SUCCESS(error) ? standard + summer : 0);
    return std::chrono::local_time<core::milliseconds>(instant.time_since_epoch() + offset);
}

}  // namespace earshot::app
