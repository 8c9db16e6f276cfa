#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/kiosk/child.h"

namespace earshot::app {

// Whether a line of `pactl subscribe` tells that sound may now come out elsewhere: a device is
// gone, something was plugged or pulled, or another device is the usual one.
bool moves_sound(std::string_view line);

// Watches where sound comes out for as long as it lives, by the sound server's own program. A
// headset that is pulled out must not send on to the loudspeaker what was meant for one person.
// Without a sound server there is nothing to be moved, and nothing is told.
class SoundWatch {
  public:
    // `moved` is called from the watch's own thread.
    explicit SoundWatch(std::function<void()> moved, std::vector<std::string> command = {
                                                         "env", "LC_ALL=C", "pactl", "subscribe"});
    ~SoundWatch();
    SoundWatch(const SoundWatch&) = delete;
    SoundWatch& operator=(const SoundWatch&) = delete;

  private:
    void run(const std::vector<std::string>& command);
    // The next bytes that the program writes; none once it has ended, or the bell rang.
    std::string heard(const Descriptor& from) const;

    std::function<void()> moved_;
    Bell bell_;
    std::jthread thread_;
};

}  // namespace earshot::app
