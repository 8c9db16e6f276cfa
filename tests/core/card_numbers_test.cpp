#include "core/card_numbers.h"

#include <gtest/gtest.h>

#include "core/draft.h"

namespace earshot::core {
namespace {

std::string hidden(std::string_view text) { return hide_card_numbers(text).text; }

TEST(CardNumbersTest, HidesCardsOfEveryScheme) {
    for (const char* card :
         {"4111111111111111", "4222222222222", "5555555555554444", "2223003122003222",
          "378282246310005", "30569309025904", "6011111111111117", "3530111333300000",
          "6200000000000005", "6759649826438453", "2200000000000004", "6304000000000000"}) {
        const auto without = hide_card_numbers(card);
        EXPECT_TRUE(without.changed) << card;
        EXPECT_EQ(without.text.find_first_of("0123456789"), std::string::npos) << card;
    }
}

TEST(CardNumbersTest, HidesThemHoweverTheyAreGrouped) {
    EXPECT_EQ(hidden("4111 1111 1111 1111"), "•••• •••• •••• ••••");
    EXPECT_EQ(hidden("4111-1111-1111-1111"), "••••-••••-••••-••••");
    EXPECT_EQ(hidden("4111.1111 – 1111/1111"), "••••.•••• – ••••/••••");
    EXPECT_EQ(hidden("41 11 11 11 11 11 11 11"), "•• •• •• •• •• •• •• ••");
    EXPECT_EQ(hidden("4111\u00A01111\u202F1111\u20111111"), "••••\u00A0••••\u202F••••\u2011••••");
    EXPECT_EQ(hidden("3782 822463 10005"), "•••• •••••• •••••");
}

TEST(CardNumbersTest, HidesThemInEveryScript) {
    EXPECT_EQ(hidden("٤١١١ ١١١١ ١١١١ ١١١١"), "•••• •••• •••• ••••");
    EXPECT_EQ(hidden("४१११११११११११११११"), "••••••••••••••••");
    EXPECT_EQ(hidden("４１１１１１１１１１１１１１１１"), "••••••••••••••••");
    EXPECT_EQ(hidden("4१११11111111١١١١"), "••••••••••••••••");
}

TEST(CardNumbersTest, FindsThemAmongWordsAndOtherNumbers) {
    EXPECT_EQ(hidden("card4111111111111111, please"), "card••••••••••••••••, please");
    EXPECT_EQ(hidden("I bought 2 with 4111 1111 1111 1111."),
              "I bought 2 with •••• •••• •••• ••••.");
    EXPECT_EQ(hidden("2 4111 1111 1111 1111"), "2 •••• •••• •••• ••••");
    EXPECT_EQ(hidden("41111111111111111226123"), "•••••••••••••••••••••••");
}

TEST(CardNumbersTest, HidesAccounts) {
    EXPECT_EQ(hidden("DE89 3704 0044 0532 0130 00"), "DE•• •••• •••• •••• •••• ••");
    EXPECT_EQ(hidden("gb29nwbk60161331926819 ok"), "gb••nwbk•••••••••••••• ok");
    EXPECT_EQ(hidden("(PL61 1090 1014 0000 0712 1981 2874)"),
              "(PL•• •••• •••• •••• •••• •••• ••••)");
    EXPECT_EQ(hidden("UA213223130000026007233566001"), "UA•••••••••••••••••••••••••••");
    EXPECT_EQ(hidden("NO93 8601 1117 947"), "NO•• •••• •••• •••");
    EXPECT_EQ(hidden("TR330006100519786457841326"), "TR••••••••••••••••••••••••");
    EXPECT_EQ(hidden("SA03 8000 0000 6080 1016 7519"), "SA•• •••• •••• •••• •••• ••••");
    EXPECT_EQ(hidden("MT84MALT011000012345MTLCAST001S"), "MT••MALT••••••••••••MTLCAST•••S");
}

TEST(CardNumbersTest, LeavesOrdinaryWordsAlone) {
    for (const char* words : {
             "2,99 € in 2026 at 8:30, 100 g",
             "The 1.000.000th customer",
             "2024-11-25 2024-12-02",
             "from 08:00-20:00 and 09:00-18:00 on 24.12.2026",
             "call +49 151 23456789 or 0151 2345678",
             "+4111111111111111",
             "0800 123 456 789 0",
             "00 41 44 668 18 00",
             "my number is 4929 5100",
             "ticket 20261125083015",
             "4111 1111 1111 1112",
             "GB29 NWBK 6016 1331 9268 18",
             "I love DE and AT, 12 of them",
             "12 34 56 78 90 12",
             "loyalty 2610000012345",
             "shelf 4, aisle 11, row 111, 1 box, 11 pieces, 1 price",
             "1111111111111111111111",
             "2 1 2 1 2 1 2 1 2 1 2 1 2",
             "• 5 bananas",
             "",
         }) {
        const auto without = hide_card_numbers(words);
        EXPECT_EQ(without.text, words);
        EXPECT_FALSE(without.changed);
    }
}

TEST(CardNumbersTest, LeavesBytesAloneThatAreNoText) {
    EXPECT_EQ(hidden("\xff\xc3 4111111111111111"), "\xff\xc3 ••••••••••••••••");
}

TEST(CardNumbersTest, SparesTelephoneNumbersWhereTheyAreAskedFor) {
    EXPECT_EQ(hidden("4915112345678"), "•••••••••••••");
    EXPECT_EQ(hide_card_numbers("4915112345678", 14).text, "4915112345678");
    EXPECT_TRUE(hide_card_numbers("378282246310005", 14).changed);
}

// Each sign hidden as soon as it can be known, as the shopper types.
std::string typed(std::string_view text) {
    Draft draft(500);
    for (const char sign : text) {
        draft.append(std::string_view(&sign, 1));
        draft.replace(hide_card_numbers(draft.text()).text);
    }
    return std::string(draft.text());
}

TEST(CardNumbersTest, DoesNotLetANumberOutgrowItsCover) {
    // Its first 13 digits pass the check by themselves.
    EXPECT_EQ(typed("4111111111119007"), "••••••••••••••••");
    EXPECT_EQ(typed("4111111111111111 12/26"), "•••••••••••••••• ••/••");
    EXPECT_EQ(typed("DE89370400440532013000"), hidden("DE89370400440532013000"));
}

}  // namespace
}  // namespace earshot::core
