#include "tests/app/kiosk/pad_sights.h"

#include <stdexcept>

#include "app/common/assets.h"
#include "app/kiosk/pad_view.h"
#include "core/data_folder.h"

namespace earshot::test {
namespace {

using namespace std::chrono_literals;

std::vector<core::Reason> first_book() {
    const auto file = core::read_file(app::assets_folder() / "reasons.toml");
    if (!file) throw std::runtime_error(file.error().message);
    auto book = core::read_reasons(*file);
    if (!book) throw std::runtime_error(book.error().message);
    return *std::move(book);
}

// A pad whose clock is ours.
class Noted {
  public:
    Noted(const core::Bundle& bundle, const std::string& language, bool on_its_own)
        : pad_([this] { return ++chance_; },
               {[this](core::Record record) { ids_.push_back(record.id); }, [] {}, [] {},
                [](const std::string&) {}, [](const std::string&) {}}) {
        pad_.write_with(keyboards_.in(language));
        pad_.use(bundle, language, now_);
        pad_.begin_shift(now_);
        if (on_its_own)
            pad_.stand_open(now_);
        else
            pad_.open(now_);
    }
    Noted& type(const std::string& keys) {
        pad_.type(keys, now_);
        return *this;
    }
    Noted& enter() {
        pad_.key(app::Key::select, false, now_);
        return *this;
    }
    Noted& kept(bool safe = true) {
        for (const std::string& id : ids_) pad_.kept(id, safe, now_);
        return *this;
    }
    Noted& undo() {
        pad_.key(app::Key::erase, false, now_);
        return *this;
    }
    Noted& tap(const std::string& id) {
        pad_.tap({app::Role::button, id, "", {}, true}, core::Entered::touch, now_);
        return *this;
    }
    Noted& hear(app::Recorded::Stage stage, int level = 0) {
        pad_.hear({true, {stage, level, 12s, false}}, now_);
        return *this;
    }
    app::View view(app::Wordings& wordings) const {
        return app::pad_view(pad_, "Europe/Berlin", wordings);
    }

  private:
    core::Now now_{core::Instant(std::chrono::sys_days(std::chrono::days(20'400))) + 8h, 1h};
    std::uint64_t chance_ = 0;
    std::vector<std::string> ids_;
    app::ScreenKeyboards keyboards_{app::assets_folder() / "keyboards"};
    app::Pad pad_;
};

}  // namespace

std::vector<NamedView> pad_views(app::Wordings& wordings, core::Bundle bundle,
                                 const std::string& language) {
    bundle.reasons = first_book();
    const core::OpeningKey key = core::make_opening_key("k");
    bundle.sealing_key = core::to_base64(key.key);
    for (core::Notice& notice : bundle.notices) notice.heard_here = true;
    core::Bundle quiet = bundle;
    quiet.notices.clear();
    core::Bundle spoken = quiet;
    spoken.offer.voice = true;
    const auto speaks = [&](bool own) { return Noted(spoken, language, own); };
    using app::Recorded;
    const auto on = [&](bool own) { return Noted(quiet, language, own); };
    return {
        {"pad", on(true).view(wordings)},
        {"pad-corner", on(false).view(wordings)},
        {"pad-topic", on(true).type("4").view(wordings)},
        {"pad-more", on(true).type("8").view(wordings)},
        {"pad-noted", on(true).type("5-").kept().view(wordings)},
        {"pad-not-noted", on(false).type("5*").kept(false).view(wordings)},
        {"pad-undone", on(false).type("1+").kept().undo().view(wordings)},
        {"pad-postponed", on(true).type("0").view(wordings)},
        {"pad-marks", on(true).type(".2").view(wordings)},
        {"pad-words", on(true).type("5-").kept().enter().view(wordings)},
        {"pad-words-phone", on(true).type("5-").kept().enter().type("0301234567 a").view(wordings)},
        {"pad-voice-offered", speaks(false).hear(Recorded::Stage::none).view(wordings)},
        {"pad-voice", speaks(true).hear(Recorded::Stage::none).tap("voice").view(wordings)},
        {"pad-voice-talks", speaks(true)
                                .hear(Recorded::Stage::none)
                                .tap("voice")
                                .hear(Recorded::Stage::recording, 9)
                                .view(wordings)},
        {"pad-voice-kept", speaks(true)
                               .hear(Recorded::Stage::none)
                               .tap("voice")
                               .hear(Recorded::Stage::kept)
                               .view(wordings)},
        {"pad-voice-topic", speaks(true)
                                .hear(Recorded::Stage::none)
                                .tap("voice")
                                .hear(Recorded::Stage::kept)
                                .tap("save")
                                .type("3")
                                .view(wordings)},
        {"pad-news", Noted(bundle, language, true).view(wordings)}};
}

}  // namespace earshot::test
