#include "app/kiosk/knock.h"

namespace earshot::app {

void Knock::look_at(const Panel& panel, bool right_to_left) {
    const float side = panel.px(corner);
    corner_ = {right_to_left ? static_cast<float>(panel.width) - side : 0, 0, side, side};
}

void Knock::down(std::int64_t finger, Point place, bool dead, core::milliseconds now) {
    const bool first = !since_.has_value();
    since_.reset();
    if (!first || !dead || !corner_.contains(place)) return;
    finger_ = finger;
    since_ = now;
}

void Knock::moved(std::int64_t finger, Point place) {
    if (finger == finger_ && !corner_.contains(place)) since_.reset();
}

void Knock::back(core::milliseconds now) {
    if (backs_ == 0 || now - first_back_ > backs_within) {
        first_back_ = now;
        backs_ = 0;
    }
    ++backs_;
}

Knock::Asked Knock::asked(core::milliseconds now) {
    const bool rested = since_ && now - *since_ >= rest();
    if (!rested && backs_ < backs) return Asked::nothing;
    since_.reset();
    backs_ = 0;
    return rested && quick_ ? Asked::pad : Asked::page;
}

std::optional<core::milliseconds> Knock::deadline() const {
    return since_ ? std::optional(*since_ + rest()) : std::nullopt;
}

}  // namespace earshot::app
