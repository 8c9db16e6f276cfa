#include "app/common/control.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

namespace earshot::app {
namespace {

constexpr std::size_t question_max = 16 << 10;
constexpr std::size_t answer_max = 16 << 20;
constexpr std::chrono::milliseconds peer_wait{5'000};

class Handle {
  public:
    explicit Handle(int descriptor) : descriptor_(descriptor) {}
    ~Handle() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    int number() const { return descriptor_; }

  private:
    int descriptor_;
};

[[noreturn]] void fail_with(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

std::optional<sockaddr_un> address_of(const std::filesystem::path& file) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = file.string();
    if (path.size() >= sizeof address.sun_path) return std::nullopt;
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

const sockaddr* plain(const sockaddr_un& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

// A line without its end; none when the peer is slow, gone or too long, or when there is something
// to read from `stop`.
std::optional<std::string> read_line(int socket, std::chrono::milliseconds wait, std::size_t most,
                                     int stop = -1) {
    std::string line;
    while (line.size() < most) {
        pollfd waiting[2] = {{socket, POLLIN, 0}, {stop, POLLIN, 0}};
        if (poll(waiting, 2, static_cast<int>(wait.count())) <= 0 || waiting[1].revents != 0)
            return std::nullopt;
        char part[16 << 10];
        const ssize_t got = read(socket, part, sizeof part);
        if (got <= 0) return std::nullopt;
        const std::size_t before = line.size();
        line.append(part, static_cast<std::size_t>(got));
        if (const std::size_t end = line.find('\n', before); end != std::string::npos)
            return line.substr(0, end);
    }
    return std::nullopt;
}

bool write_line(int socket, std::string line) {
    line += '\n';
    for (std::size_t sent = 0; sent < line.size();) {
        const ssize_t now = send(socket, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
        if (now <= 0) return false;
        sent += static_cast<std::size_t>(now);
    }
    return true;
}

}  // namespace

ControlSocket::ControlSocket(const std::filesystem::path& file, Answer answer)
    : file_(file), answer_(std::move(answer)) {
    const auto address = address_of(file);
    if (!address) {
        errno = ENAMETOOLONG;
        fail_with(file.c_str());
    }
    int stop[2];
    if (pipe(stop) != 0) fail_with("pipe");
    stop_read_ = stop[0];
    stop_write_ = stop[1];
    // We hold the data folder: what is left there is of a process that is gone.
    unlink(file.c_str());
    listener_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    // The folder lets nobody else in while the mode is set.
    if (listener_ < 0 || bind(listener_, plain(*address), sizeof *address) != 0 ||
        chmod(file.c_str(), S_IRUSR | S_IWUSR) != 0 || listen(listener_, 8) != 0)
        fail_with(file.c_str());
    thread_ = std::thread([this] { serve(); });
}

ControlSocket::~ControlSocket() {
    [[maybe_unused]] const ssize_t told = write(stop_write_, "x", 1);
    thread_.join();
    unlink(file_.c_str());
    close(listener_);
    close(stop_read_);
    close(stop_write_);
}

void ControlSocket::serve() {
    while (true) {
        pollfd waiting[2] = {{listener_, POLLIN, 0}, {stop_read_, POLLIN, 0}};
        if (poll(waiting, 2, -1) < 0 && errno != EINTR) return;
        if (waiting[1].revents != 0) return;
        if (waiting[0].revents == 0) continue;
        const Handle peer(accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC));
        if (peer.number() < 0) continue;
        const auto line = read_line(peer.number(), peer_wait, question_max, stop_read_);
        if (line) write_line(peer.number(), answer_(*line));
    }
}

core::Result<std::string> ask_control(const std::filesystem::path& file, const std::string& line,
                                      std::chrono::milliseconds wait) {
    const auto silent = [&] {
        return core::fail(core::ErrorKind::unavailable, file.string() + ": nobody answers there");
    };
    const auto address = address_of(file);
    if (!address) return silent();
    const Handle socket_handle(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (socket_handle.number() < 0 ||
        connect(socket_handle.number(), plain(*address), sizeof *address) != 0 ||
        !write_line(socket_handle.number(), line))
        return silent();
    auto answer = read_line(socket_handle.number(), wait, answer_max);
    if (!answer) return silent();
    return *std::move(answer);
}

}  // namespace earshot::app
