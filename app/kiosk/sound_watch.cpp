#include "app/kiosk/sound_watch.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace earshot::app {
namespace {

// Its lines are short; what has no end in so many bytes is none of them.
constexpr std::size_t line_max = 4'096;

}  // namespace

bool moves_sound(std::string_view line) {
    constexpr std::array<std::string_view, 4> moving{"'remove' on sink #", "'change' on card #",
                                                     "'remove' on card #", "'change' on server"};
    return std::ranges::any_of(
        moving, [&](auto what) { return line.find(what) != std::string_view::npos; });
}

SoundWatch::SoundWatch(std::function<void()> moved, std::vector<std::string> command)
    : moved_(std::move(moved)), thread_([this, what = std::move(command)] { run(what); }) {}

SoundWatch::~SoundWatch() { bell_.ring(); }

void SoundWatch::run(const std::vector<std::string>& command) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
    const Descriptor from(ends[0]);
    Descriptor to(ends[1]);
    const auto child = Child::start(command, "", to);
    to = Descriptor();
    if (!child) return;

    std::string lines;
    for (std::string more; !(more = heard(from)).empty();) {
        lines += more;
        for (auto end = lines.find('\n'); end != std::string::npos; end = lines.find('\n')) {
            if (moves_sound(std::string_view(lines).substr(0, end))) moved_();
            lines.erase(0, end + 1);
        }
        if (lines.size() > line_max) lines.clear();
    }
}

std::string SoundWatch::heard(const Descriptor& from) const {
    std::array<pollfd, 2> watched{{{from.number(), POLLIN, 0}, {bell_.number(), POLLIN, 0}}};
    int found = 0;
    do found = ::poll(watched.data(), watched.size(), -1);
    while (found < 0 && errno == EINTR);
    if (found < 0 || watched[1].revents != 0) return {};
    std::array<char, 1'024> bytes{};
    const ssize_t count = ::read(from.number(), bytes.data(), bytes.size());
    return count > 0 ? std::string(bytes.data(), static_cast<std::size_t>(count)) : std::string();
}

}  // namespace earshot::app
