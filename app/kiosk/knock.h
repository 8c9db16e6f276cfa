#pragma once

#include <cstdint>
#include <optional>

#include "app/kiosk/geometry.h"
#include "app/kiosk/panel.h"
#include "core/clock.h"

namespace earshot::app {

// How staff ask for their page, with nothing to be seen by shoppers: a finger rests for three
// seconds in the corner where reading begins, on nothing that can be tapped; or the key "back" is
// pressed five times in three seconds.
class Knock {
  public:
    static constexpr float corner = 30;  // mm, each way
    static constexpr core::milliseconds rests_for = std::chrono::seconds(3);
    static constexpr core::milliseconds rests_quickly_for = std::chrono::seconds(1);
    static constexpr int backs = 5;
    static constexpr core::milliseconds backs_within = std::chrono::seconds(3);

    // `dead`: on nothing that can be tapped. A second finger calls it off.
    void down(std::int64_t finger, Point place, bool dead, core::milliseconds now);
    void moved(std::int64_t finger, Point place);
    void up() { since_.reset(); }
    void back(core::milliseconds now);

    // Whether a finger rests there that may yet be asking.
    bool rests() const { return since_.has_value(); }
    // For the shift that the PIN began, a shorter rest asks for the pad; the keys ask for the page.
    void be_quick(bool quick) { quick_ = quick; }

    // Where the corner is; call before down() and moved() where that may have changed.
    void look_at(const Panel& panel, bool right_to_left);

    enum class Asked { nothing, page, pad };
    // What was asked for; once for each time.
    Asked asked(core::milliseconds now);
    std::optional<core::milliseconds> deadline() const;

  private:
    core::milliseconds rest() const { return quick_ ? rests_quickly_for : rests_for; }

    Rect corner_;
    bool quick_ = false;
    std::int64_t finger_ = 0;
    std::optional<core::milliseconds> since_;
    int backs_ = 0;
    core::milliseconds first_back_{0};
};

}  // namespace earshot::app
