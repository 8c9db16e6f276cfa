#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "app/common/assets.h"
#include "app/kiosk/canvas.h"
#include "app/kiosk/direction.h"
#include "app/kiosk/presenter.h"
#include "app/kiosk/screens/page_layout.h"
#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"
#include "tests/app/kiosk/sights.h"
#include "tests/support/size.h"

namespace earshot::app {
namespace {

struct Sight {
    std::string name;
    View view;
    Panel panel;     // the part of it that is used
    int height = 0;  // of the whole
    Elements elements;
};

std::optional<PageLayout> page_of(const Sight& sight, Text& text) {
    if (const auto* question = std::get_if<QuestionView>(&sight.view.screen))
        return lay_out(to_page(*question), sight.panel, text);
    if (const auto* menu = std::get_if<MenuView>(&sight.view.screen))
        return lay_out(to_page(*menu), sight.panel, text);
    return std::nullopt;
}

Themes all_themes() {
    std::vector<std::string> problems;
    return *Themes::read(assets_folder() / "themes", {}, problems);
}

struct Parts {
    Themes themes = all_themes();
    Text text{assets_folder() / "icons"};
    Wordings wordings{assets_folder() / "locale"};
};

// Dear ImGui needs no window to fill a list.
class Drawing {
  public:
    Drawing() {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().DisplaySize = {1920, 1920};
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    }
    ~Drawing() { ImGui::DestroyContext(); }
    Drawing(const Drawing&) = delete;
    Drawing& operator=(const Drawing&) = delete;

    Elements draw(Parts& parts, const View& view, const Panel& panel) {
        Presenter presenter(parts.text, parts.themes);
        ImGui::NewFrame();
        presenter.show(view, panel, core::milliseconds(0));
        presenter.draw(*ImGui::GetBackgroundDrawList(), core::milliseconds(1000));
        ImGui::Render();
        return presenter.elements();
    }
};

struct NamedAccess {
    std::string name;
    Access access;
};
const std::vector<NamedAccess> ways_to_see = {
    {"", {}},
    {", large", {.large = true}},
    {", low", {.low = true}},
    {", large and low", {.large = true, .low = true}},
};

std::vector<Sight> seen_in(Parts& parts, const std::string& language) {
    Drawing drawing;
    std::vector<Sight> sights;
    for (auto& [view_name, view] : test::views(parts.wordings, language))
        for (const auto& [panel_name, panel] : test::panels())
            for (const auto& [how, access] : ways_to_see) {
                if (test::is_staffs(view) && access != Access{}) continue;
                view.access = access;
                sights.push_back({view_name + " on " + panel_name + how, view,
                                  part_for(access, panel), panel.height,
                                  drawing.draw(parts, view, panel)});
            }
    return sights;
}

Parts& the_parts() {
    static Parts parts;
    return parts;
}

// Drawn once for all the tests.
const std::vector<Sight>& seen(const std::string& language) {
    static std::map<std::string, std::vector<Sight>> known;
    if (!known.contains(language)) known[language] = seen_in(the_parts(), language);
    return known[language];
}

class LayoutTest : public testing::TestWithParam<std::string> {
  protected:
    template <typename Check>
    void on_every_screen(Check check) {
        for (const Sight& sight : seen(GetParam())) {
            SCOPED_TRACE(sight.name);
            check(sight);
        }
    }

