#include "app/common/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <optional>
#include <string>

namespace earshot::app {
namespace {

std::optional<std::chrono::microseconds> watchdog_time() {
    const char* text = std::getenv("WATCHDOG_USEC");
    if (text == nullptr) return std::nullopt;
    // Meant for another process: a shell in between, say.
    const char* whose = std::getenv("WATCHDOG_PID");
    if (whose != nullptr && std::string_view(whose) != std::to_string(::getpid()))
        return std::nullopt;
    std::int64_t time = 0;
    const char* end = text + std::strlen(text);
    const auto [read, failed] = std::from_chars(text, end, time);
    if (failed != std::errc{} || read != end || time <= 0) return std::nullopt;
    return std::chrono::microseconds(time);
}

}  // namespace

void tell_service_manager(std::string_view state) {
    const char* name = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (name == nullptr || std::strlen(name) >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    const std::size_t length = std::strlen(name);
    std::memcpy(address.sun_path, name, length);
    // An abstract name begins with a zero byte, written as @.
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return;
    // Nobody there to hear it harms nobody.
    [[maybe_unused]] const ssize_t sent =
        ::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                 reinterpret_cast<const sockaddr*>(&address),
                 static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length));
    ::close(socket);
}

Watchdog::Watchdog(std::function<void()> lives) : lives_(std::move(lives)) {
    const auto time = watchdog_time();
    if (!time) return;
    thread_ = std::jthread([this, rest = *time / 2](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any woken;  // by the stop alone
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            lives_();
            tell_service_manager("WATCHDOG=1");
            woken.wait_for(lock, stop, rest, [] { return false; });
        }
    });
}

}  // namespace earshot::app
