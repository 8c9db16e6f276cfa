#pragma once

#include <filesystem>

namespace earshot::app {

// Where questionnaires, themes, wording and icons are: ../share/earshot beside the folder of the
// running program, as built and as installed.
std::filesystem::path assets_folder();

}  // namespace earshot::app
