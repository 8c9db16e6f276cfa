#include "core/ballast.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace earshot::core {
namespace {

namespace fs = std::filesystem;

std::uintmax_t size_of(const fs::path& file) {
    std::error_code none;
    const std::uintmax_t size = fs::file_size(file, none);
    return none ? 0 : size;
}

}  // namespace

void Ballast::refill() {
    if (size_of(file_) == ballast_size) return;
    std::error_code unknown;
    const fs::space_info space = fs::space(file_.parent_path(), unknown);
    if (unknown || space.available < 2 * ballast_size) return;

    const int descriptor = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return;
    // Allocated, not only a length: a hole holds no space.
    if (::posix_fallocate(descriptor, 0, static_cast<off_t>(ballast_size)) != 0)
        fs::resize_file(file_, 0, unknown);
    ::close(descriptor);
}

bool Ballast::give(std::uintmax_t rest) {
    if (size_of(file_) <= rest) return false;
    std::error_code refused;
    fs::resize_file(file_, rest, refused);
    return !refused;
}

}  // namespace earshot::core
