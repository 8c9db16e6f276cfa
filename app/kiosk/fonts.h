#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/kiosk/text.h"

// Only text.cpp and fonts.cpp know FreeType and fontconfig.
namespace earshot::app {

// The fonts in use, opened when first needed and named by small numbers.
class Fonts {
  public:
    Fonts();
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    int open(const std::filesystem::path& file, int index = 0);
    // The font that a face is set in.
    int of(Face face);
    // A font that has this character: the face's own, else what fontconfig finds for it, else the
    // face's own, which shows a box.
    int of(Face face, char32_t character);

    FT_Face operator[](int font) const { return faces_[static_cast<std::size_t>(font)]; }

  private:
    int find(Face face, char32_t character);

    FT_Library library_ = nullptr;
    std::vector<FT_Face> faces_;
    std::map<std::pair<std::string, int>, int> opened_;
    std::map<Face, int> own_;
    std::map<std::pair<Face, char32_t>, int> others_;
};

}  // namespace earshot::app
