#include "app/kiosk/staff.h"

#include <algorithm>

#include "core/interview.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;

// While it is told how long to wait.
constexpr core::milliseconds count_down_every = 1s;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

}  // namespace

void Staff::come(bool has_pin, core::Now now) {
    if (open()) return;
    has_pin_ = has_pin;
    typed_.clear();
    cannot_judge_ = was_wrong_ = false;
    untouched_since_ = changed_at_ = now.steady;
    if (!has_pin) {
        show_page(now);
        return;
    }
    stage_ = Stage::pin;
    tick_at_ = now.steady + count_down_every;
    calls_.ask_guesses();
}

void Staff::show_page(core::Now now) {
    stage_ = Stage::page;
    turned_ = 0;
    changed_at_ = now.steady;
    tick_at_ = now.steady + look_every;
    calls_.look();
}

void Staff::shut(core::Now now) {
    stage_ = Stage::shut;
    typed_.clear();
    changed_at_ = now.steady;
}

bool Staff::hears(core::Now now) const {
    return open() && now.steady - changed_at_ >= core::deaf_after_change;
}

void Staff::tap(const Element& target, core::Now now) {
    if (!hears(now)) return;
    touch(now);
    if (target.id == "back") {
        shut(now);
    } else if (stage_ == Stage::pin) {
        if (target.id == "erase" && !typed_.empty()) typed_.pop_back();
        if (target.id == "done") guess();
        if (target.role == Role::key) type(target.id, now);
    } else if (target.id == "more") {
        ++turned_;
    } else if (has_pin_ && target.id == "training") {
        train(!training_, now);
    } else if (has_pin_ && target.id == "pad") {
        shut(now);
        calls_.pad();
    } else if (has_pin_ && target.id == "exit") {
        calls_.end();
    }
}

void Staff::type(std::string_view text, core::Now now) {
    if (stage_ != Stage::pin || judging_ || left(now) > 0ms) return;
    touch(now);
    for (const char character : text) {
        if (!is_digit(character) || digits() >= digits_max) return;
        typed_ += character;
        was_wrong_ = cannot_judge_ = false;
    }
}

bool Staff::key(Key key, bool focused, core::Now now) {
    touch(now);
    if (key == Key::back) {
        shut(now);
        return true;
    }
    if (stage_ != Stage::pin) return false;
    if (key == Key::erase && !typed_.empty()) typed_.pop_back();
    if (key == Key::select && !focused) guess();
    return key == Key::erase || (key == Key::select && !focused);
}

void Staff::train(bool on, core::Now now) {
    training_ = on;
    training_ends_at_ = now.steady + training_ends_after;
    calls_.train(on);
}

void Staff::guess() {
    if (judging_ || typed_.empty()) return;
    judging_ = true;
    calls_.guess(typed_);
    typed_.clear();
}

void Staff::judged(const core::PinVerdict& verdict, core::Now now) {
    judging_ = false;
    wrong_ = verdict.wrong;
    free_at_ = now.steady + verdict.left;
    was_wrong_ = verdict.judged && !verdict.right;
    if (stage_ != Stage::pin) return;
    tick_at_ = now.steady + count_down_every;
    if (verdict.right) show_page(now);
}

void Staff::not_judged(core::Now now) {
    judging_ = false;
    cannot_judge_ = true;
    tick_at_ = now.steady + count_down_every;
}

core::milliseconds Staff::left(core::Now now) const { return std::max(0ms, free_at_ - now.steady); }

core::milliseconds Staff::shuts_at() const {
    return untouched_since_ + (stage_ == Stage::pin ? pin_shuts_after : page_shuts_after);
}

void Staff::tick(core::Now now) {
    if (training_ && now.steady >= training_ends_at_) train(false, now);
    if (!open()) return;
    if (now.steady >= shuts_at()) {
        shut(now);
        return;
    }
    if (now.steady < tick_at_) return;
    tick_at_ = now.steady + (stage_ == Stage::pin ? count_down_every : look_every);
    if (stage_ == Stage::page) calls_.look();
}

std::optional<core::milliseconds> Staff::deadline() const {
    std::optional<core::milliseconds> due;
    if (training_) due = training_ends_at_;
    if (open()) due = std::min({due.value_or(tick_at_), tick_at_, shuts_at()});
    return due;
}

}  // namespace earshot::app
