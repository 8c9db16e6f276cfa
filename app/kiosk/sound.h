#pragma once

#include <cstdint>
#include <memory>

#include "app/kiosk/recorder.h"

namespace earshot::app {

// This machine's sound, by SDL: the usual microphone and loudspeaker. To open it may take a while,
// as a sound server has to answer: on a thread of its own.
std::unique_ptr<SoundCard> open_sound();

}  // namespace earshot::app
