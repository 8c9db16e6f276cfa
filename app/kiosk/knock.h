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
    static constexpr int backs = 5;
    static constexpr core::milliseconds backs_within = std::chrono::seconds(3);

    // `dead`: on nothing that can be tapped. A second finger calls it off.
    void down(std::int64_t finger, Point place, bool dead, core::milliseconds now);
    void moved(std::int64_t finger, Point place);
    void up() { since_.reset(); }
    void back(core::milliseconds now);

    // Where the corner is; call before down() and moved() where that may have changed.
    void look_at(const Panel& panel, bool right_to_left);

    // Whether it was asked for; once for each time.
    bool asked(core::milliseconds now);
    std::optional<core::milliseconds> deadline() const;

  private:
    Rect corner_;
    std::int64_t finger_ = 0;
    std::optional<core::milliseconds> since_;
    int backs_ = 0;
    core::milliseconds first_back_{0};
};

}  // namespace earshot::app
