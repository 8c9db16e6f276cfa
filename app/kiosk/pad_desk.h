#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "app/kiosk/inbox.h"
#include "app/kiosk/journal_thread.h"
#include "app/kiosk/pad.h"
#include "app/kiosk/screen_keyboard.h"
#include "app/kiosk/view.h"
#include "app/kiosk/voice_thread.h"
#include "app/kiosk/wording.h"
#include "core/bundle.h"

namespace earshot::app {

// Joins the cashier's pad with the journal, the microphone, and what it remembers over a restart.
// One thread, that of the inbox.
class PadDesk {
  public:
    struct Calls {
        std::function<void()> busy;  // the next shopper is not to be asked
        std::function<void()> team;  // the staff's page is asked for
    };

    // `folder` is the journal's; `words` holds the lists that words are completed from where the
    // bundle brings none, one a line in LANG.txt. All must outlive it.
    PadDesk(const std::filesystem::path& folder, std::filesystem::path words, Inbox& inbox,
            JournalThread& journal, Wordings& wordings, ScreenKeyboards& keyboards, Calls calls);

    void use(core::Bundle bundle);
    Pad& pad() { return pad_; }
    const Pad& pad() const { return pad_; }
    View view() const;

  private:
    void keep(core::Record record);
    void ask(Pad::Ask ask);

    JournalThread& journal_;
    Wordings& wordings_;
    ScreenKeyboards& keyboards_;
    std::filesystem::path words_;
    std::string zone_;
    Pad pad_;
    VoiceThread voice_;  // last: it posts to the inbox of this
};

}  // namespace earshot::app
