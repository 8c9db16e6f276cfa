#include "core/id.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/core/chance.h"

namespace earshot::core {
namespace {

TEST(Id, HasTheTimeInFrontAndItsVersionAndVariantInPlace) {
    // The example of RFC 9562, appendix A.6.
    const Instant at{milliseconds{0x017F22E279B0}};
    std::uint64_t calls = 0;
    const auto id = make_id(at, [&] {
        return calls++ == 0 ? std::uint64_t{0xCC3} : std::uint64_t{0x18C4DC0C0C07398F};
    });

    EXPECT_EQ(id, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST(Id, TellsWhenItWasMade) {
    EXPECT_EQ(made_at("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"),
              Instant{milliseconds{0x017F22E279B0}});
    EXPECT_EQ(made_at("017f22e2-79b0-4cc3-98c4-dc0c0c07398f"), std::nullopt);
    EXPECT_EQ(made_at("017f22e2"), std::nullopt);
}

TEST(Id, IsAnId) {
    const auto random = test::chance(1);
    for (const std::int64_t at : {0LL, 1'795'000'000'000LL, -1LL, 281'474'976'710'655LL})
        EXPECT_TRUE(is_id(make_id(Instant{milliseconds{at}}, random)));
}

TEST(Id, IsNewEachTimeAndSortsByTime) {
    std::set<std::string> ids;
    std::string last;
    for (int i = 0; i < 1000; ++i) {
        const auto id = make_id(Instant{milliseconds{1'795'000'000'000 + i}}, system_random);
        EXPECT_LT(last, id);
        EXPECT_TRUE(ids.insert(id).second);
        last = id;
    }
}

TEST(Id, IsLowerCaseHexWithDashesInPlace) {
    EXPECT_TRUE(is_id("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
    EXPECT_TRUE(is_id("00000000-0000-0000-0000-000000000000"));
    EXPECT_FALSE(is_id(""));
    EXPECT_FALSE(is_id("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
    EXPECT_FALSE(is_id("017f22e2-79b0-7cc3-98c4-dc0c0c07398"));
    EXPECT_FALSE(is_id("017f22e2-79b0-7cc3-98c4-dc0c0c07398g"));
    EXPECT_FALSE(is_id("017f22e2079b0-7cc3-98c4-dc0c0c07398f"));
    EXPECT_FALSE(is_id("017f22e2-79b0-7cc3-98c4-dc0c0c07398f "));
}

TEST(Name, HasOneTo64OfItsLetters) {
    EXPECT_TRUE(is_name("B.produce"));
    EXPECT_TRUE(is_name("till_4-A"));
    EXPECT_TRUE(is_name(std::string(64, 'x')));
    EXPECT_FALSE(is_name(std::string(65, 'x')));
    for (const char* text : {"", "a b", "a/b", "Käse", "a\n", "'"}) EXPECT_FALSE(is_name(text));
}

}  // namespace
}  // namespace earshot::core
