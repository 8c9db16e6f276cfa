#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "app/kiosk/panel.h"

namespace earshot::app {

// What a display says of itself (VESA E-EDID 1.4, base block).
struct Edid {
    int width = 0;  // pixels, of the resolution it is built with
    int height = 0;
    Millimetres size;
};

// None where the block is cut short or damaged, or names no size that a display can have with so
// many pixels: projectors leave it out, and some displays give their proportions in its place.
std::optional<Edid> read_edid(std::span<const std::uint8_t> block);

// Of every display that is plugged in. `folder` is /sys/class/drm but for tests; where it is
// missing there are none.
std::vector<Edid> plugged_in(const std::filesystem::path& folder);

// Dots per inch of the display whose picture is so many pixels, standing or lying; none where no
// display has that many, or several that differ in size do.
std::optional<float> dots_per_inch(const std::vector<Edid>& displays, int width, int height);

}  // namespace earshot::app
