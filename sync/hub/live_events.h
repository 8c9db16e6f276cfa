#pragma once

#include "sync/hub/live.h"
#include "sync/store/keys.h"
#include "sync/store/store.h"

namespace earshot::sync {

// Says what the store has news of to whoever watches, under the id that lists show.
void tell(Live& live, const News& news, const HubKeys& keys);

}  // namespace earshot::sync
