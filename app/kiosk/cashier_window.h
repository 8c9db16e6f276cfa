#pragma once

#include <filesystem>
#include <optional>

#include "app/kiosk/guide.h"
#include "app/kiosk/pad_desk.h"
#include "app/kiosk/presenter.h"
#include "app/kiosk/text.h"
#include "app/kiosk/theme.h"
#include "app/kiosk/touch.h"
#include "app/kiosk/trace.h"
#include "app/kiosk/window.h"

namespace earshot::app {

// The pad on a display of its own, beside the shopper's window and in one loop with it: what is
// done here never reaches the shopper's screen. One thread.
class CashierWindow {
  public:
    // All must outlive it. Throws std::runtime_error where no window can be had.
    CashierWindow(const Window::Wanted& wanted, Window& shoppers, Text& text, const Themes& themes,
                  Wordings& wordings, const std::optional<std::filesystem::path>& trace,
                  PadDesk& desk);

    void take(const Input& input);
    // Draws where something is another, or moves.
    void show();
    // When it has to be drawn again; none while nothing moves.
    std::optional<core::milliseconds> due(core::milliseconds now) const;

  private:
    void press(Key key, core::Now now);

    PadDesk& desk_;
    Text& text_;
    Window window_;
    Presenter presenter_;
    Guide guide_;
    Touch touch_;
    std::optional<Trace> trace_;
    bool must_draw_ = true;
    core::milliseconds drawn_at_{0};
};

}  // namespace earshot::app
