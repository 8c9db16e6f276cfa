#pragma once

#include <filesystem>
#include <string>

#include "app/kiosk/elements.h"
#include "app/kiosk/view.h"
#include "core/clock.h"

namespace earshot::app {

// What the window shows, one line whenever that changes, written out at once (protocol: Trace).
// Nothing that a shopper types is in it.
class Trace {
  public:
    // Appends. Throws std::system_error where the file cannot be written.
    explicit Trace(const std::filesystem::path& file);
    ~Trace();
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;

    // A line that cannot be written is logged once, and tried again when the window next shows.
    void note(const View& view, const Elements& elements, Point origin, core::Instant at);

  private:
    int file_ = -1;
    std::string last_;  // but for its time
    bool cut_short_ = false;
    bool complained_ = false;
};

}  // namespace earshot::app
