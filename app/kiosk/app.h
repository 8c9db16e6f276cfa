#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/kiosk/inbox.h"
#include "app/kiosk/journal_thread.h"
#include "app/kiosk/kiosk.h"
#include "app/kiosk/presenter.h"
#include "app/kiosk/touch.h"
#include "app/kiosk/trace.h"
#include "app/kiosk/window.h"
#include "core/data_folder.h"
#include "core/result.h"
#include "sync/uplink/uplink_thread.h"

namespace earshot::app {

struct Settings {
    std::filesystem::path data;
    std::filesystem::path assets;
    std::optional<std::string> hub;
    std::optional<std::string> code;
    std::optional<std::filesystem::path> ca;
    std::optional<core::Questionnaire> questionnaire;  // to be tried
    std::optional<std::filesystem::path> trace;
    bool offline = false;
    Window::Wanted window;
};

// The kiosk at work: joins the window, what is shown, the journal's thread and the uplink's.
class App {
  public:
    // `data` is this process's for as long as the app lives.
    static core::Result<std::unique_ptr<App>> open(const Settings& settings, core::DataFolder data);

    // Shows and asks until the program is asked to end.
    void run();

  private:
    App(const Settings& settings, core::DataFolder data, const Theme& theme);

    void start_asking(const Settings& settings);
    core::Result<void> start_uplink(const Settings& settings);
    void use_identity(const sync::Identity& identity);
    void hear_of(const sync::LinkState& state);
    void hear_of(const JournalNews& news);

    // False once the program is to end.
    bool take(const Input& input);
    void show();
    std::optional<core::milliseconds> rest() const;

    core::DataFolder data_;
    Theme theme_;
    Window window_;
    Text text_;
    Presenter presenter_;
    Wordings wordings_;
    Kiosk kiosk_;
    Touch touch_;
    std::optional<Trace> trace_;
    bool must_draw_ = true;
    bool trial_ = false;

    Inbox inbox_;
    JournalThread journal_;                       // posts to the inbox
    std::unique_ptr<sync::UplinkThread> uplink_;  // calls the journal
};

}  // namespace earshot::app
