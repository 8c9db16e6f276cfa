#include "core/forget_code.h"

#include <gtest/gtest.h>

#include <set>

namespace earshot::core {
namespace {

TEST(ForgetCodeTest, IsReadAsItIsShownAndAsItIsTyped) {
    const std::string code = make_forget_code(system_random);
    EXPECT_EQ(code.size(), forget_code_length);
    EXPECT_EQ(read_forget_code(grouped(code)), code);
    EXPECT_EQ(read_forget_code("k7qm-2xrd "), "K7QM2XRD");
    EXPECT_EQ(grouped("K7QM2XRD"), "K7QM 2XRD");
}

TEST(ForgetCodeTest, IsNoneWithOtherSignsOrAnotherLength) {
    EXPECT_EQ(read_forget_code("K7QM2XR"), "");
    EXPECT_EQ(read_forget_code("K7QM2XRDD"), "");
    EXPECT_EQ(read_forget_code("K7QM2XR0"), "");
    EXPECT_EQ(read_forget_code(""), "");
}

TEST(ForgetCodeTest, HasNoSignsThatLookAlike) {
    for (const char sign : {'0', 'O', '1', 'I', 'L'})
        EXPECT_EQ(forget_code_signs.find(sign), std::string_view::npos) << sign;
}

TEST(ForgetCodeTest, IsAnotherOneEachTime) {
    std::set<std::string> codes;
    for (int time = 0; time < 1000; ++time) codes.insert(make_forget_code(system_random));
    EXPECT_EQ(codes.size(), 1000u);
}

TEST(ForgetCodeTest, IsToldAsItsHashAlone) {
    // echo -n K7QM2XRD | sha256sum
    const std::string hash = hash_of_forget_code("K7QM2XRD");
    ASSERT_EQ(hash.size(), 32u);
    EXPECT_EQ(hash.substr(0, 6), "\x30\xfc\x74\x5a\xb0\xd2");
}

}  // namespace
}  // namespace earshot::core
