#pragma once

#include <string>

#include "app/kiosk/health.h"
#include "app/kiosk/panel.h"
#include "app/kiosk/staff.h"
#include "app/kiosk/view.h"
#include "app/kiosk/wording.h"
#include "core/bundle.h"
#include "core/clock.h"

namespace earshot::app {

// What the page behind the PIN tells of.
struct Device {
    const core::Bundle& bundle;
    std::string language;  // the shop's own
    std::string id;        // empty where the device is not enrolled
    Panel panel;
    Health health;
    bool pad = false;  // a cashier's pad can be opened on this screen
};

// Puts the staff's page into words; while it is open.
View staff_view(const Staff& staff, const Device& device, Wordings& wordings, core::Now now);

// What is the matter with the storage, for the screen that shoppers see meanwhile.
std::vector<LineView> storage_lines(const StorageTrouble& trouble, const Voice& voice);

}  // namespace earshot::app
