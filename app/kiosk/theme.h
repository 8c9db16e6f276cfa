#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/result.h"

namespace earshot::app {

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;

    bool operator==(const Colour&) const = default;
};

// WCAG's contrast ratio, 1 to 21.
double contrast(Colour one, Colour other);
// `from` at 0, `to` at 1.
Colour blend(Colour from, Colour to, float share);

// The colours and shapes of every screen; their meaning stands in assets/themes/light.toml.
struct Theme {
    Colour paper, ink, soft_ink, edge, hairline, card, quiet, quiet_tint;
    Colour leaf, on_leaf, soft_on_leaf, leaf_tint, leaf_deep, sun;
    float radius = 6;  // mm
    float edge_width = 0.5F;
};

// Fails with file, line and remedy where a token is missing or is no #RRGGBB, and where text or an
// edge would not stand out from its ground.
core::Result<Theme> read_theme(const std::filesystem::path& file);

}  // namespace earshot::app
