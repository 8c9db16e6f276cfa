#include "sync/store/mask.h"

#include <gtest/gtest.h>

namespace earshot::sync {
namespace {

TEST(MaskTest, HidesTelephoneNumbersHoweverTheyAreWritten) {
    EXPECT_EQ(mask("call 0151 2345678!"), "call •••• •••••••!");
    EXPECT_EQ(mask("+49 (151) 234-56-78"), "+•• (•••) •••-••-••");
}

TEST(MaskTest, HidesCardsAndAccounts) {
    EXPECT_EQ(mask("4111 1111 1111 1111"), "•••• •••• •••• ••••");
    EXPECT_EQ(mask("GB29 NWBK 6016 1331 9268 19"), "GB•• NWBK •••• •••• •••• ••");
}

TEST(MaskTest, HidesAddresses) {
    EXPECT_EQ(mask("to jo.b@ex.de ok"), "to •••••••••• ok");
    EXPECT_EQ(mask("ü@ü.de"), "••••••");
}

TEST(MaskTest, LeavesPricesYearsAndWordsAlone) {
    EXPECT_EQ(mask("2,99 in 2026 @ 8:30, 100 g"), "2,99 in 2026 @ 8:30, 100 g");
    EXPECT_EQ(mask(""), "");
}

}  // namespace
}  // namespace earshot::sync
