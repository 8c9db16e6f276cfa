#include "app/kiosk/presenter.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include "app/common/assets.h"
#include "tests/app/kiosk/sights.h"

namespace earshot::test {
namespace {

using namespace std::chrono_literals;

class PresenterTest : public testing::Test {
  protected:
    PresenterTest() {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().DisplaySize = {1280, 800};
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    }
    ~PresenterTest() override { ImGui::DestroyContext(); }

    // How much the topmost thing drawn lets through, of 255.
    unsigned topmost_alpha(core::milliseconds now) {
        ImGui::NewFrame();
        ImDrawList& list = *ImGui::GetBackgroundDrawList();
        presenter_.draw(list, now);
        const unsigned alpha = list.VtxBuffer.back().col >> IM_COL32_A_SHIFT & 0xFF;
        ImGui::Render();
        return alpha;
    }

    std::vector<std::string> problems_;
    app::Themes themes_ = *app::Themes::read(app::assets_folder() / "themes", {}, problems_);
    app::Text text_{app::assets_folder() / "icons"};
    app::Wordings wordings_{app::assets_folder() / "locale"};
    std::vector<NamedView> views_ = views(wordings_, "en");
    app::Panel panel_ = panels().front().panel;
    app::Presenter presenter_{text_, themes_};
};

TEST_F(PresenterTest, ShowsTheNextScreenInItsVeryFirstFrameAndWholeAfterTheFade) {
    presenter_.show(views_.front().view, panel_, 10s);
    EXPECT_EQ(topmost_alpha(10s), 255u);
    presenter_.show(views_.back().view, panel_, 20s);
    EXPECT_GT(topmost_alpha(20s), 40u);
    EXPECT_LT(topmost_alpha(20s), 255u);
    EXPECT_EQ(topmost_alpha(20s + app::fade_takes), 255u);
    EXPECT_FALSE(presenter_.moving(20s + app::fade_takes));
}

}  // namespace
}  // namespace earshot::test
