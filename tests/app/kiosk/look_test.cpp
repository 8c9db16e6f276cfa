// Looks at the pixels of every screen, so that the element tree cannot lie: what it does not name
// is not there, nothing lies under the bezel, no words reach the edge of their card, and all can be
// read. Leaves a sheet of pictures for each language in build/PRESET/contact_sheets for people to
// look at.
#include <gtest/gtest.h>
#include <stb_image_write.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "app/common/assets.h"
#include "app/kiosk/presenter.h"
#include "app/kiosk/window.h"
#include "tests/app/kiosk/sights.h"
#include "tests/support/size.h"

namespace earshot::app {
namespace {

using std::chrono_literals::operator""ms;

const std::vector<std::string> languages = {"en", "es", "de", "fr", "pl",
                                            "uk", "tr", "ar", "hi", "zh"};

struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;

    Colour at(int x, int y) const {
        const auto* pixel = &rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                  static_cast<std::size_t>(x)) *
                                 3];
        return {pixel[0], pixel[1], pixel[2], 255};
    }
};

struct Seen {
    std::string name;
    Panel panel;
    View view;
    Elements elements;
    Picture picture;
    Colour ground;
};

int as_int(float value) { return static_cast<int>(std::lround(value)); }

bool alike(Colour one, Colour other) {
    const auto near = [](int a, int b) { return std::abs(a - b) <= 3; };
    return near(one.red, other.red) && near(one.green, other.green) && near(one.blue, other.blue);
}

// Runs `check` on every pixel of a part of the picture, until it fails.
template <typename Check>
bool all_pixels(const Picture& picture, Rect part, Check check) {
    const int left = std::clamp(as_int(part.x), 0, picture.width);
    const int right = std::clamp(as_int(part.right()), 0, picture.width);
    const int top = std::clamp(as_int(part.y), 0, picture.height);
    const int bottom = std::clamp(as_int(part.bottom()), 0, picture.height);
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x)
            if (!check(x, y)) return false;
    return true;
}

void expect_nothing_under_the_bezel(const Seen& seen) {
    const float edge = seen.panel.px(5) - 1;
    const auto width = static_cast<float>(seen.panel.width);
    const auto height = static_cast<float>(seen.panel.height);
    for (const Rect strip : {Rect{0, 0, width, edge}, Rect{0, height - edge, width, edge},
                             Rect{0, 0, edge, height}, Rect{width - edge, 0, edge, height}})
        EXPECT_TRUE(all_pixels(seen.picture, strip, [&](int x, int y) {
            return alike(seen.picture.at(x, y), seen.ground);
        }));
}

// Accents and descenders stand out of the words' box, by less than its em.
float beyond(const Element& element, const Panel& panel) {
    const bool words = element.role == Role::heading || element.role == Role::text;
    return words ? std::min(element.bounds.h, panel.px(24)) * 0.5F : 2;
}

void expect_nothing_that_no_element_names(const Seen& seen) {
    std::vector<char> named(seen.picture.rgb.size() / 3, 0);
    for (const Element& element : seen.elements)
        all_pixels(seen.picture, element.bounds.inset(-beyond(element, seen.panel)),
                   [&](int x, int y) {
                       named[static_cast<std::size_t>(y * seen.picture.width + x)] = 1;
                       return true;
                   });
    const auto width = static_cast<float>(seen.panel.width);
    const auto height = static_cast<float>(seen.panel.height);
    int first_x = -1;
    int first_y = -1;
    all_pixels(seen.picture, {0, 0, width, height}, [&](int x, int y) {
        const bool fine = named[static_cast<std::size_t>(y * seen.picture.width + x)] != 0 ||
                          alike(seen.picture.at(x, y), seen.ground);
        if (!fine) {
            first_x = x;
            first_y = y;
        }
        return fine;
    });
    EXPECT_EQ(first_x, -1) << "something is drawn at " << first_x << "," << first_y;
}

