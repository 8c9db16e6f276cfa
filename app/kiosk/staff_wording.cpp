#include "app/kiosk/staff_wording.h"

namespace earshot::app {

std::string StaffVoice::for_the_team() const { return voice_.say("For the team"); }
std::string StaffVoice::type_the_pin() const { return voice_.say("Type the shop’s PIN."); }
std::string StaffVoice::digits_typed(int count) const {
    return filled(voice_.say("Digits typed: {1}"), {std::to_string(count)});
}
std::string StaffVoice::not_the_pin() const { return voice_.say("That was not the PIN."); }
std::string StaffVoice::wait_seconds(int seconds) const {
    return voice_.count("Wait {1} second, then try again.", "Wait {1} seconds, then try again.",
                        seconds);
}
std::string StaffVoice::wait_minutes(int minutes) const {
    return voice_.count("Wait {1} minute, then try again.", "Wait {1} minutes, then try again.",
                        minutes);
}
std::string StaffVoice::ask_your_supervisor() const {
    return voice_.say("Please ask your supervisor.");
}
std::string StaffVoice::one_moment() const { return voice_.say("One moment …"); }
std::string StaffVoice::pin_cannot_be_checked() const {
    return voice_.say("The PIN can’t be checked just now.");
}
std::string StaffVoice::no_pin_is_set() const {
    return voice_.say("No PIN is set at the hub, so this page only shows.");
}
std::string StaffVoice::erase() const { return voice_.say("Erase"); }

std::string StaffVoice::todays_reasons() const { return voice_.say("Today’s reasons"); }
std::string StaffVoice::counted_in_steps(std::int64_t step) const {
    return filled(voice_.say("Counted in steps of {1}, so that nobody stands out."),
                  {std::to_string(step)});
}
std::string StaffVoice::so_many_or_more(std::int64_t count) const {
    return filled(voice_.say("{1} or more"), {std::to_string(count)});
}
std::string StaffVoice::others_fewer_than(std::int64_t count) const {
    return filled(voice_.say("All others: fewer than {1}"), {std::to_string(count)});
}
std::string StaffVoice::too_few_today() const { return voice_.say("Too few answers to show yet."); }

std::string StaffVoice::training_is_on() const {
    return voice_.say("Training is on: answers are kept apart and not counted.");
}
std::string StaffVoice::start_training() const { return voice_.say("Start training"); }
std::string StaffVoice::end_training() const { return voice_.say("End training"); }
std::string StaffVoice::end_program() const { return voice_.say("End Earshot"); }

std::string StaffVoice::storage(core::Trouble trouble) const {
    switch (trouble) {
        case core::Trouble::full:
            return voice_.say("The disk is full: make room on it.");
        case core::Trouble::read_only:
            return voice_.say("The storage is read-only: have the disk checked.");
        case core::Trouble::failing:
            return voice_.say("The disk fails to read or write: have it checked.");
        case core::Trouble::no_memory:
            return voice_.say("The device is out of memory: restart it.");
        case core::Trouble::in_use:
            return voice_.say("Another program has the answers open: close it.");
        case core::Trouble::newer_version:
            return voice_.say("The data is from a newer version: update Earshot first.");
        case core::Trouble::not_ours:
            return voice_.say(
                "A file does not belong to the kiosk: put it right, then start again.");
    }
    return {};
}
std::string StaffVoice::disk_free(const std::string& size) const {
    return filled(voice_.say("Free on the disk: {1}"), {size});
}
std::string StaffVoice::disk_almost_full(const std::string& size) const {
    return filled(voice_.say("The disk is almost full: {1} left."), {size});
}
std::string StaffVoice::everything_sent() const { return voice_.say("Everything is sent."); }
std::string StaffVoice::unsent(std::int64_t count, const std::string& oldest) const {
    return filled(voice_.say("Waiting to be sent: {1}, the oldest from {2}."),
                  {std::to_string(count), oldest});
}
std::string StaffVoice::quarantined(std::size_t count, const std::string& reasons) const {
    return filled(voice_.say("Refused by the hub and set aside: {1} ({2})"),
                  {std::to_string(count), reasons});
}
std::string StaffVoice::salvaged(int saved, int quarantined) const {
    return filled(voice_.say("The answers’ file was damaged. Saved: {1}. Quarantined: {2}."),
                  {std::to_string(saved), std::to_string(quarantined)});
}
std::string StaffVoice::missing(std::size_t count) const {
    return filled(voice_.say("Lost with the damaged file: {1}"), {std::to_string(count)});
}

std::string StaffVoice::standing(sync::Standing standing, const std::string& cause) const {
    switch (standing) {
        case sync::Standing::not_enrolled:
            return voice_.say("This kiosk is not enrolled at a hub.");
        case sync::Standing::online:
            return voice_.say("The hub answers.");
        case sync::Standing::offline:
            return filled(voice_.say("The hub cannot be reached: {1}"), {cause});
        case sync::Standing::busy:
            return voice_.say("The hub is busy and asks to wait.");
        case sync::Standing::login_page:
            return voice_.say(
                "The network wants a login page: sign in with another device, or ask whoever "
                "runs it.");
        case sync::Standing::untrusted:
            return filled(voice_.say("Cannot trust the hub: {1}"), {cause});
        case sync::Standing::bad_answer:
            return filled(voice_.say("Bad answer from the hub: {1}"), {cause});
        case sync::Standing::revoked:
            return voice_.say("This kiosk is no longer enrolled: enrol it again with a new code.");
    }
    return {};
}
std::string StaffVoice::no_network_used() const {
    return voice_.say("The kiosk uses no network, as it was started.");
}
std::string StaffVoice::last_heard(const std::string& when) const {
    return filled(voice_.say("Last heard from the hub: {1}"), {when});
}
std::string StaffVoice::never_heard() const {
    return voice_.say("Not heard from the hub since the start.");
}
std::string StaffVoice::next_try(const std::string& when) const {
    return filled(voice_.say("Next try: {1}"), {when});
}
std::string StaffVoice::bundle_not_taken(const std::string& cause) const {
    return filled(voice_.say("New questions were not taken, the last good ones stay: {1}"),
                  {cause});
}

std::string StaffVoice::clock_shows(const std::string& when) const {
    return filled(voice_.say("Clock: {1}"), {when});
}
std::string StaffVoice::clock_wrong(const std::string& when) const {
    return filled(voice_.say("The clock is wrong: {1}"), {when});
}
std::string StaffVoice::touch_not_working() const {
    return voice_.say("Touch isn’t working. Please tell the team.");
}
std::string StaffVoice::have_touch_checked() const {
    return voice_.say("Touch isn’t working: have the display’s cable checked.");
}

std::string StaffVoice::unknown_code(const std::string& code, const std::string& when) const {
    return filled(
        voice_.say("Scanned at {2}, but not in the reason book: {1}. Print the codes anew."),
        {code, when});
}

std::string StaffVoice::version(const std::string& version) const {
    return filled(voice_.say("Version: {1}"), {version});
}
std::string StaffVoice::device(const std::string& id) const {
    return filled(voice_.say("Device: {1}"), {id});
}
std::string StaffVoice::shop_and_till(const std::string& shop, const std::string& till) const {
    return filled(voice_.say("Shop {1}, till {2}"), {shop, till});
}
std::string StaffVoice::display(int width_mm, int height_mm) const {
    return filled(voice_.say("Display: {1} × {2} mm"),
                  {std::to_string(width_mm), std::to_string(height_mm)});
}

}  // namespace earshot::app
