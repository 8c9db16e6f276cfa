#include "app/kiosk/out_of_order.h"

#include <cstdlib>
#include <string>

#include "app/kiosk/narration.h"
#include "app/kiosk/presenter.h"
#include "app/kiosk/theme.h"
#include "app/kiosk/wording.h"

namespace earshot::app {
namespace {

// As in "de_DE.UTF-8".
std::string language_of_machine() {
    const char* locale = std::getenv("LANG");
    return locale == nullptr ? "en" : std::string(locale).substr(0, 2);
}

bool ends(const std::vector<Input>& inputs) {
    for (const Input& input : inputs)
        if (input.kind == Input::Kind::stop) return true;
    return false;
}

}  // namespace

core::Result<void> say_out_of_order(const std::filesystem::path& assets,
                                    const Window::Wanted& wanted, std::chrono::seconds how_long) {
    std::vector<std::string> problems;
    TRY_ASSIGN(const Themes themes, Themes::read(assets / "themes", {}, problems));
    Window window(wanted);
    Text text(assets / "icons");
    Presenter presenter(text, themes);
    Wordings wordings(assets / "locale");
    const core::Bundle nothing;
    const std::vector<std::string> languages{language_of_machine()};
    const View view = Narration(wordings, {nothing, languages, languages.front(), {}}).fault();

    const core::milliseconds end = core::system_now().steady + how_long;
    for (core::milliseconds now = core::system_now().steady; now < end;
         now = core::system_now().steady) {
        presenter.show(view, window.panel(), now);
        window.draw(text, [&](ImDrawList& list) { return presenter.draw(list, now); });
        if (ends(window.wait(end - now))) break;
    }
    return {};
}

}  // namespace earshot::app
