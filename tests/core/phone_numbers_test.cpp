#include "core/phone_numbers.h"

#include <gtest/gtest.h>

namespace earshot::core {
namespace {

TEST(PhoneNumbersTest, SeesThemHoweverTheyAreGrouped) {
    for (const char* text : {"0301234567", "call +49 30 1234567", "(030) 123-4567", "030/123.45.67",
                             "+380 44 123 45 67", "it is 555 12 34 55, after six", "١ 0301234567"})
        EXPECT_TRUE(has_phone_number(text)) << text;
}

TEST(PhoneNumbersTest, LeavesPricesDatesAndCountsInPeace) {
    for (const char* text : {"", "2.49 a kilo", "since 25.11.2026", "2026-11-25", "25/11/26",
                             "12 eggs, 3 loaves, 200 g", "shop 4711", "10 - 12 - 2026 and 14:30",
                             "12345678901234567890"})
        EXPECT_FALSE(has_phone_number(text)) << text;
}

}  // namespace
}  // namespace earshot::core
