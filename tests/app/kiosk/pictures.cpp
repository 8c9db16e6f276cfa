// Saves a picture of every screen in every language on every panel, for people to look at:
//   SDL_VIDEODRIVER=offscreen kiosk_pictures FOLDER [PART OF A NAME] [large|low|contrast|LOOK …]
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "app/common/assets.h"
#include "app/kiosk/presenter.h"
#include "app/kiosk/window.h"
#include "tests/app/kiosk/sights.h"

namespace {

using namespace earshot;

void save(const std::filesystem::path& file, const app::Panel& panel,
          const std::vector<std::uint8_t>& picture) {
    std::ofstream out(file, std::ios::binary);
    out << "P6\n" << panel.width << " " << panel.height << "\n255\n";
    out.write(reinterpret_cast<const char*>(picture.data()),
              static_cast<std::streamsize>(picture.size()));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: kiosk_pictures FOLDER [PART OF A NAME]\n";
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    const std::string part = argc > 2 ? argv[2] : "";
    std::filesystem::create_directories(folder);
    std::vector<std::string> problems;
    const auto themes = app::Themes::read(app::assets_folder() / "themes", {}, problems);
    if (!themes) throw std::runtime_error(themes.error().message);
    app::Wordings wordings(app::assets_folder() / "locale");
    for (const auto& [panel_name, panel] : test::panels()) {
        app::Window::Wanted wanted;
        wanted.windowed = {panel.width, panel.height};
        app::Window window(wanted);
        app::Text text(app::assets_folder() / "icons");
        for (const std::string& language : test::languages())
            for (auto& [view_name, view] : test::views(wordings, language)) {
                std::string name = panel_name + "-" + language + "-" + view_name;
                if (name.find(part) == std::string::npos) continue;
                for (int index = 3; index < argc; ++index) {
                    const std::string how = argv[index];
                    name += "-" + how;
                    view.access.large |= how == "large";
                    view.access.low |= how == "low";
                    view.access.contrast |= how == "contrast";
                    if (how == "dark") view.look = how;
                }
                app::Presenter presenter(text, *themes);
                presenter.show(view, panel, std::chrono::hours(1));
                window.draw(text, [&](ImDrawList& list) {
                    return presenter.draw(list, std::chrono::hours(2));
                });
                save(folder / (name + ".ppm"), panel, window.picture());
            }
    }
    return 0;
}
