#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/common/control.h"
#include "app/kiosk/cashier_window.h"
#include "app/kiosk/guide.h"
#include "app/kiosk/inbox.h"
#include "app/kiosk/journal_thread.h"
#include "app/kiosk/kiosk.h"
#include "app/kiosk/pad_desk.h"
#include "app/kiosk/presenter.h"
#include "app/kiosk/sound_watch.h"
#include "app/kiosk/speech.h"
#include "app/kiosk/staff_desk.h"
#include "app/kiosk/till_socket.h"
#include "app/kiosk/touch.h"
#include "app/kiosk/touch_panels.h"
#include "app/kiosk/trace.h"
#include "app/kiosk/window.h"
#include "core/data_folder.h"
#include "core/result.h"
#include "core/status_beat.h"
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
    std::optional<int> cashier_display;
};

// The kiosk at work: joins the window, what is shown, the journal's thread and the uplink's.
class App {
  public:
    // `data` is this process's for as long as the app lives.
    static core::Result<std::unique_ptr<App>> open(const Settings& settings, core::DataFolder data);

    // Shows and asks until the program is asked to end.
    void run();

  private:
    App(const Settings& settings, core::DataFolder data, Themes themes);

    void start_asking(const Settings& settings);
    core::Result<void> start_uplink(const Settings& settings);
    void start_till();
    void start_commands();
    // How it stands, as the staff's page says it; for the thread of the socket, which waits.
    std::vector<Finding> ask_findings();
    void open_cashiers(const Settings& settings);
    void use(core::Bundle bundle);
    void use_identity(const sync::Identity& identity);
    void hear_of(const sync::LinkState& state);
    void hear_of(const JournalNews& news);

    // How the device is, to the hub, now and then.
    void look_after_status(core::Now now);
    void tell_status(const Stock& stock);

    // False once the program is to end.
    bool take(const Input& input);
    void take_scan(const std::string& code, core::Now now);
    void come_down(const Input& input, core::Now now);
    // Whether the pad lies on the shopper's screen.
    bool pad_lies_here() const;
    void open_pad(core::Now now);
    void look_after_pad(core::Now now);
    void press(Key key);
    void write(const std::string& text);
    // Acts on what was tapped, or taken by a key.
    void act(const Element& target, core::Now now);
    View view(core::Now now);
    // Whether what only moves or is pressed is drawn, too.
    enum class Showing { all, changes };
    void show(Showing what = Showing::all);
    // Prepares one of the screens that may be next.
    void rehearse();
    void speak();
    void hear_of_speech(std::uint64_t number);
    void hear_of_lost_sound();
    void pass_time();
    std::optional<core::milliseconds> rest() const;

    std::filesystem::path journal_folder() const;

    core::DataFolder data_;
    Themes themes_;
    Window window_;
    Text text_;
    Presenter presenter_;
    Wordings wordings_;
    ScreenKeyboards keyboards_;
    Kiosk kiosk_;
    Guide guide_;
    Touch touch_;
    std::optional<Trace> trace_;
    std::optional<Touch::Down> held_back_;  // a finger in the corner: a shopper's or staff's?
    bool pad_hears_ = false;                // what is said aloud
    bool pad_shown_ = false;
    bool must_draw_ = true;
    core::milliseconds drawn_at_{0};
    std::vector<View> ahead_;  // yet to be rehearsed
    bool trial_ = false;
    bool ended_ = false;  // by staff
    Staff::Stage staff_shown_ = Staff::Stage::shut;

    Inbox inbox_;
    JournalThread journal_;  // posts to the inbox
    StaffDesk staff_;        // posts to the inbox, calls the journal
    PadDesk pad_;            // calls the journal
    std::optional<CashierWindow> cashiers_;
    TouchWatch touch_panels_;                     // posts to the inbox
    std::unique_ptr<sync::UplinkThread> uplink_;  // calls the journal
    std::unique_ptr<TillSocket> till_;            // posts to the inbox

    std::optional<ControlSocket> commands_;  // calls the journal, posts to the inbox

    Speech speech_;                          // posts to the inbox
    std::optional<SoundWatch> sound_;        // while something may be said; posts to the inbox
    std::uint64_t given_ = 0;                // the utterance that was given to speech last
    std::optional<std::uint64_t> speaking_;  // speech's number for it, until it has ended

    core::milliseconds started_ = core::system_now().steady;
    core::StatusBeat beat_;
    bool enrolled_ = false;
    bool looking_ = false;  // at what the journal holds
    core::milliseconds clock_ahead_{0};
    std::string last_error_;
};

}  // namespace earshot::app
