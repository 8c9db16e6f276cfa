#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/geometry.h"
#include "app/kiosk/keys.h"
#include "app/kiosk/panel.h"
#include "app/kiosk/text.h"
#include "core/clock.h"

struct ImDrawList;

namespace earshot::app {

// What happened to the window.
struct Input {
    enum class Kind {
        down,  // a finger, or the mouse's left button
        moved,
        up,
        key,        // one of the keys a kiosk is worked with
        typed,      // letters from a real keyboard
        scanned,    // a code of ours, by the barcode scanner
        cancelled,  // all fingers are gone
        changed,    // size, place, or what lies before it: draw again
        closed,     // somebody asks the window to close
        woken,
        stop,  // the program is asked to end
    };
    Kind kind = Kind::woken;
    Point place;
    std::int64_t finger = 0;
    Key key = Key::select;
    std::string text;       // UTF-8, as typed; of what is scanned, what follows "ESH:"
    bool cashiers = false;  // in the window beside the shopper's
};

// A window, the shopper's or the cashier's beside it, and all of SDL and OpenGL. One thread, but
// for wake() and stop().
class Window {
  public:
    struct Wanted {
        std::optional<std::pair<int, int>> windowed;  // size in pixels; else full screen
        int display = 0;
        std::optional<Millimetres> panel;
    };
    // Throws std::runtime_error where there is no display to show anything on.
    explicit Window(const Wanted& wanted);
    // One beside the first, which must outlive it and hears its events, too. It takes the keyboard.
    // Where it is no full screen it stands to the right of the first.
    Window(const Wanted& wanted, Window& first);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    Panel panel() const;
    Point origin() const;  // on its display
    bool fullscreen() const;
    // Whether there is such a display, besides the one that this window fills.
    bool has_room_on(int display) const;

    // Whether something on the screen takes text; else a keypad's digits work the kiosk.
    void takes_text(bool typing);
    // Whether digits and signs are told as they are where nothing takes text.
    void tells_signs(bool signs);

    // Sleeps until something happens, or for `longest`; for ever where that is none. Throws
    // std::runtime_error where the display server is gone.
    std::vector<Input> wait(std::optional<core::milliseconds> longest);

    // One frame: `paint` fills the list and gives the colour of the ground, the glyphs it needed
    // are uploaded, all is shown.
    void draw(Text& text, const std::function<Colour(ImDrawList&)>& paint);
    // The same, unseen: only the glyphs stay.
    void rehearse(Text& text, const std::function<void(ImDrawList&)>& paint);

    // The picture on the screen, as rows of RGB.
    std::vector<std::uint8_t> picture() const;

    // From any thread: wait() returns.
    static void wake();
    static void stop();

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace earshot::app
