#pragma once

#include <stop_token>
#include <string>

#include "app/cli/hub_call.h"
#include "app/cli/simulated_truth.h"
#include "core/bundle.h"
#include "core/seal.h"
#include "sync/uplink/transport.h"

namespace earshot::app {

// A till of a simulated shop at a real hub: enrolled as a kiosk is, it hands its records over as
// one does.
class Feed {
  public:
    // Enrols it; the shop and the till are made if they are new.
    static core::Result<Feed> enrol(const HubAddress& at, sync::Transport& transport,
                                    const std::string& shop, const std::string& till);

    core::Result<core::Bundle> bundle(sync::Transport& transport) const;

    // Takes one more. Full batches are handed over at once.
    core::Result<void> add(core::simulation::Made made, sync::Transport& transport,
                           const std::stop_token& stop);
    // Hands over what is left. Waits where the hub is busy; fails where it stays away for minutes,
    // and where it refuses a record.
    core::Result<void> flush(sync::Transport& transport, const std::stop_token& stop);

    // What the hub has.
    const Sent& sent() const { return sent_; }

  private:
    std::string hub_, token_;
    std::optional<core::SealingKey> key_;
    std::string body_;
    std::size_t lines_ = 0;
    core::milliseconds ahead_{0};
    Sent unsent_, sent_;
};

}  // namespace earshot::app
