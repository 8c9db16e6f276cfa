#include "app/common/assets.h"

namespace earshot::app {

std::filesystem::path assets_folder() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "share" /
           "earshot";
}

}  // namespace earshot::app
