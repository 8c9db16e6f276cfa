#pragma once

#include <string>

#include "core/result.h"
#include "sync/hub/hub.h"
#include "sync/wire/json.h"

// Commands on a store that may be in use: the process that serves it does them, asked over a Unix
// socket in its data folder; where none serves, they are done here.
namespace earshot::app {

// What the serving process answers to one line. Never throws.
std::string answer_command(sync::Hub& hub, sync::Store& store, const std::string& line);

// {"code","expires"}. Makes the shop and the till where they are new.
core::Result<sync::wire::json::object> enrol(const std::string& data, const std::string& shop,
                                             const std::string& till);

// {"entries"}: how many there are. Fails as `corrupt` for a log that is not as it was written.
core::Result<sync::wire::json::object> verify_audit(const std::string& data);

// {"backup"}: the file, which was not there before.
core::Result<sync::wire::json::object> back_up(const std::string& data, const std::string& file);

// Into an empty folder, never while a hub serves it. Returns how much was erased again.
core::Result<int> restore(const std::string& data, const std::string& file);

}  // namespace earshot::app
