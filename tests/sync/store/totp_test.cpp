#include "sync/store/totp.h"

#include <gtest/gtest.h>

#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

// RFC 6238, appendix B: the last six of its eight digits.
TEST(TotpTest, GivesTheCodesOfTheStandard) {
    const std::string secret = "12345678901234567890";
    EXPECT_EQ(sync::totp_code(secret, 59 / 30), "287082");
    EXPECT_EQ(sync::totp_code(secret, 1'111'111'109 / 30), "081804");
    EXPECT_EQ(sync::totp_code(secret, 1'111'111'111 / 30), "050471");
    EXPECT_EQ(sync::totp_code(secret, 1'234'567'890 / 30), "005924");
    EXPECT_EQ(sync::totp_code(secret, 2'000'000'000 / 30), "279037");
    EXPECT_EQ(sync::totp_code(secret, 20'000'000'000 / 30), "353130");
}

TEST(TotpTest, TakesAClockThatIsOffByAStepAndNoCodeTwice) {
    const std::string secret = sync::new_totp_secret();
    const core::Instant now = test::at("2026-10-25T12:00:10Z");
    const std::int64_t step = now.time_since_epoch() / std::chrono::seconds(30);
    for (const std::int64_t near : {step - 1, step, step + 1})
        EXPECT_EQ(sync::totp_step(secret, sync::totp_code(secret, near), now, 0), near);
    for (const std::int64_t far : {step - 2, step + 2})
        EXPECT_FALSE(sync::totp_step(secret, sync::totp_code(secret, far), now, 0));
    EXPECT_FALSE(sync::totp_step(secret, sync::totp_code(secret, step), now, step));
    EXPECT_FALSE(sync::totp_step(secret, "", now, 0));
}

TEST(TotpTest, WritesItsSecretAsAppsReadIt) {
    EXPECT_EQ(sync::base32("foobar"), "MZXW6YTBOI");
    EXPECT_EQ(sync::base32("12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_EQ(sync::totp_uri("foobar", "ada l"),
              "otpauth://totp/Earshot:ada%20l?issuer=Earshot&secret=MZXW6YTBOI");
}

}  // namespace
}  // namespace earshot
