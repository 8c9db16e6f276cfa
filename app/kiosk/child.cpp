#include "app/kiosk/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <system_error>
#include <utility>

namespace earshot::app {
namespace {

// Text in memory only, to be read from its beginning. It never blocks and never breaks, as a pipe
// would.
Descriptor readable(std::string_view text) {
    Descriptor memory(::memfd_create("text", MFD_CLOEXEC));
    if (!memory ||
        ::write(memory.number(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return Descriptor();
    ::lseek(memory.number(), 0, SEEK_SET);
    return memory;
}

// How a child begins: files and signals of its own.
class Beginning {
  public:
    Beginning(const Descriptor& in, const Descriptor& out) {
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawn_file_actions_adddup2(&files, in.number(), STDIN_FILENO);
        if (out)
            ::posix_spawn_file_actions_adddup2(&files, out.number(), STDOUT_FILENO);
        else
            ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawnattr_init(&rules);
        sigset_t none;
        sigemptyset(&none);
        ::posix_spawnattr_setsigmask(&rules, &none);
        ::posix_spawnattr_setpgroup(&rules, 0);
        ::posix_spawnattr_setflags(&rules, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    }
    ~Beginning() {
        ::posix_spawn_file_actions_destroy(&files);
        ::posix_spawnattr_destroy(&rules);
    }
    Beginning(const Beginning&) = delete;
    Beginning& operator=(const Beginning&) = delete;

    posix_spawn_file_actions_t files{};
    posix_spawnattr_t rules{};
};

}  // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}
Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

Bell::Bell() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!event_) throw std::system_error(errno, std::generic_category(), "eventfd");
}

void Bell::ring() { ::eventfd_write(event_.number(), 1); }

void Bell::still() {
    eventfd_t count = 0;
    ::eventfd_read(event_.number(), &count);
}

std::optional<Child> Child::start(const std::vector<std::string>& command, std::string_view in,
                                  const Descriptor& out) {
    const Descriptor text = readable(in);
    if (!text) return std::nullopt;
    // It must not outlive a kiosk that is killed: it would go on speaking.
    std::vector<std::string> words{"setpriv", "--pdeathsig", "KILL", "--"};
    words.insert(words.end(), command.begin(), command.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    const Beginning beginning(text, out);
    pid_t pid = -1;
    if (::posix_spawnp(&pid, arguments.front(), &beginning.files, &beginning.rules,
                       arguments.data(), environ) != 0)
        return std::nullopt;
    // Debian 12's header for it is not for C++.
    return Child(pid, Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))));
}

Child::~Child() {
    if (pid_ < 0) return;
    // Its group is its own and stays its until it is reaped, also where it has ended.
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), watch_(std::move(other.watch_)) {}

Child::First Child::wait(const Bell& bell, core::milliseconds longest) const {
    std::array<pollfd, 2> watched{{{watch_.number(), POLLIN, 0}, {bell.number(), POLLIN, 0}}};
    int found = 0;
    do found = ::poll(watched.data(), watched.size(), static_cast<int>(longest.count()));
    while (found < 0 && errno == EINTR);
    if (watched[1].revents != 0) return First::bell;
    return watched[0].revents != 0 ? First::ended : First::time;
}

}  // namespace earshot::app
