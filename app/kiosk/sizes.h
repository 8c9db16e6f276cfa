#pragma once

#include <algorithm>

#include "app/kiosk/panel.h"
#include "app/kiosk/text.h"

// The measures that all screens share, in millimetres of the real panel.
namespace earshot::app {

// What a finger can hit without aiming. A little over 20 and 3, as pixels round.
inline constexpr float target_min = 20.3F;
inline constexpr float gap_min = 3.2F;
inline constexpr float margin_min = 5.2F;
// Capitals below this are not legible from a metre.
inline constexpr float capitals_min = 4.8F;

// How large everything may be: 1 on the panel of a 15-inch till.
inline float scale_of(const Panel& panel) {
    const float longer = std::max(panel.mm_width(), panel.mm_height());
    const float shorter = std::min(panel.mm_width(), panel.mm_height());
    return std::clamp(std::min(longer / 323, shorter / 202), 0.55F, 1.5F);
}

inline float margin_of(const Panel& panel) {
    return std::max(margin_min, 14.5F * scale_of(panel) - 3.7F);
}

// A style whose capitals are so many millimetres tall.
inline Style with_capitals(const Panel& panel, Face face, float millimetres, float leading) {
    return {face, panel.px(millimetres) / cap_height, leading};
}

}  // namespace earshot::app
