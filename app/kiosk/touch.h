#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "app/kiosk/elements.h"
#include "core/clock.h"

namespace earshot::app {

// Fingers on the glass. One of them can tap: the first, by lifting off the very target it came
// down on. Others only count. A target that has just been struck is deaf for a moment: a tired
// hand, or a panel that bounces, strikes twice and means it once.
class Touch {
  public:
    struct Down {
        bool dead = true;  // on nothing that can be tapped
        int pointers = 1;
    };
    // `hears` is whether a tap may begin now.
    Down down(std::int64_t finger, Point place, const Elements& elements, bool hears,
              core::milliseconds now);
    // It is still down.
    void hold(std::int64_t finger, core::milliseconds now);
    // What is pressed now; none where the finger has slid off it.
    std::string moved(std::int64_t finger, Point place, const Elements& elements) const;
    // What was tapped, if the finger lifts where it came down.
    std::optional<Element> up(std::int64_t finger, Point place, const Elements& elements,
                              core::milliseconds now);

    // The screen is another, or the fingers are gone: what was begun is void.
    void forget() { pressed_.reset(); }
    void gone();

  private:
    void forget_lost(core::milliseconds now);

    struct Pressed {
        std::int64_t finger = 0;
        std::string id;
    };
    std::map<std::int64_t, core::milliseconds> fingers_;  // when each was last heard of
    struct Struck {
        std::string id;
        core::milliseconds at{0};
    };
    bool strikes_again(const Element& target, core::milliseconds now) const;

    std::optional<Pressed> pressed_;
    std::optional<Struck> struck_;  // what was tapped last
};

}  // namespace earshot::app
