#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/pinyin.h"
#include "core/result.h"

namespace earshot::app {

// What each key types, as the keys lie.
using KeyRows = std::vector<std::vector<std::string>>;

struct KeyLayer {
    std::string label;   // of the key that leads to it
    bool latin = false;  // has the letters that addresses are written with
    KeyRows rows;
    KeyRows shifted;  // as rows, or empty where there is no shift
};

// The keys of one language's keyboard on the screen, without their places: those depend on the
// panel. assets/keyboards/LANG.toml
struct ScreenKeyboard {
    std::vector<KeyLayer> layers;  // at least one
    std::vector<std::string> beside_space;
    // Where letters stand for characters that are chosen; none where they are what they are.
    std::shared_ptr<const Pinyin> pinyin;
};

// Fails with file, line and remedy.
core::Result<ScreenKeyboard> read_screen_keyboard(const std::filesystem::path& file);

// The keyboards of a folder, each read when it is first asked for. One thread.
class ScreenKeyboards {
  public:
    explicit ScreenKeyboards(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // In `language`, else in English; none where neither can be read.
    std::shared_ptr<const ScreenKeyboard> in(const std::string& language);

  private:
    std::filesystem::path folder_;
    std::map<std::string, std::shared_ptr<const ScreenKeyboard>> read_;
};

// The keys that a forget code is typed with: its signs and nothing else.
const std::shared_ptr<const ScreenKeyboard>& code_keyboard();

}  // namespace earshot::app
