#include "app/kiosk/canvas.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include "app/common/assets.h"
#include "tests/app/kiosk/drawing.h"

namespace earshot::app {
namespace {

constexpr int side = 200;

// One drawing in a language, seen as ink and as elements.
struct CanvasTest : testing::Test {
    Text text{assets_folder() / "icons"};
    Theme theme = *read_theme(assets_folder() / "themes" / "light.toml");
    Panel panel{side, side, 1};
    Feel feel;
    Elements elements;

    test::Ink drawn_in(const std::string& language, const std::function<void(Canvas&)>& paint) {
        elements.clear();
        return test::drawn(text, side, side, [&](ImDrawList& list) {
            Canvas canvas{list, text, theme, panel, feel, elements};
            canvas.speak(language);
            paint(canvas);
        });
    }
};

TEST_F(CanvasTest, NotesElementsWhereTheyAreReallyDrawn) {
    const auto note = [](Canvas& canvas) {
        canvas.note(Role::button, "skip", "Skip", {10, 20, 50, 30});
    };
    drawn_in("de", note);
    EXPECT_EQ(elements.front().bounds, (Rect{10, 20, 50, 30}));
    drawn_in("ar", note);
    EXPECT_EQ(elements.front().bounds, (Rect{140, 20, 50, 30}));
}

TEST_F(CanvasTest, StartsLinesOnTheRightInArabic) {
    const Block word = text.wrap("شكرًا", {Face::strong, 30, 1.2F}, 150, 1);
    const auto write = [&](Canvas& canvas) {
        canvas.letters(word, {10, 0, 150, 100}, 50, Align::left, {});
    };
    EXPECT_NEAR(drawn_in("en", write).bounds().x, 10, 4);
    EXPECT_NEAR(drawn_in("ar", write).bounds().right(), 190, 4);
}

TEST_F(CanvasTest, PointsTheOtherWayInArabic) {
    const auto icon = [](const std::string& name, float x) {
        return [=](Canvas& canvas) { canvas.icon(name, {x, 20, 60, 60}, {}); };
    };
    EXPECT_EQ(drawn_in("ar", icon("arrow-left", 10)).cover,
              drawn_in("en", icon("arrow-right", 130)).cover);
    EXPECT_EQ(drawn_in("ar", icon("check-bold", 10)).cover,
              drawn_in("en", icon("check-bold", 130)).cover);
}

}  // namespace
}  // namespace earshot::app
