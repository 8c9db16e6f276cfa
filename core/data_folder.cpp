#include "core/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace earshot::core {
namespace {

namespace fs = std::filesystem;

// Far above a bundle, the largest of our files; below what would hurt a small PC.
constexpr std::size_t read_max = 64U << 20U;

constexpr mode_t private_folder = 0700;
constexpr mode_t private_file = 0600;

// A file descriptor, closed when it goes.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }

    explicit operator bool() const { return number_ >= 0; }
    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }

  private:
    int number_;
};

[[noreturn]] void broken(const std::string& what, const fs::path& file) {
    throw std::system_error(errno, std::generic_category(), what + " " + file.string());
}

tl::unexpected<Error> in_the_way(const fs::path& file, const std::string& why) {
    return fail(ErrorKind::denied, file.string() + " " + why);
}

// What stands at a name may be used only if we put it there.
Result<void> check_ours(const fs::path& file) {
    struct stat status = {};
    if (::lstat(file.c_str(), &status) != 0) {
        if (errno == ENOENT) return {};
        return in_the_way(file, "cannot be looked at: check the rights of its folder");
    }
    if (S_ISLNK(status.st_mode))
        return in_the_way(file, "is a symbolic link: put the real file or folder in its place");
    if (status.st_uid != ::geteuid())
        return in_the_way(file, "belongs to another user: run as that user, or change its owner");
    return {};
}

Result<void> check_files_of(const fs::path& folder) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        // A folder may be the file system's own (lost+found).
        if (entry.is_symlink() || !entry.is_directory()) TRY(check_ours(entry.path()));
    return {};
}

void write_all(const Descriptor& descriptor, std::string_view content, const fs::path& file) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor.number(), content.data(), content.size());
        if (written < 0 && errno != EINTR) broken("cannot write", file);
        if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
    }
}

// What is private already is left alone: a disk that failed may be mounted read-only.
void make_folder_private(const fs::path& folder) {
    struct stat status = {};
    if (::stat(folder.c_str(), &status) != 0) broken("cannot look at", folder);
    if ((status.st_mode & 07777U) == private_folder) return;
    if (::chmod(folder.c_str(), private_folder) != 0) broken("cannot make private", folder);
}

// A lock needs no writing.
int open_lock(const fs::path& lock) {
    constexpr int how = O_CLOEXEC | O_NOFOLLOW;
    const int opened = ::open(lock.c_str(), O_RDWR | O_CREAT | how, private_file);
    return opened < 0 && errno == EROFS ? ::open(lock.c_str(), O_RDONLY | how) : opened;
}

}  // namespace

Result<DataFolder> DataFolder::claim(const fs::path& path) {
    // A name that ends in a slash would have a link followed.
    const fs::path folder = path.has_filename() ? path : path.parent_path();
    if (folder.has_parent_path()) fs::create_directories(folder.parent_path());
    if (::mkdir(folder.c_str(), private_folder) != 0 && errno != EEXIST)
        broken("cannot make", folder);
    TRY(check_ours(folder));
    if (!fs::is_directory(folder)) return in_the_way(folder, "is not a folder");
    make_folder_private(folder);
    TRY(check_files_of(folder));

    const fs::path lock = folder / "lock";
    Descriptor descriptor(open_lock(lock));
    if (!descriptor) broken("cannot open", lock);
    if (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) broken("cannot lock", lock);
        return fail(ErrorKind::in_use, "already running: another process holds " + folder.string() +
                                           "; stop it first");
    }
    return DataFolder(folder, descriptor.release());
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataFolder& DataFolder::operator=(DataFolder&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(lock_, other.lock_);
    return *this;
}

DataFolder::~DataFolder() {
    if (lock_ >= 0) ::close(lock_);
}

Result<void> make_private(const fs::path& file) {
    TRY(check_ours(file));
    const Descriptor descriptor(
        ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, private_file));
    if (!descriptor) broken("cannot open", file);
    if (::fchmod(descriptor.number(), private_file) != 0) broken("cannot make private", file);
    return {};
}

void sync_folder(const fs::path& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor || ::fsync(descriptor.number()) != 0) broken("cannot make durable", folder);
}

void write_file(const fs::path& file, std::string_view content) {
    fs::path fresh = file;
    fresh += ".new";
    // One left by a crash, whoever's it is: never written through.
    fs::remove(fresh);
    const Descriptor descriptor(
        ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, private_file));
    if (!descriptor) broken("cannot make", fresh);
    try {
        write_all(descriptor, content, fresh);
        if (::fsync(descriptor.number()) != 0) broken("cannot make durable", fresh);
        fs::rename(fresh, file);
    } catch (...) {
        // On a full disk half a file takes room from whoever frees some.
        std::error_code gone_already;
        fs::remove(fresh, gone_already);
        throw;
    }
    sync_folder(file.has_parent_path() ? file.parent_path() : fs::path("."));
}

Result<std::string> read_file(const fs::path& file) {
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor && errno == ENOENT)
        return fail(ErrorKind::not_found, file.string() + " is not there");
    struct stat status = {};
    if (!descriptor || ::fstat(descriptor.number(), &status) != 0)
        return fail(ErrorKind::unavailable,
                    file.string() + " cannot be read: " + std::generic_category().message(errno));
    if (!S_ISREG(status.st_mode))
        return fail(ErrorKind::unavailable, file.string() + " is not a file");
    if (static_cast<std::uintmax_t>(status.st_size) > read_max)
        return fail(ErrorKind::unavailable, file.string() + " is too large");

    std::string content(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t have = 0;
    while (have < content.size()) {
        const ssize_t got =
            ::read(descriptor.number(), content.data() + have, content.size() - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            return fail(ErrorKind::unavailable, file.string() + " cannot be read: " +
                                                    std::generic_category().message(errno));
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    content.resize(have);
    return content;
}

}  // namespace earshot::core
