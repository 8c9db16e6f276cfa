#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/staff_wording.h"
#include "app/kiosk/stock.h"
#include "core/clock.h"
#include "core/trouble.h"
#include "sync/uplink/uplink.h"

namespace earshot::app {

// Why the journal keeps nothing.
struct StorageTrouble {
    core::Trouble trouble = core::Trouble::failing;
    std::string words;  // of the machine: which file, and what is the matter with it

    bool operator==(const StorageTrouble&) const = default;
};

// A barcode of ours was scanned that means nothing here.
struct UnknownCode {
    std::string code;  // what follows "ESH:"
    core::Instant at;

    bool operator==(const UnknownCode&) const = default;
};

// How the device stands, put together from all who know a part of it.
struct Health {
    std::optional<StorageTrouble> trouble;
    std::optional<Stock> stock;               // none before it was first looked at
    std::optional<sync::LinkState> link;      // none where no network is used
    bool touch_lost = false;                  // there was a touch panel, and now there is none
    std::optional<UnknownCode> unknown_code;  // where it was the last

    bool operator==(const Health&) const = default;
};

enum class Severity { fine, note, trouble };

struct Finding {
    std::string id;  // what it is about
    Severity severity = Severity::note;
    std::string text;

    bool operator==(const Finding&) const = default;
};

// What staff should know, what is wrong first. Times are told by the shop's clock.
std::vector<Finding> findings(const Health& health, const StaffVoice& voice, core::Instant now,
                              const std::string& timezone);

}  // namespace earshot::app
