#include <gtest/gtest.h>
#include <imgui.h>
#include <malloc.h>

#include <iostream>
#include <random>

#include "app/common/assets.h"
#include "app/kiosk/kiosk.h"
#include "app/kiosk/presenter.h"
#include "app/kiosk/touch.h"
#include "core/data_folder.h"
#include "tests/app/kiosk/sights.h"
#include "tests/support/size.h"

namespace earshot::test {
namespace {

using namespace std::chrono_literals;

// Shoppers all day long, on a clock of its own, at everything but a window and a disk.
class DayTest : public testing::Test {
  protected:
    DayTest() {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().DisplaySize = {1280, 800};
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
        const auto file =
            core::read_file(app::assets_folder() / "questionnaires" / "supermarket.toml");
        kiosk_.try_out(core::read_questionnaire(*file).questionnaire.value(), now_);
    }
    ~DayTest() override { ImGui::DestroyContext(); }

    // From one shopper to the next, a minute and a half later.
    void serve_one() {
        const auto gone = now_.steady + 90s;
        for (int taps = static_cast<int>(chance_() % 5); taps > 0; --taps) {
            tap_anything();
            pass(700ms);
        }
        while (now_.steady < gone) pass(std::min<core::milliseconds>(5s, gone - now_.steady));
    }

    // Of the allocator: what is given out and not yet back.
    static double heap_mib() { return static_cast<double>(::mallinfo2().uordblks) / (1 << 20); }

  private:
    void tap_anything() {
        std::vector<app::Element> controls;
        for (const app::Element& element : presenter_.elements())
            if (element.enabled &&
                (element.role == app::Role::choice || element.role == app::Role::button))
                controls.push_back(element);
        if (controls.empty()) return;
        const app::Point place = controls[chance_() % controls.size()].bounds.middle();
        const auto down =
            touch_.down(1, place, presenter_.elements(), kiosk_.hears(now_), now_.steady);
        kiosk_.touch(down.dead, down.pointers, now_);
        if (const auto tapped = touch_.up(1, place, presenter_.elements(), now_.steady))
            kiosk_.tap(*tapped, now_);
        show();
    }

    void pass(core::milliseconds time) {
        now_.steady += time;
        now_.wall += time;
        for (const core::Keep& keep : std::exchange(kept_, {}))
            kiosk_.kept(keep.record.id, keep.open, true, now_);
        kiosk_.tick(now_);
        show();
    }

    void show() {
        if (!presenter_.show(kiosk_.view(), panel_, now_.steady) && !presenter_.moving(now_.steady))
            return;
        ImGui::NewFrame();
        presenter_.draw(*ImGui::GetBackgroundDrawList(), now_.steady);
        ImGui::Render();
    }

    std::vector<std::string> problems_;
    app::Themes themes_ = *app::Themes::read(app::assets_folder() / "themes", {}, problems_);
    app::Text text_{app::assets_folder() / "icons"};
    app::Wordings wordings_{app::assets_folder() / "locale"};
    app::Panel panel_ = app::make_panel(1280, 800, app::Millimetres{323, 202}, 0);
    app::Presenter presenter_{text_, themes_};
    app::Touch touch_;
    core::Now now_{core::Instant(1'795'000'000'000ms), 1h};
    std::mt19937_64 chance_{seed()};
    std::vector<core::Keep> kept_;
    app::Kiosk kiosk_{wordings_, "device", [this] { return chance_(); },
                      [](core::Instant at, const std::string&) {
                          return std::chrono::local_time<core::milliseconds>(at.time_since_epoch());
                      },
                      [this](core::Keep keep) { kept_.push_back(std::move(keep)); }};
};

TEST_F(DayTest, ADayOfShoppersLeavesMemoryAsItWas) {
    const int shoppers = sized("shoppers of a day", 600, 6'000);
    if (heap_mib() == 0) GTEST_SKIP() << "this allocator, a sanitizer's, does not tell";
    // What is remembered of glyphs and lines has a limit each; here they come near it.
    constexpr int until_all_is_seen = 2'000;
    for (int shopper = 0; shopper < until_all_is_seen; ++shopper) serve_one();
    const double before = heap_mib();
    for (int shopper = 0; shopper < shoppers; ++shopper) serve_one();
    std::cout << before << " MiB, and " << heap_mib() << " MiB after " << shoppers << " shoppers\n";
    EXPECT_LT(heap_mib(), before + 1);
}

}  // namespace
}  // namespace earshot::test
