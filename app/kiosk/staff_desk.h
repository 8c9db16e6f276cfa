#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/kiosk/health.h"
#include "app/kiosk/inbox.h"
#include "app/kiosk/journal_thread.h"
#include "app/kiosk/knock.h"
#include "app/kiosk/pin_thread.h"
#include "app/kiosk/staff.h"
#include "app/kiosk/staff_view.h"
#include "core/bundle.h"

namespace earshot::app {

// Joins the staff's page with those it asks: the PIN's thread, the journal's, and who runs the
// kiosk. Gathers how the device stands as others tell of it. One thread, that of the inbox.
class StaffDesk {
  public:
    struct Calls {
        std::function<void(bool)> train;  // answers are training from now on, or no longer
        std::function<void()> end;        // the program
        std::function<void()> begin_pad;  // the cashier's, for a shift
        std::function<void()> open_pad;   // within the shift
    };

    // `folder` is the program's. All must outlive it.
    StaffDesk(std::filesystem::path folder, Inbox& inbox, JournalThread& journal,
              Wordings& wordings, Calls calls);

    // What is shown and guarded with from now on.
    void use(const core::Bundle& bundle);
    void use_device(std::string id) { device_id_ = std::move(id); }
    void speak(std::string language) { language_ = std::move(language); }

    // What the page would say now, of what is held by then.
    std::vector<Finding> findings_with(const Stock& stock, core::Instant now);

    void hear_of(const sync::LinkState& state) { health_.link = state; }
    void hear_of(std::optional<StorageTrouble> trouble) { health_.trouble = std::move(trouble); }
    void hear_of_touch(bool lost) { health_.touch_lost = lost; }
    void hear_of_scan(const core::Result<void>& taken, const std::string& code, core::Now now);

    // A finger anywhere, `dead` where it is on nothing that can be tapped; it may ask for the page.
    void down(std::int64_t finger, Point place, bool dead, const Panel& panel, core::Now now);
    void moved(std::int64_t finger, Point place) { knock_.moved(finger, place); }
    // Whether that finger may yet be asking.
    bool is_knocked_at() const { return knock_.rests(); }
    // Whether the pad can lie on this screen, and whether its shift is on.
    void offer_pad(bool offered, bool in_shift);
    // From the pad.
    void come(core::Now now) { staff_.come(bundle_.pin.has_value(), now); }
    void up() { knock_.up(); }
    // "back", on a screen of the shopper's.
    void back(core::Now now) { knock_.back(now.steady); }

    // The page takes all input while it is open.
    bool open() const { return staff_.open(); }
    Staff::Stage stage() const { return staff_.stage(); }
    bool hears(core::Now now) const { return staff_.hears(now); }
    void tap(const Element& target, core::Now now) { staff_.tap(target, now); }
    void type(std::string_view text, core::Now now) { staff_.type(text, now); }
    bool key(Key key, bool focused, core::Now now) { return staff_.key(key, focused, now); }
    View view(const Panel& panel, core::Now now);

    void tick(core::Now now);
    std::optional<core::milliseconds> deadline() const;

  private:
    void guess(const std::string& pin);
    void look();
    void judged(const std::optional<core::PinVerdict>& verdict);

    Inbox& inbox_;
    JournalThread& journal_;
    Wordings& wordings_;
    core::Bundle bundle_;
    std::string language_ = "en";
    std::string device_id_;
    Health health_;
    Knock knock_;
    bool offers_pad_ = false;
    std::function<void()> open_pad_;
    Staff staff_;
    PinThread pin_;  // last: it posts to the inbox of this
};

}  // namespace earshot::app
