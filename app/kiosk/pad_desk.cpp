#include "app/kiosk/pad_desk.h"

#include <sstream>
#include <utility>
#include <vector>

#include "app/kiosk/pad_view.h"
#include "app/kiosk/sound.h"
#include "core/clock.h"
#include "core/data_folder.h"

namespace earshot::app {
namespace {

constexpr auto topics_file = "pad-topics";
constexpr auto told_file = "pad-told";

std::string content(const std::filesystem::path& file) {
    return core::read_file(file).value_or("");
}

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace

PadDesk::PadDesk(const std::filesystem::path& folder, std::filesystem::path words, Inbox& inbox,
                 JournalThread& journal, Wordings& wordings, ScreenKeyboards& keyboards,
                 Calls calls)
    : journal_(journal),
      wordings_(wordings),
      keyboards_(keyboards),
      words_(std::move(words)),
      pad_(core::system_random,
           {[this](core::Record record) { keep(std::move(record)); }, std::move(calls.busy),
            std::move(calls.team),
            [&journal](const std::string& text) { journal.save(topics_file, text); },
            [&journal](const std::string& text) { journal.save(told_file, text); },
            [this](Pad::Ask what) { ask(what); }},
           content(folder / topics_file), content(folder / told_file)),
      voice_(open_sound, [this, &inbox](const VoiceState& state) {
          inbox.post([this, state] { pad_.hear(state, core::system_now()); });
      }) {}

// What was said aloud comes by way of its thread.
void PadDesk::keep(core::Record record) {
    const auto* comment = std::get_if<core::Comment>(&record.body);
    if (!comment || !comment->audio) return journal_.keep(std::move(record), false);
    voice_.take([this, record = std::move(record)](std::string sound) {
        journal_.keep_spoken(record, std::move(sound));
    });
}

void PadDesk::ask(Pad::Ask ask) {
    switch (ask) {
        case Pad::Ask::look:
            return voice_.look();
        case Pad::Ask::record:
            return voice_.record();
        case Pad::Ask::stop:
            return voice_.stop();
        case Pad::Ask::listen:
            return voice_.listen();
        case Pad::Ask::discard:
            return voice_.discard();
    }
}

void PadDesk::use(core::Bundle bundle) {
    zone_ = bundle.shop.timezone;
    const std::string language =
        bundle.shop.languages.empty() ? "en" : bundle.shop.languages.front();
    pad_.write_with(keyboards_.in(language));
    if (std::vector<std::string>& words = bundle.words[language]; words.empty())
        words = lines_of(content(words_ / (language + ".txt")));
    pad_.use(bundle, language, core::system_now());
}

View PadDesk::view() const { return pad_view(pad_, zone_, wordings_); }

}  // namespace earshot::app
