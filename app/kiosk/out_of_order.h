#pragma once

#include <chrono>
#include <filesystem>

#include "app/kiosk/window.h"
#include "core/result.h"

namespace earshot::app {

// Says, in the machine's language, that the kiosk needs a hand, for so long or until the program is
// asked to end. For a kiosk that falls again and again: whatever it falls over, the data folder or
// the network, is left alone here.
core::Result<void> say_out_of_order(const std::filesystem::path& assets,
                                    const Window::Wanted& wanted, std::chrono::seconds how_long);

}  // namespace earshot::app