// Just inside a control's edge there is its fill alone: words that ran on would cross it.
void expect_words_within_their_cards(const Seen& seen) {
    const float from = seen.panel.px(0.8F) + 1;
    const float to = seen.panel.px(1.2F);
    for (const Element& element : seen.elements) {
        if (element.role != Role::choice && element.role != Role::button) continue;
        const Rect& box = element.bounds;
        // Rounded corners are left out, and wholly round buttons with them.
        const float corner = std::min(box.w, box.h) / 2;
        const Rect sides[] = {{box.x + corner, box.y + from, box.w - 2 * corner, to - from},
                              {box.x + corner, box.bottom() - to, box.w - 2 * corner, to - from},
                              {box.x + from, box.y + corner, to - from, box.h - 2 * corner},
                              {box.right() - to, box.y + corner, to - from, box.h - 2 * corner}};
        for (const Rect& side : sides) {
            if (side.w < 1 || side.h < 1) continue;
            const Colour fill = seen.picture.at(as_int(side.x), as_int(side.y));
            EXPECT_TRUE(all_pixels(seen.picture, side, [&](int x, int y) {
                return alike(seen.picture.at(x, y), fill);
            })) << element.id;
        }
    }
}

// Among the colours of its box are two as far apart as text and ground must be.
void expect_words_that_can_be_read(const Seen& seen) {
    for (const Element& element : seen.elements) {
        if (element.label.empty() || !element.enabled) continue;
        if (element.role == Role::image || element.role == Role::meter) continue;
        Rect box = element.bounds;
        if (is_control(element)) box = box.inset(seen.panel.px(1.2F));
        std::map<std::uint32_t, int> colours;
        all_pixels(seen.picture, box, [&](int x, int y) {
            const Colour colour = seen.picture.at(x, y);
            ++colours[static_cast<std::uint32_t>(colour.red << 16 | colour.green << 8 |
                                                 colour.blue)];
            return true;
        });
        double most = 0;
        const auto to_colour = [](std::uint32_t rgb) {
            return Colour{static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
                          static_cast<std::uint8_t>(rgb), 255};
        };
        const auto ground =
            std::ranges::max_element(colours, {}, [](const auto& each) { return each.second; });
        for (const auto& [rgb, count] : colours)
            most = std::max(most, contrast(to_colour(rgb), to_colour(ground->first)));
        // What is written in a field is its own; the field itself is an edge.
        const double least = element.role == Role::field ? 3 : 6.9;
        EXPECT_GE(most, least) << element.id << " \"" << element.label << "\"";
    }
}

class LookTest : public testing::Test {
  protected:
    // A part of the cross product of screens, languages, themes, panels and letters that has every
    // pair of them in it somewhere; all of it under --long.
    template <typename Look>
    void on_every_screen(Look look) {
        const bool all = test::sized("looks", 0, 1) == 1;
        std::vector<std::string> problems;
        const auto themes = Themes::read(assets_folder() / "themes", {}, problems);
        ASSERT_TRUE(themes) << themes.error().message;
        Wordings wordings(assets_folder() / "locale");
        const std::vector<std::string> looks = {"light", "dark", "contrast"};
        std::size_t shopper_turn = test::seed();
        std::size_t pad_turn = test::seed();
        for (const auto& [panel_name, panel] : test::panels()) {
            Window::Wanted wanted;
            wanted.windowed = {panel.width, panel.height};
            Window window(wanted);
            Text text(assets_folder() / "icons");
            for (const std::string& language : languages) {
                for (auto& [view_name, view] : test::views(wordings, language)) {
                    // The pad's screens by turns of their own, as they have one look.
                    std::size_t& turn = view.cashiers ? pad_turn : shopper_turn;
                    ++turn;
                    // Each screen on one panel in each language, by turns.
                    if (!all && turn % test::panels().size() != 0) continue;
                    for (std::size_t how = 0; how < 2 * looks.size(); ++how) {
                        if (!all && how != turn / test::panels().size() % 6) continue;
                        // The cashier's pad has a look of its own.
                        if (view.cashiers && all && how > 0) continue;
                        if (!view.cashiers) {
                            view.look = looks[how / 2] == "contrast" ? "" : looks[how / 2];
                            view.access.contrast = looks[how / 2] == "contrast";
                            view.access.large = how % 2 == 1 && !test::is_staffs(view);
                        }
                        Seen seen = see(window, text, *themes, panel, view);
                        seen.name = panel_name + " " + language + " " + view_name + " " +
                                    looks[how / 2] + (view.access.large ? " large" : "");
                        SCOPED_TRACE(seen.name);
                        look(language, seen);
                    }
                }
            }
        }
    }

