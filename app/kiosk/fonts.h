#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/text.h"

// Only text.cpp, shaping.cpp and fonts.cpp know FreeType and fontconfig.
namespace earshot::app {

// How a font stands beside Inter.
struct Fit {
    float scale = 1;  // of its letters, to look as large
    // What its letters reach beyond Inter's accents and descenders, in ems of the style.
    float over = 0, under = 0;
};

// Of Chinese fonts, each of whose characters is as wide as this.
inline constexpr float chinese_scale = 0.95F;

// The fonts in use, opened when first needed and named by small numbers.
class Fonts {
  public:
    Fonts();
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    int open(const std::filesystem::path& file, int index = 0, const Fit& fit = {});
    // The font that a face is set in.
    int of(Face face);
    // A font that has this character: the face's own, else what fontconfig finds for it; none
    // where nothing on this machine can show it.
    std::optional<int> of(Face face, char32_t character);
    // The Chinese font that has this character, which Latin may use as well.
    std::optional<int> chinese(Face face, char32_t character);

    int count() const { return static_cast<int>(faces_.size()); }
    bool has(int font, char32_t character) const {
        return FT_Get_Char_Index((*this)[font], character) != 0;
    }
    FT_Face operator[](int font) const { return faces_[static_cast<std::size_t>(font)]; }
    const Fit& fit(int font) const { return fits_[static_cast<std::size_t>(font)]; }

  private:
    struct Script;
    struct Choice;  // what fontconfig is asked
    static const Script& script_of(char32_t character);
    int find(Face face, const Script& script, char32_t character);
    std::optional<int> look_up(Face face, const Script& script, char32_t character);

    FT_Library library_ = nullptr;
    std::unique_ptr<Choice> choice_;
    std::vector<FT_Face> faces_;
    std::vector<Fit> fits_;
    std::map<std::pair<std::string, int>, int> opened_;
    std::map<Face, int> own_;
    std::map<std::pair<Face, const Script*>, int> usual_;
    std::map<std::pair<Face, char32_t>, std::optional<int>> others_;
};

}  // namespace earshot::app
