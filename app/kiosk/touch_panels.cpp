#include "app/kiosk/touch_panels.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

namespace earshot::app {
namespace {

namespace fs = std::filesystem;

// INPUT_PROP_DIRECT of <linux/input-event-codes.h>: it is touched where it shows.
constexpr unsigned long touched_where_it_shows = 1UL << 1U;
// The kernel makes a device's folders and its file one after the other.
constexpr int settle_ms = 200;

bool is_touch_panel(const fs::path& device) {
    std::ifstream file(device / "properties");
    std::string words;
    if (!std::getline(file, words)) return false;
    // The lowest word stands last, all in hexadecimal.
    const std::size_t last = words.find_last_of(' ');
    const std::string lowest = last == std::string::npos ? words : words.substr(last + 1);
    return (std::strtoul(lowest.c_str(), nullptr, 16) & touched_where_it_shows) != 0;
}

}  // namespace

int touch_panels(const fs::path& input) {
    std::error_code error;
    int count = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(input, error))
        if (entry.path().filename().string().starts_with("event"))
            count += is_touch_panel(entry.path() / "device") ? 1 : 0;
    return count;
}

bool TouchLoss::look(int panels) {
    const bool lost_now = panels == 0 && had_;
    had_ |= panels > 0;
    return std::exchange(lost_, lost_now) != lost_now;
}

TouchWatch::TouchWatch(Places places, std::function<void(bool)> tell)
    : places_(std::move(places)),
      loss_(touch_panels(places_.input)),
      tell_(std::move(tell)),
      changes_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
      end_(::eventfd(0, EFD_CLOEXEC)) {
    // A machine without the folder has no devices that could come.
    ::inotify_add_watch(changes_, places_.devices.c_str(), IN_CREATE | IN_DELETE);
    thread_ = std::thread([this] { run(); });
}

TouchWatch::~TouchWatch() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t told = ::write(end_, &one, sizeof one);
    thread_.join();
    ::close(changes_);
    ::close(end_);
}

// False when it is to end.
bool TouchWatch::wait() const {
    std::array<pollfd, 2> both{{{changes_, POLLIN, 0}, {end_, POLLIN, 0}}};
    ::poll(both.data(), both.size(), -1);
    // Until nothing changes any more.
    std::array<char, 4096> passed_over{};
    while (both[1].revents == 0) {
        while (::read(changes_, passed_over.data(), passed_over.size()) > 0) continue;
        if (::poll(both.data(), both.size(), settle_ms) <= 0) return true;
    }
    return false;
}

void TouchWatch::run() {
    while (wait())
        if (loss_.look(touch_panels(places_.input))) tell_(loss_.lost());
}

}  // namespace earshot::app