    template <typename Check>
    void on_every_page(Check check) {
        on_every_screen([&](const Sight& sight) {
            if (const auto page = page_of(sight, the_parts().text)) check(*page, sight);
        });
    }
};

float gap(const Rect& one, const Rect& other) {
    const float across = std::max(other.x - one.right(), one.x - other.right());
    const float down = std::max(other.y - one.bottom(), one.y - other.bottom());
    return std::max(across, down);
}

TEST_P(LayoutTest, GivesEveryTargetTwentyMillimetresEachWayAndKeysFifteen) {
    on_every_screen([&](const Sight& sight) {
        const Panel& panel = sight.panel;
        for (const Element& element : sight.elements) {
            if (!is_control(element)) continue;
            const bool letter = element.role == Role::key && element.id.starts_with("key:");
            const float least = letter ? 15 : 20;
            EXPECT_GE(element.bounds.w / panel.px_per_mm, least) << element.id;
            EXPECT_GE(element.bounds.h / panel.px_per_mm, least) << element.id;
        }
    });
}

TEST_P(LayoutTest, KeepsThreeMillimetresBetweenTargetsAndFiveToTheEdge) {
    on_every_screen([&](const Sight& sight) {
        const Panel& panel = sight.panel;
        const Elements& all = sight.elements;
        for (const Element& one : all) {
            const Rect& box = one.bounds;
            EXPECT_GE(std::min(box.x, box.y) / panel.px_per_mm, 5) << one.id;
            EXPECT_GE((static_cast<float>(panel.width) - box.right()) / panel.px_per_mm, 5)
                << one.id;
            EXPECT_GE((static_cast<float>(sight.height) - box.bottom()) / panel.px_per_mm, 5)
                << one.id;
            for (const Element& other : all) {
                if (&one == &other || !is_control(one) || !is_control(other)) continue;
                EXPECT_GE(gap(box, other.bounds) / panel.px_per_mm, 3) << one.id << " " << other.id;
            }
        }
    });
}

TEST_P(LayoutTest, LaysNothingOverAnythingElse) {
    on_every_screen([&](const Sight& sight) {
        const Elements& all = sight.elements;
        for (std::size_t one = 0; one < all.size(); ++one)
            for (std::size_t other = one + 1; other < all.size(); ++other)
                EXPECT_GE(gap(all[one].bounds, all[other].bounds), -0.01F)
                    << all[one].id << " " << all[other].id;
    });
}

// Letters and numbers stand as on every keyboard, whichever way the language is read.
bool is_of_a_keyboard(const Element& element) {
    return element.role == Role::key || element.id == "done";
}

TEST_P(LayoutTest, NotesThingsInTheOrderInWhichTheyAreRead) {
    on_every_screen([&](const Sight& sight) {
        Elements all = sight.elements;
        const bool mirrored = is_right_to_left(GetParam());
        if (mirrored)
            for (Element& element : all) element.bounds.x = -element.bounds.right();
        const bool columns =
            std::holds_alternative<ThanksView>(sight.view.screen) || test::is_staffs(sight.view);
        for (std::size_t one = 0; one < all.size(); ++one)
            for (std::size_t later = one + 1; later < all.size(); ++later) {
                const Rect& before = all[one].bounds;
                const Rect& after = all[later].bounds;
                // Some stand in columns: one is read whole before that to its right.
                const bool next_column = columns && after.x >= before.right();
                const bool above = after.bottom() <= before.y && !next_column;
                const bool keys =
                    mirrored && is_of_a_keyboard(all[one]) && is_of_a_keyboard(all[later]);
                const bool beside = !keys && after.y < before.bottom() && before.y < after.bottom();
                EXPECT_FALSE(above) << all[later].id << " is noted after " << all[one].id;
                EXPECT_FALSE(beside && after.right() <= before.x)
                    << all[later].id << " is noted after " << all[one].id;
            }
    });
}

TEST_P(LayoutTest, TakesNothingWhileAnAnswerIsBeingKept) {
    Parts parts;
    Drawing drawing;
    for (auto& [view_name, view] : test::views(parts.wordings, GetParam())) {
        if (auto* question = std::get_if<QuestionView>(&view.screen))
            question->live = question->done_enabled = false;
        else if (auto* menu = std::get_if<MenuView>(&view.screen))
            menu->live = false;
        else
            continue;
        for (const auto& [name, panel] : test::panels())
            for (const Element& element : drawing.draw(parts, view, panel))
                EXPECT_FALSE(is_control(element) && element.enabled)
                    << element.id << " of " << view_name << " on " << name;
    }
}

TEST_P(LayoutTest, FitsEveryLabelInEveryLanguageWithoutCuttingAWord) {
    on_every_page([&](const PageLayout& page, const Sight&) {
        EXPECT_TRUE(page.cards.look.fits);
        EXPECT_TRUE(page.heading.fits) << page.heading.lines.front();
        EXPECT_TRUE(page.note.lines.empty() || page.note.fits) << page.note.lines.front();
    });
}

TEST_P(LayoutTest, SetsWordsInCapitalsThatAreLegibleFromAMetre) {
    on_every_page([&](const PageLayout& page, const Sight& sight) {
        const float least = sight.view.access.large ? large_capitals_min : capitals_min;
        const auto capitals = [&](const Style& style) {
            return style.size * cap_height / sight.panel.px_per_mm;
        };
        EXPECT_GE(capitals(page.heading.style), least - 0.05);
        EXPECT_GE(capitals(page.cards.look.label), least - 0.05);
        EXPECT_GE(capitals(page.button), least - 0.05);
    });
}

// All on one page where they fit; else every page but the last leads on, and the last one back.
TEST_P(LayoutTest, ShowsEveryChoiceOnceOverItsPages) {
    Text& text = the_parts().text;
    on_every_page([&](const PageLayout& first, const Sight& sight) {
        const auto* question = std::get_if<QuestionView>(&sight.view.screen);
        if (question == nullptr) return;
        QuestionView turned = *question;
        std::size_t shown = 0;
        turned.page = 0;
        PageLayout page = lay_out(to_page(turned), sight.panel, text);
        for (;; ++turned.page) {
            page = lay_out(to_page(turned), sight.panel, text);
            EXPECT_EQ(page.cards.first, shown);
            shown += page.cards.cards.size();
            if (page.cards.more.w == 0 || page.cards.more_goes_back) break;
        }
        EXPECT_EQ(shown, question->choices.size());
        EXPECT_LE(first.cards.cards.size(), 12U);
    });
}

TEST_P(LayoutTest, StandsWithinReachWhereItIsShownLow) {
    on_every_screen([&](const Sight& sight) {
        const auto unused = static_cast<float>(sight.height - sight.panel.height);
        for (const Element& element : sight.elements)
            EXPECT_GE(element.bounds.y, unused) << element.id;
    });
}

TEST_P(LayoutTest, NotesEveryControlOnceForThoseWhoLookFromOutside) {
    on_every_screen([&](const Sight& sight) {
        std::set<std::string> ids;
        for (const Element& element : sight.elements) {
            if (is_control(element)) {
                EXPECT_TRUE(ids.insert(element.id).second) << element.id;
                EXPECT_FALSE(element.label.empty()) << element.id;
            }
        }
        if (std::holds_alternative<QuestionView>(sight.view.screen)) {
            EXPECT_TRUE(ids.contains("skip"));
        }
        if (const auto* menu = std::get_if<MenuView>(&sight.view.screen)) {
            EXPECT_TRUE(ids.contains(menu->which == Menu::warning ? "skip" : "back"));
        }
        if (std::holds_alternative<ThanksView>(sight.view.screen)) {
            EXPECT_TRUE(ids.contains("done"));
        }
    });
}

TEST_P(LayoutTest, HasAPictureForEveryIconNamed) {
    Text& text = the_parts().text;
    on_every_screen([&](const Sight& sight) {
        const auto* question = std::get_if<QuestionView>(&sight.view.screen);
        const auto* menu = std::get_if<MenuView>(&sight.view.screen);
        if (question == nullptr && menu == nullptr) return;
        for (const ChoiceView& choice : question ? question->choices : menu->items)
            EXPECT_TRUE(choice.icon.empty() || text.has_icon(choice.icon)) << choice.icon;
    });
}

// Each is laid out with room for all; these differ most in how they look.
std::vector<std::string> looked_at() {
    if (test::sized("languages", 4, 10) == 10) return test::languages();
    return {"en", "uk", "ar", "hi"};
}

INSTANTIATE_TEST_SUITE_P(Languages, LayoutTest, testing::ValuesIn(looked_at()),
                         [](const auto& language) { return language.param; });

}  // namespace
}  // namespace earshot::app
