#pragma once

#include <string>

namespace earshot::core {

// Overwrites what must not stay in memory, and empties it.
void wipe(std::string& secret);

}  // namespace earshot::core
