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
// Capitals below this are not legible from a metre; in large letters below the other.
inline constexpr float capitals_min = 4.8F;
inline constexpr float large_capitals_min = 7.4F;

// How large everything may be: 1 on the panel of a 15-inch till.
inline float scale_of(const Panel& panel) {
    const float longer = std::max(panel.mm_width(), panel.mm_height());
    const float shorter = std::min(panel.mm_width(), panel.mm_height());
    return std::clamp(std::min(longer / 323, shorter / 202), 0.55F, 1.5F);
}

inline float margin_of(const Panel& panel) {
    return std::max(margin_min, 14.5F * scale_of(panel) - 3.7F);
}

// Capitals of large letters: the smallest grow most, headings need not grow.
inline float enlarged(float capitals) {
    constexpr float growth = large_capitals_min / capitals_min;
    if (capitals <= capitals_min) return capitals * growth;
    return std::max(capitals, large_capitals_min + (capitals - capitals_min) * 0.6F);
}

// How far below the margin capitals begin, so that accents keep clear of the outer 5 mm.
inline float headroom(const Panel& panel, const Style& style) {
    return std::max(0.F, style.size * latin_over - panel.px(margin_of(panel) - 5));
}

// A style whose capitals are so many millimetres tall; taller where the panel shows large letters.
inline Style with_capitals(const Panel& panel, Face face, float millimetres, float leading) {
    const float capitals = panel.large ? enlarged(millimetres) : millimetres;
    return {face, panel.px(capitals) / cap_height, leading};
}

// The lower part of a panel: what somebody in a wheelchair reaches.
inline Panel within_reach(const Panel& panel) {
    const float least = panel.narrow() ? 190.F : 130.F;
    const float reached = std::max(panel.mm_height() * 0.62F, least);
    Panel part = panel;
    part.height = std::min(panel.height, static_cast<int>(panel.px(reached)));
    return part;
}

}  // namespace earshot::app
