#pragma once

#include <string>

#include "app/kiosk/pad.h"
#include "app/kiosk/view.h"
#include "app/kiosk/wording.h"

namespace earshot::app {

// Puts the pad into words, while it is open; `zone` is the shop's time zone.
View pad_view(const Pad& pad, const std::string& zone, Wordings& wordings);

}  // namespace earshot::app
