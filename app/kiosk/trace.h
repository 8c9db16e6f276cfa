#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "app/kiosk/elements.h"
#include "app/kiosk/guide.h"
#include "app/kiosk/view.h"
#include "core/clock.h"

namespace earshot::app {

// What the window shows, one line whenever that changes, written out at once (protocol: Trace).
// Nothing that a shopper types is in it.
class Trace {
  public:
    // Appends. Throws std::system_error where the file cannot be written.
    explicit Trace(const std::filesystem::path& file, std::string window = "shopper");
    ~Trace();
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;

    // A line that cannot be written is logged once, and tried again when the window next shows.
    // `said` is what is being said; another number is another saying, also of the same words.
    void note(const View& view, const Elements& elements, Point origin,
              const std::optional<Utterance>& said, core::Instant at);

  private:
    std::string window_;
    int file_ = -1;
    std::string last_;  // but for its time
    std::uint64_t last_said_ = 0;
    bool cut_short_ = false;
    bool complained_ = false;
};

}  // namespace earshot::app
