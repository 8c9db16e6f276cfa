#include "app/kiosk/staff_desk.h"

#include <algorithm>
#include <utility>

#include "app/kiosk/direction.h"

namespace earshot::app {

StaffDesk::StaffDesk(std::filesystem::path folder, Inbox& inbox, JournalThread& journal,
                     Wordings& wordings, Calls calls)
    : inbox_(inbox),
      journal_(journal),
      wordings_(wordings),
      open_pad_(std::move(calls.open_pad)),
      staff_({[this] { pin_.look(); }, [this](const std::string& pin) { guess(pin); },
              [this] { look(); }, std::move(calls.train), std::move(calls.end),
              std::move(calls.begin_pad)}),
      pin_(std::move(folder), [this](std::optional<core::PinVerdict> verdict) {
          inbox_.post([this, verdict] { judged(verdict); });
      }) {}

void StaffDesk::use(const core::Bundle& bundle) {
    bundle_ = bundle;
    journal_.count_days_of(bundle.shop.timezone);
}

// Until the next code that is known: the scanner works, and so does its sheet.
void StaffDesk::hear_of_scan(const core::Result<void>& taken, const std::string& code,
                             core::Now now) {
    health_.unknown_code.reset();
    if (!taken) health_.unknown_code = UnknownCode{code, now.wall};
}

void StaffDesk::guess(const std::string& pin) { pin_.guess(pin, bundle_.pin.value_or("")); }

void StaffDesk::look() {
    journal_.look([this](Stock stock) {
        inbox_.post([this, stock = std::move(stock)] { health_.stock = stock; });
    });
}

void StaffDesk::judged(const std::optional<core::PinVerdict>& verdict) {
    const core::Now now = core::system_now();
    if (verdict)
        staff_.judged(*verdict, now);
    else
        staff_.not_judged(now);
}

void StaffDesk::down(std::int64_t finger, Point place, bool dead, const Panel& panel,
                     core::Now now) {
    if (open()) {
        staff_.touch(now);
        return;
    }
    knock_.look_at(panel, is_right_to_left(language_));
    knock_.down(finger, place, dead, now.steady);
}

void StaffDesk::offer_pad(bool offered, bool in_shift) {
    offers_pad_ = offered && bundle_.pin;
    knock_.be_quick(offers_pad_ && in_shift);
}

View StaffDesk::view(const Panel& panel, core::Now now) {
    return staff_view(staff_, {bundle_, language_, device_id_, panel, health_, offers_pad_},
                      wordings_, now);
}

std::vector<Finding> StaffDesk::findings_with(const Stock& stock, core::Instant now) {
    health_.stock = stock;
    // For the terminal, which speaks English.
    return findings(health_, StaffVoice(wordings_.in("en")), now, bundle_.shop.timezone);
}

void StaffDesk::tick(core::Now now) {
    switch (knock_.asked(now.steady)) {
        case Knock::Asked::page:
            come(now);
            break;
        case Knock::Asked::pad:
            open_pad_();
            break;
        case Knock::Asked::nothing:
            break;
    }
    staff_.tick(now);
}

std::optional<core::milliseconds> StaffDesk::deadline() const {
    const auto knock = knock_.deadline();
    const auto staff = staff_.deadline();
    return knock && staff ? std::min(knock, staff) : knock ? knock : staff;
}

}  // namespace earshot::app
