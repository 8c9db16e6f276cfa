#include "app/kiosk/touch.h"

namespace earshot::app {
namespace {

// More than two hands; a broken panel may report any number.
constexpr std::size_t fingers_max = 16;

}  // namespace

Touch::Down Touch::down(std::int64_t finger, Point place, const Elements& elements, bool hears) {
    if (fingers_.size() < fingers_max) fingers_.insert(finger);
    const Element* target = target_at(elements, place);
    if (target && hears && fingers_.size() == 1) pressed_ = {finger, target->id};
    return {target == nullptr, static_cast<int>(fingers_.size())};
}

std::string Touch::moved(std::int64_t finger, Point place, const Elements& elements) const {
    if (!pressed_) return {};
    if (pressed_->finger != finger) return pressed_->id;
    const Element* target = target_at(elements, place);
    return target && target->id == pressed_->id ? pressed_->id : std::string();
}

std::optional<Element> Touch::up(std::int64_t finger, Point place, const Elements& elements) {
    fingers_.erase(finger);
    if (!pressed_ || pressed_->finger != finger) return std::nullopt;
    const std::string id = pressed_->id;
    pressed_.reset();
    const Element* target = target_at(elements, place);
    return target && target->id == id ? std::optional(*target) : std::nullopt;
}

void Touch::gone() {
    fingers_.clear();
    pressed_.reset();
}

}  // namespace earshot::app
