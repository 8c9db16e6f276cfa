#pragma once

#include <filesystem>
#include <string>

#include "core/result.h"

// The user's tokens, one for each hub, in their config folder with mode 0600.
namespace earshot::app {

// $XDG_CONFIG_HOME/earshot or ~/.config/earshot, and the file in it.
std::filesystem::path credentials_file();

// EARSHOT_TOKEN, or else what `earshot login` kept for this hub. Fails as `denied`.
core::Result<std::string> token_for(const std::string& hub);

// Keeps a token in place of the one before. Fails as `corrupt` for a file that does not read.
core::Result<void> keep_token(const std::string& hub, const std::string& token);

}  // namespace earshot::app
