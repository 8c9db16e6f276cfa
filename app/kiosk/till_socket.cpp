#include "app/kiosk/till_socket.h"

#include <grp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "core/visit.h"
#include "core/wipe.h"
#include "sync/wire/till.h"

namespace earshot::app {
namespace {

namespace fs = std::filesystem;
namespace wire = sync::wire;

constexpr mode_t owner_only = 0600;
constexpr mode_t owner_and_group = 0660;
// The group may pass through the folder to the socket, and see nothing else in it.
constexpr mode_t folder_passed_by_group = 0710;
constexpr const char* group_name = "earshot-till";

tl::unexpected<core::Error> refused(const fs::path& file, const std::string& what) {
    return core::fail(core::ErrorKind::unavailable,
                      file.string() + ": " + what + ": " + std::strerror(errno));
}

// A socket that a process which is gone has left behind makes way; nothing else does.
core::Result<void> clear_the_place(const fs::path& file) {
    struct stat status = {};
    if (::lstat(file.c_str(), &status) != 0) return {};
    if (!S_ISSOCK(status.st_mode))
        return core::fail(core::ErrorKind::denied,
                          file.string() + " is no socket: move it out of the way");
    if (::unlink(file.c_str()) != 0) return refused(file, "cannot be removed");
    return {};
}

std::optional<gid_t> till_group() {
    const group* found = ::getgrnam(group_name);
    return found == nullptr ? std::nullopt : std::optional(found->gr_gid);
}

// Only a member may give things to a group: who is none keeps them.
void open_to_group(const fs::path& file) {
    const auto group = till_group();
    constexpr auto same_owner = static_cast<uid_t>(-1);
    const fs::path folder = file.parent_path();
    if (!group || ::chown(file.c_str(), same_owner, *group) != 0 ||
        ::chown(folder.c_str(), same_owner, *group) != 0)
        return;
    if (::chmod(folder.c_str(), folder_passed_by_group) == 0)
        ::chmod(file.c_str(), owner_and_group);
}

// Never open to anyone else, not even between two of its steps. None where the path is too long
// for a socket's.
core::Result<void> bind_to(int listening, const fs::path& file) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = file.string();
    if (path.size() >= sizeof address.sun_path)
        return core::fail(core::ErrorKind::unavailable,
                          path + " is too long for a socket: use a shorter --data");
    std::memcpy(address.sun_path, path.data(), path.size());
    if (::fchmod(listening, owner_only) != 0) return refused(file, "cannot be made private");
    if (::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return refused(file, "cannot be made");
    open_to_group(file);
    if (::listen(listening, static_cast<int>(TillSocket::clients_max)) != 0)
        return refused(file, "cannot be listened to");
    return {};
}

// Who does not take an answer at once goes without.
void answer(int client, std::string_view words) {
    const std::string line = wire::till_refusal(words);
    [[maybe_unused]] const auto sent =
        ::send(client, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

struct TillSocket::Client {
    explicit Client(int accepted) : number(accepted) {}
    ~Client() {
        core::wipe(read);
        ::close(number);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    int number;
    std::string read;       // of a line without its end
    bool skipping = false;  // the rest of a line that is too long
    int wrong_lines = 0;

    bool tell_wrong(std::string_view words) {
        answer(number, words);
        return ++wrong_lines < wrong_lines_max;
    }
};

core::Result<std::unique_ptr<TillSocket>> TillSocket::open(const fs::path& folder, Hear hear) {
    const fs::path file = folder / "till.sock";
    TRY(clear_the_place(file));
    const int listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listening < 0) return refused(file, "cannot be made");
    if (auto bound = bind_to(listening, file); !bound) {
        ::close(listening);
        return tl::unexpected(std::move(bound).error());
    }
    const int stopping = ::eventfd(0, EFD_CLOEXEC);
    if (stopping < 0) {
        ::close(listening);
        return refused(file, "cannot be listened to");
    }
    return std::unique_ptr<TillSocket>(new TillSocket(file, listening, stopping, std::move(hear)));
}

TillSocket::TillSocket(fs::path file, int listening, int stopping, Hear hear)
    : file_(std::move(file)),
      listening_(listening),
      stopping_(stopping),
      hear_(std::move(hear)),
      thread_([this] { run(); }) {}

TillSocket::~TillSocket() {
    const std::uint64_t now = 1;
    [[maybe_unused]] const auto told = ::write(stopping_, &now, sizeof now);
    thread_.join();
    clients_.clear();
    ::close(listening_);
    ::close(stopping_);
    ::unlink(file_.c_str());
}

void TillSocket::know(std::vector<core::Reason> reasons) {
    const std::scoped_lock lock(mutex_);
    reasons_ = std::move(reasons);
}

void TillSocket::run() {
    for (;;) {
        std::vector<pollfd> waiting{{stopping_, POLLIN, 0}, {listening_, POLLIN, 0}};
        for (const auto& client : clients_) waiting.push_back({client->number, POLLIN, 0});
        if (::poll(waiting.data(), waiting.size(), -1) < 0) {
            if (errno == EINTR) continue;
            return;
        }
        if (waiting[0].revents != 0) return;
        for (std::size_t index = clients_.size(); index-- > 0;)
            if (waiting[index + 2].revents != 0 && !read_from(*clients_[index]))
                clients_.erase(clients_.begin() + static_cast<std::ptrdiff_t>(index));
        if (waiting[1].revents != 0) take_in();
    }
}

void TillSocket::take_in() {
    const int accepted = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (accepted < 0) return;
    if (clients_.size() == clients_max) {
        answer(accepted, "too many connections: close some");
        ::close(accepted);
        return;
    }
    clients_.push_back(std::make_unique<Client>(accepted));
}

// False once the client is gone, or is to be.
bool TillSocket::read_from(Client& client) {
    std::array<char, wire::till_line_max> part{};
    const ssize_t got = ::recv(client.number, part.data(), part.size(), 0);
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    if (got == 0) {
        // The last line may lack its end.
        if (!client.read.empty()) hear_line(client, std::exchange(client.read, {}));
        return false;
    }
    client.read.append(part.data(), static_cast<std::size_t>(got));
    return hear_lines(client);
}

bool TillSocket::hear_lines(Client& client) {
    for (auto end = client.read.find('\n'); end != std::string::npos;
         end = client.read.find('\n')) {
        std::string line = client.read.substr(0, end);
        client.read.erase(0, end + 1);
        if (std::exchange(client.skipping, false)) continue;
        if (!hear_line(client, std::move(line))) return false;
    }
    if (client.read.size() <= wire::till_line_max) return true;
    client.read.clear();
    return std::exchange(client.skipping, true) || client.tell_wrong("the line is too long");
}

bool TillSocket::hear_line(Client& client, std::string line) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) return true;
    auto event = [&] {
        const std::scoped_lock lock(mutex_);
        return wire::decode_till_line(line, reasons_);
    }();
    core::wipe(line);
    if (!event) return client.tell_wrong(event.error().message);
    if (!may_hear()) return client.tell_wrong("too many events within a second: this one is lost");
    hear_(*std::move(event));
    return true;
}

bool TillSocket::may_hear() {
    const auto now = std::chrono::steady_clock::now();
    if (now - second_began_ >= std::chrono::seconds{1}) {
        second_began_ = now;
        heard_this_second_ = 0;
    }
    return ++heard_this_second_ <= events_a_second_max;
}

}  // namespace earshot::app
