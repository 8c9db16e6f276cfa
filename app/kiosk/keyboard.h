#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/kiosk/keys.h"
#include "core/clock.h"

namespace earshot::app {

// Something that was done on a keyboard.
struct Keyed {
    enum class Kind { key, typed, scanned };
    Kind kind = Kind::key;
    Key key = Key::select;
    std::string text;  // typed: UTF-8; scanned: what follows "ESH:"

    bool operator==(const Keyed&) const = default;
};

// Tells the hand on a keyboard from the barcode scanner that types like one: a scanner is faster
// than any hand, and ends in Enter. Only our own codes ("ESH:") come out of it; another barcode, of
// goods or of a loyalty card, is no key press, is not written anywhere, and is forgotten. One
// thread; times are of one clock.
class Keyboard {
  public:
    // No hand writes two characters within this time.
    static constexpr core::milliseconds hand_rests{50};
    // Once scan_min have come as fast as that they are no hand's, and more may come haltingly, as
    // over a radio link. A code of ours that then goes no further is of a scanner without Enter.
    static constexpr core::milliseconds scan_rests{500};
    static constexpr std::size_t scan_min = 4;
    // Longer than any code of ours; what comes beyond it is dropped.
    static constexpr std::size_t scan_max = 64;

    // Where nothing takes text, characters are told as they are from now on, not as the keys of a
    // kiosk.
    void tell_signs(bool signs) { signs_ = signs; }
    // `typing` is whether something on the screen takes text.
    std::vector<Keyed> press(const Stroke& stroke, bool typing);
    // `again` where the character repeats because its key is held down.
    std::vector<Keyed> write(std::string_view character, bool again, bool typing);
    // Nothing more had come by `at`: lets go of what turned out to be a hand's. A rest is counted
    // from the first such call on, as keys may have waited for whoever was drawing meanwhile. Call
    // when there is nothing to read, and at deadline() or later.
    std::vector<Keyed> tick(bool typing, core::milliseconds at);
    std::optional<core::milliseconds> deadline() const;

  private:
    core::milliseconds rests() const;
    std::vector<Keyed> let_go(bool typing);
    std::optional<std::vector<Keyed>> end_scan(Key last, bool typing);

    bool signs_ = false;
    std::vector<std::string> held_;  // characters that may be a scanner's
    std::optional<core::milliseconds> quiet_since_;
};

}  // namespace earshot::app
