#include "app/kiosk/touch.h"

namespace earshot::app {
namespace {

// More than two hands; a broken panel may report any number.
constexpr std::size_t fingers_max = 16;
// A panel may lose the end of a touch; its finger must not count for ever.
constexpr core::milliseconds lost_after = std::chrono::seconds(10);
// Double letters must be typed, nothing else is meant twice so soon.
constexpr core::milliseconds key_deaf{150};
constexpr core::milliseconds target_deaf{500};

}  // namespace

Touch::Down Touch::down(std::int64_t finger, Point place, const Elements& elements, bool hears,
                        core::milliseconds now) {
    forget_lost(now);
    if (fingers_.size() < fingers_max) fingers_[finger] = now;
    const Element* target = target_at(elements, place);
    if (target && hears && fingers_.size() == 1 && !strikes_again(*target, now))
        pressed_ = {finger, target->id};
    return {target == nullptr, static_cast<int>(fingers_.size())};
}

bool Touch::strikes_again(const Element& target, core::milliseconds now) const {
    const auto deaf = target.role == Role::key ? key_deaf : target_deaf;
    return struck_ && struck_->id == target.id && now - struck_->at < deaf;
}

void Touch::hold(std::int64_t finger, core::milliseconds now) {
    if (const auto held = fingers_.find(finger); held != fingers_.end()) held->second = now;
}

void Touch::forget_lost(core::milliseconds now) {
    std::erase_if(fingers_, [&](const auto& each) { return now - each.second >= lost_after; });
    if (pressed_ && !fingers_.contains(pressed_->finger)) pressed_.reset();
}

std::string Touch::moved(std::int64_t finger, Point place, const Elements& elements) const {
    if (!pressed_) return {};
    if (pressed_->finger != finger) return pressed_->id;
    const Element* target = target_at(elements, place);
    return target && target->id == pressed_->id ? pressed_->id : std::string();
}

std::optional<Element> Touch::up(std::int64_t finger, Point place, const Elements& elements,
                                 core::milliseconds now) {
    fingers_.erase(finger);
    if (!pressed_ || pressed_->finger != finger) return std::nullopt;
    const std::string id = pressed_->id;
    pressed_.reset();
    const Element* target = target_at(elements, place);
    if (!target || target->id != id) return std::nullopt;
    struck_ = {id, now};
    return *target;
}

void Touch::gone() {
    fingers_.clear();
    pressed_.reset();
}

}  // namespace earshot::app
