#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

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
    Colour leaf, on_leaf, soft_on_leaf, leaf_ink, leaf_tint, leaf_deep, sun;
    float radius = 6;  // mm
    float edge_width = 0.5F;

    bool operator==(const Theme&) const = default;
};

// Fails with file, line and remedy where a token is missing or is no #RRGGBB, and where text or an
// edge would not stand out from its ground. A file that says `extends = "light"` takes from
// light.toml beside it, or in `base`, what it leaves out.
core::Result<Theme> read_theme(const std::filesystem::path& file,
                               const std::filesystem::path& base = {});

// Every look the kiosk can put on.
class Themes {
  public:
    // `shipped` holds light, dark, contrast and pad, and fails where one of them does. `own` may
    // hold a shop's, one file a look; those that cannot be used are told in `problems`, and left
    // out.
    static core::Result<Themes> read(const std::filesystem::path& shipped,
                                     const std::filesystem::path& own,
                                     std::vector<std::string>& problems);

    // "" is light, as is a look that is not known. Contrast goes before every look.
    const Theme& of(const std::string& look, bool contrast) const;

  private:
    std::map<std::string, Theme> themes_;
};

}  // namespace earshot::app
