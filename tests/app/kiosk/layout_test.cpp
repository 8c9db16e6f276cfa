#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/common/assets.h"
#include "app/kiosk/canvas.h"
#include "app/kiosk/screens/question_layout.h"
#include "app/kiosk/screens/screens.h"
#include "app/kiosk/sizes.h"
#include "tests/app/kiosk/sights.h"

namespace earshot::app {
namespace {

struct Sight {
    std::string name;
    View view;
    Panel panel;
    Elements elements;
    QuestionLayout layout;  // of a question
};

struct Parts {
    Theme theme = *read_theme(assets_folder() / "themes" / "light.toml");
    Text text{assets_folder() / "icons"};
    Wordings wordings{assets_folder() / "locale"};
    Feel feel;
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
        Elements elements;
        ImGui::NewFrame();
        Canvas canvas{
            *ImGui::GetBackgroundDrawList(), parts.text, parts.theme, panel, parts.feel, elements};
        draw_screen(canvas, view);
        ImGui::Render();
        return elements;
    }
};

std::vector<Sight> seen_in(Parts& parts, const std::string& language) {
    Drawing drawing;
    std::vector<Sight> sights;
    for (const auto& [view_name, view] : test::views(parts.wordings, language))
        for (const auto& [panel_name, panel] : test::panels()) {
            Sight sight{
                view_name + " on " + panel_name, view, panel, drawing.draw(parts, view, panel), {}};
            if (const auto* question = std::get_if<QuestionView>(&view.screen))
                sight.layout = lay_out(*question, panel, parts.text);
            sights.push_back(std::move(sight));
        }
    return sights;
}

// Drawn once for all the tests.
const std::vector<Sight>& seen(const std::string& language) {
    static Parts parts;
    static std::map<std::string, std::vector<Sight>> known;
    if (!known.contains(language)) known[language] = seen_in(parts, language);
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
    void on_every_question(Check check) {
        on_every_screen([&](const Sight& sight) {
            const auto* question = std::get_if<QuestionView>(&sight.view.screen);
            if (question && question->menu == Menu::none) check(*question, sight);
        });
    }
};

bool is_target(const Element& element) {
    return element.role == Role::choice || element.role == Role::button;
}

float gap(const Rect& one, const Rect& other) {
    const float across = std::max(other.x - one.right(), one.x - other.right());
    const float down = std::max(other.y - one.bottom(), one.y - other.bottom());
    return std::max(across, down);
}

TEST_P(LayoutTest, GivesEveryTargetTwentyMillimetresEachWay) {
    on_every_screen([&](const Sight& sight) {
        const Panel& panel = sight.panel;
        for (const Element& element : sight.elements) {
            if (!is_target(element)) continue;
            EXPECT_GE(element.bounds.w / panel.px_per_mm, 20) << element.id;
            EXPECT_GE(element.bounds.h / panel.px_per_mm, 20) << element.id;
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
            EXPECT_GE((static_cast<float>(panel.height) - box.bottom()) / panel.px_per_mm, 5)
                << one.id;
            for (const Element& other : all) {
                if (&one == &other || !is_target(one) || !is_target(other)) continue;
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
                EXPECT_GE(gap(all[one].bounds, all[other].bounds), 0)
                    << all[one].id << " " << all[other].id;
    });
}

TEST_P(LayoutTest, NotesThingsInTheOrderInWhichTheyAreRead) {
    on_every_screen([&](const Sight& sight) {
        const Elements& all = sight.elements;
        const bool thanks = std::holds_alternative<ThanksView>(sight.view.screen);
        for (std::size_t one = 0; one < all.size(); ++one)
            for (std::size_t later = one + 1; later < all.size(); ++later) {
                const Rect& before = all[one].bounds;
                const Rect& after = all[later].bounds;
                // The thanks stand in columns: one is read whole before that to its right.
                const bool next_column = thanks && after.x >= before.right();
                const bool above = after.bottom() <= before.y && !next_column;
                const bool beside = after.y < before.bottom() && before.y < after.bottom();
                EXPECT_FALSE(above) << all[later].id << " is noted after " << all[one].id;
                EXPECT_FALSE(beside && after.right() <= before.x)
                    << all[later].id << " is noted after " << all[one].id;
            }
    });
}

TEST_P(LayoutTest, TakesNothingWhileAnAnswerIsBeingKept) {
    Parts parts;
    Drawing drawing;
    for (const bool picking : {false, true}) {
        auto views = test::views(parts.wordings, GetParam());
        const auto asks = [](const test::NamedView& each) {
            const auto* question = std::get_if<QuestionView>(&each.view.screen);
            return question && question->languages.size() > 1;
        };
        const auto found = std::ranges::find_if(views, asks);
        ASSERT_NE(found, views.end());
        auto& question = std::get<QuestionView>(found->view.screen);
        question.live = false;
        question.done_enabled = false;
        question.menu = picking ? Menu::language : Menu::none;
        for (const auto& [name, panel] : test::panels())
            for (const Element& element : drawing.draw(parts, found->view, panel))
                EXPECT_FALSE(is_target(element) && element.enabled) << element.id << " on " << name;
    }
}

TEST_P(LayoutTest, FitsEveryLabelInEveryLanguageWithoutCuttingAWord) {
    on_every_question([&](const QuestionView& question, const Sight& sight) {
        EXPECT_TRUE(sight.layout.look.fits);
        EXPECT_TRUE(sight.layout.heading.fits) << question.heading.now;
        EXPECT_TRUE(sight.layout.note.lines.empty() || sight.layout.note.fits) << question.note.now;
    });
}

TEST_P(LayoutTest, SetsWordsInCapitalsThatAreLegibleFromAMetre) {
    on_every_question([&](const QuestionView&, const Sight& sight) {
        const auto capitals = [&](const Style& style) {
            return style.size * cap_height / sight.panel.px_per_mm;
        };
        EXPECT_GE(capitals(sight.layout.heading.style), capitals_min - 0.01);
        // Twelve toggles on the smallest panel: their marks take room that letters then lack.
        const float least = sight.name == "first-several on small" ? 3.4F : capitals_min - 0.05F;
        EXPECT_GE(capitals(sight.layout.look.label), least);
        EXPECT_GE(capitals(sight.layout.button), capitals_min - 0.01);
    });
}

TEST_P(LayoutTest, ShowsTwelveChoicesAtOnceAndMoreOnTwoPages) {
    on_every_question([&](const QuestionView& question, const Sight& sight) {
        if (question.choices.size() <= 12) {
            EXPECT_EQ(sight.layout.cards.size(), question.choices.size());
            EXPECT_EQ(sight.layout.more.w, 0);
            return;
        }
        EXPECT_GT(sight.layout.more.w, 0);
        EXPECT_EQ(sight.layout.first + sight.layout.cards.size(),
                  question.page == 0 ? 11 : question.choices.size());
    });
}

TEST_P(LayoutTest, NotesEveryControlOnceForThoseWhoLookFromOutside) {
    on_every_screen([&](const Sight& sight) {
        std::set<std::string> ids;
        for (const Element& element : sight.elements) {
            if (is_target(element)) {
                EXPECT_TRUE(ids.insert(element.id).second) << element.id;
                EXPECT_FALSE(element.label.empty()) << element.id;
            }
        }
        if (std::holds_alternative<QuestionView>(sight.view.screen)) {
            const auto& question = std::get<QuestionView>(sight.view.screen);
            EXPECT_TRUE(ids.contains(question.menu != Menu::none ? "back" : "skip"));
        }
        if (std::holds_alternative<ThanksView>(sight.view.screen)) {
            EXPECT_TRUE(ids.contains("done"));
        }
    });
}

TEST_P(LayoutTest, HasAPictureForEveryIconNamed) {
    Text text(assets_folder() / "icons");
    on_every_question([&](const QuestionView& question, const Sight&) {
        for (const ChoiceView& choice : question.choices)
            EXPECT_TRUE(choice.icon.empty() || text.has_icon(choice.icon)) << choice.icon;
    });
}

INSTANTIATE_TEST_SUITE_P(Languages, LayoutTest, testing::Values("en", "de", "es"),
                         [](const auto& language) { return language.param; });

}  // namespace
}  // namespace earshot::app
