#include "app/kiosk/pinyin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/common/assets.h"

namespace earshot::app {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Pinyin pinyin() {
    auto read = Pinyin::read(assets_folder() / "keyboards" / "pinyin.txt");
    EXPECT_TRUE(read) << read.error().message;
    return *std::move(read);
}

TEST(PinyinTest, GivesWhatIsMeantMostOftenFirst) {
    const auto candidates = pinyin().candidates("wo");
    ASSERT_FALSE(candidates.empty());
    EXPECT_EQ(candidates.front(), (Candidate{"我", 2}));
    EXPECT_EQ(pinyin().candidates("shi").front().text, "是");
    EXPECT_EQ(pinyin().candidates("nv").front().text, "女");
}

TEST(PinyinTest, TakesTheLongestSyllableAndLeavesTheRest) {
    EXPECT_EQ(pinyin().candidates("nihao").front(), (Candidate{"你", 2}));
    const auto candidates = pinyin().candidates("xian");
    EXPECT_EQ(candidates.front().letters, 4u);
    EXPECT_THAT(candidates, testing::Contains(Candidate{"西", 2}));
}

TEST(PinyinTest, GuessesFromTheFirstLetters) {
    EXPECT_EQ(pinyin().candidates("zh").front().letters, 2u);
    EXPECT_LE(pinyin().candidates("zh").size(), Pinyin::candidates_max);
}

TEST(PinyinTest, KnowsNothingThatIsNoPinyin) {
    EXPECT_THAT(pinyin().candidates("vvv"), IsEmpty());
    EXPECT_THAT(pinyin().candidates(""), IsEmpty());
}

TEST(PinyinTest, TellsWhichLineToMend) {
    const auto file = std::filesystem::path(testing::TempDir()) / "pinyin.txt";
    std::ofstream(file) << "wo 1 我\nwo 我\n";
    EXPECT_THAT(Pinyin::read(file).error().message, HasSubstr("pinyin.txt:2: expected"));
}

}  // namespace
}  // namespace earshot::app