  private:
    static Seen see(Window& window, Text& text, const Themes& themes, const Panel& panel,
                    const View& view) {
        Presenter presenter(text, themes);
        presenter.show(view, panel, 0ms);
        window.draw(text, [&](ImDrawList& list) { return presenter.draw(list, 1000ms); });
        Seen seen{
            "", panel, view, presenter.elements(), {panel.width, panel.height, window.picture()},
            {}};
        seen.ground = seen.picture.at(0, 0);
        return seen;
    }
};

// Small pictures side by side, one sheet a language.
class Sheets {
  public:
    void add(const std::string& language, const Picture& picture) {
        Sheet& sheet = sheets_[language];
        const int column = sheet.count % columns;
        const int row = sheet.count / columns;
        ++sheet.count;
        sheet.rgb.resize(static_cast<std::size_t>(columns * cell * (row + 1) * cell) * 3, 90);
        const float scale = static_cast<float>(std::max(picture.width, picture.height)) /
                            static_cast<float>(cell - gap);
        for (int y = 0; y < as_int(static_cast<float>(picture.height) / scale); ++y)
            for (int x = 0; x < as_int(static_cast<float>(picture.width) / scale); ++x) {
                const Colour mean = mean_of(picture, x, y, scale);
                auto* pixel =
                    &sheet.rgb[static_cast<std::size_t>((row * cell + y) * columns * cell +
                                                        column * cell + x) *
                               3];
                pixel[0] = mean.red;
                pixel[1] = mean.green;
                pixel[2] = mean.blue;
            }
    }

    void save(const std::filesystem::path& folder) const {
        std::filesystem::create_directories(folder);
        for (const auto& [language, sheet] : sheets_) {
            const int rows = (sheet.count + columns - 1) / columns;
            const auto file = folder / (language + ".png");
            EXPECT_NE(stbi_write_png(file.c_str(), columns * cell, rows * cell, 3, sheet.rgb.data(),
                                     columns * cell * 3),
                      0)
                << file;
        }
    }

  private:
    static constexpr int columns = 5;
    static constexpr int cell = 400;
    static constexpr int gap = 8;
    struct Sheet {
        int count = 0;
        std::vector<std::uint8_t> rgb;
    };

    static Colour mean_of(const Picture& picture, int x, int y, float scale) {
        const int left = as_int(static_cast<float>(x) * scale);
        const int top = as_int(static_cast<float>(y) * scale);
        const int side = std::max(1, as_int(scale));
        int red = 0;
        int green = 0;
        int blue = 0;
        int count = 0;
        for (int down = top; down < std::min(top + side, picture.height); ++down)
            for (int across = left; across < std::min(left + side, picture.width); ++across) {
                const Colour colour = picture.at(across, down);
                red += colour.red;
                green += colour.green;
                blue += colour.blue;
                ++count;
            }
        count = std::max(count, 1);
        return {static_cast<std::uint8_t>(red / count), static_cast<std::uint8_t>(green / count),
                static_cast<std::uint8_t>(blue / count), 255};
    }

    std::map<std::string, Sheet> sheets_;
};

TEST_F(LookTest, ShowsWhatTheElementsTellAndNothingElse) {
    Sheets sheets;
    int count = 0;
    std::set<std::string> met;
    on_every_screen([&](const std::string& language, const Seen& seen) {
        expect_nothing_under_the_bezel(seen);
        expect_nothing_that_no_element_names(seen);
        expect_words_within_their_cards(seen);
        expect_words_that_can_be_read(seen);
        // Under --long the sheets show every screen as it mostly is.
        if (met.insert(language + std::to_string(seen.panel.width) + screen_name(seen.view) +
                       std::to_string(seen.elements.size()))
                .second)
            sheets.add(language, seen.picture);
        ++count;
    });
    sheets.save(CONTACT_SHEETS);
    std::printf("[ SCREENS  ] %d looked at; sheets in %s\n", count, CONTACT_SHEETS);
}

}  // namespace
}  // namespace earshot::app
