#include "app/kiosk/refused.h"

#include <spdlog/spdlog.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "app/kiosk/narration.h"
#include "app/kiosk/presenter.h"
#include "app/kiosk/theme.h"
#include "app/kiosk/trace.h"
#include "app/kiosk/window.h"

namespace earshot::app {
namespace {

constexpr core::milliseconds look_again_every = std::chrono::seconds(2);

struct Obstacle {
    core::Error error;
    StorageTrouble trouble;
};

// The folder, or what is in its way; in use by another process is an error to end with.
core::Result<core::DataFolder> claim(const Settings& settings, std::optional<Obstacle>& obstacle) {
    obstacle.reset();
    try {
        auto data = core::DataFolder::claim(settings.data);
        if (!data && data.error().kind == core::ErrorKind::denied)
            obstacle = Obstacle{data.error(), {core::Trouble::not_ours, data.error().message}};
        return data;
    } catch (const std::system_error& error) {
        obstacle = Obstacle{{core::ErrorKind::unavailable, error.what()},
                            {core::trouble_of(error), error.what()}};
        return tl::unexpected(obstacle->error);
    }
}

// Nothing of the shop's can be read, so its language is the machine's.
std::string language_of_machine(const Wordings& wordings) {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        const std::string language = std::string(value).substr(0, 2);
        return wordings.has(language) ? language : "en";
    }
    return "en";
}

// The screen meanwhile.
class Notice {
  public:
    Notice(const Settings& settings, const Themes& themes)
        : window_(settings.window),
          text_(settings.assets / "icons"),
          presenter_(text_, themes),
          wordings_(settings.assets / "locale"),
          language_(language_of_machine(wordings_)) {
        if (settings.trace) trace_.emplace(*settings.trace);
    }

    void show(const StorageTrouble& trouble) {
        const core::Bundle none;
        const std::vector<std::string> languages{language_};
        Scene scene{none, languages, language_, {}};
        scene.trouble = trouble;
        const core::Now now = core::system_now();
        presenter_.show(Narration(wordings_, scene).fault(), window_.panel(), now.steady);
        window_.draw(text_, [&](ImDrawList& list) { return presenter_.draw(list, now.steady); });
        if (trace_)
            trace_->note(presenter_.view(), presenter_.elements(), window_.origin(), std::nullopt,
                         now.wall);
    }

    // False once the program is to end.
    bool rest() {
        for (const Input& input : window_.wait(look_again_every)) {
            if (input.kind == Input::Kind::stop) return false;
            if (input.kind == Input::Kind::closed && !window_.fullscreen()) return false;
        }
        return true;
    }

  private:
    Window window_;
    Text text_;
    Presenter presenter_;
    Wordings wordings_;
    std::string language_;
    std::optional<Trace> trace_;
};

}  // namespace

core::Result<core::DataFolder> claim_or_tell(const Settings& settings) {
    std::optional<Obstacle> obstacle;
    auto data = claim(settings, obstacle);
    if (!obstacle) return data;
    spdlog::error("{}", obstacle->error.message);
    std::vector<std::string> problems;
    TRY_ASSIGN(const Themes themes, Themes::read(settings.assets / "themes", {}, problems));
    Notice notice(settings, themes);
    while (obstacle) {
        notice.show(obstacle->trouble);
        if (!notice.rest()) return tl::unexpected(obstacle->error);
        data = claim(settings, obstacle);
    }
    return data;
}

}  // namespace earshot::app
