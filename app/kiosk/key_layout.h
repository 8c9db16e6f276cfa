#pragma once

#include <string>
#include <vector>

#include "app/kiosk/geometry.h"
#include "app/kiosk/panel.h"
#include "app/kiosk/screen_keyboard.h"

namespace earshot::app {

// trust.md asks for keys of 15 mm and gaps of 3; a little over, as pixels round.
inline constexpr float key_min = 15.1F;
inline constexpr float key_gap = 3.2F;

enum class KeyKind { text, shift, erase, space, page, candidates };

struct PlacedKey {
    KeyKind kind = KeyKind::text;
    std::string text;  // what it types; for `page`, the label of what comes next
    Rect box;

    bool operator==(const PlacedKey&) const = default;
};

// How far a shopper has turned from the first page of their keyboard, and shift.
struct KeyboardState {
    bool from_latin = false;  // the first page is that of the Latin letters
    int turns = 0;
    bool shift = false;
    int candidate_turns = 0;  // from the first candidates on

    bool operator==(const KeyboardState&) const = default;
};

// The keys of one page, at the foot of `room`, in reading order. Rows lie as the keyboard has them
// where the panel is wide enough for keys of their least size; else they are filled anew, key by
// key. What does not fit stands on further pages. All pages are equally high.
struct KeyLayout {
    std::vector<PlacedKey> keys;
    float top = 0;  // px, where the first row begins
};
KeyLayout lay_out_keys(const ScreenKeyboard& keyboard, const KeyboardState& state, Rect room,
                       const Panel& panel);

// As many candidates as fit side by side in `row`, and the key that leads on to others.
std::vector<PlacedKey> lay_out_candidates(const std::vector<std::string>& candidates, int turns,
                                          Rect row, const Panel& panel);

}  // namespace earshot::app
