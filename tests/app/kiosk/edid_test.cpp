#include "app/kiosk/edid.h"

#include <gtest/gtest.h>

#include <fstream>
#include <numeric>

#include "tests/support/process.h"

namespace earshot::test {
namespace {

using app::Edid;
using Block = std::vector<std::uint8_t>;

struct Display {
    int width = 1280;
    int height = 800;
    int millimetres_wide = 323;
    int millimetres_high = 202;
    int centimetres_wide = 32;
    int centimetres_high = 20;
};

std::uint8_t low(int number) { return static_cast<std::uint8_t>(number & 0xFF); }

// The upper four bits of two numbers of twelve.
std::uint8_t high(int first, int second) {
    return static_cast<std::uint8_t>((first >> 8) << 4 | (second >> 8));
}

void sign(Block& block) {
    block.back() = 0;
    block.back() = low(-std::accumulate(block.begin(), block.end(), 0));
}

Block block_of(const Display& display) {
    Block block(128);
    std::fill_n(block.begin() + 1, 6, std::uint8_t{0xFF});
    block[21] = low(display.centimetres_wide);
    block[22] = low(display.centimetres_high);
    block[54] = 1;  // a pixel clock: this is a timing
    block[56] = low(display.width);
    block[58] = high(display.width, 0);
    block[59] = low(display.height);
    block[61] = high(display.height, 0);
    block[66] = low(display.millimetres_wide);
    block[67] = low(display.millimetres_high);
    block[68] = high(display.millimetres_wide, display.millimetres_high);
    sign(block);
    return block;
}

std::optional<Edid> read(const Display& display) { return app::read_edid(block_of(display)); }

TEST(EdidTest, GivesTheSizeToTheMillimetre) {
    const auto edid = read({});
    ASSERT_TRUE(edid);
    EXPECT_EQ(edid->width, 1280);
    EXPECT_EQ(edid->height, 800);
    EXPECT_FLOAT_EQ(edid->size.width, 323);
    EXPECT_FLOAT_EQ(edid->size.height, 202);
}

TEST(EdidTest, BelievesCentimetresWhereTheMillimetresAreProportions) {
    for (const auto& [wide, high] : {std::pair{16, 9}, {160, 90}, {0, 0}}) {
        const auto edid = read({.width = 1920,
                                .height = 1080,
                                .millimetres_wide = wide,
                                .millimetres_high = high,
                                .centimetres_wide = 48,
                                .centimetres_high = 27});
        ASSERT_TRUE(edid) << wide;
        EXPECT_FLOAT_EQ(edid->size.width, 480);
        EXPECT_FLOAT_EQ(edid->size.height, 270);
    }
}

TEST(EdidTest, HasNoSizeWhereTheDisplayNamesNone) {
    EXPECT_FALSE(read({.millimetres_wide = 0,
                       .millimetres_high = 0,
                       .centimetres_wide = 0,
                       .centimetres_high = 0}));
}

TEST(EdidTest, RefusesWhatIsCutShortOrDamaged) {
    const Block sound = block_of({});
    for (std::size_t length = 0; length < sound.size(); ++length)
        EXPECT_FALSE(app::read_edid(std::span(sound).first(length))) << length;
    for (std::size_t at = 0; at < sound.size(); ++at) {
        Block damaged = sound;
        damaged[at] ^= 0x10;
        EXPECT_FALSE(app::read_edid(damaged)) << at;
    }
}

TEST(EdidTest, ATextInPlaceOfATimingIsNoSize) {
    Block block = block_of({});
    block[54] = 0;
    sign(block);
    EXPECT_FALSE(app::read_edid(block));
}

TEST(EdidTest, IsFoundByItsPixelsStandingOrLying) {
    const std::vector<Edid> displays{{1280, 800, {323, 202}}, {1920, 1080, {476, 268}}};
    EXPECT_NEAR(app::dots_per_inch(displays, 1280, 800).value(), 100.7, 0.1);
    EXPECT_NEAR(app::dots_per_inch(displays, 800, 1280).value(), 100.7, 0.1);
    EXPECT_NEAR(app::dots_per_inch(displays, 1080, 1920).value(), 102.5, 0.2);
    EXPECT_FALSE(app::dots_per_inch(displays, 1024, 600));
}

TEST(EdidTest, TwoDisplaysThatDifferInSizeAreNotGuessedBetween) {
    EXPECT_TRUE(
        app::dots_per_inch({{1920, 1080, {476, 268}}, {1920, 1080, {476, 268}}}, 1920, 1080));
    EXPECT_FALSE(
        app::dots_per_inch({{1920, 1080, {476, 268}}, {1920, 1080, {598, 336}}}, 1920, 1080));
}

TEST(EdidTest, IsReadFromEveryConnectorThatHasADisplay) {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "card0-HDMI-A-1");
    std::filesystem::create_directories(folder.path() / "card0-DP-1");
    const Block block = block_of({});
    std::ofstream(folder.path() / "card0-HDMI-A-1" / "edid", std::ios::binary)
        .write(reinterpret_cast<const char*>(block.data()), 128);
    std::ofstream(folder.path() / "card0-DP-1" / "edid");  // nothing plugged in
    std::ofstream(folder.path() / "version") << "drm 1.1.0";
    EXPECT_EQ(app::plugged_in(folder.path()).size(), 1u);
    EXPECT_TRUE(app::plugged_in(folder.path() / "missing").empty());
}

}  // namespace
}  // namespace earshot::test
