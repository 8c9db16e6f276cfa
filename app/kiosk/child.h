#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"

// Programs that the kiosk lets work beside it. They get no signal of ours blocked, and die with the
// kiosk, whatever it dies of.
namespace earshot::app {

// A file descriptor, closed with this.
class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

  private:
    int number_;
};

// Wakes a thread that waits for a child. Any thread may ring.
class Bell {
  public:
    Bell();  // throws std::system_error

    void ring();
    void still();  // forgets that it rang
    int number() const { return event_.number(); }

  private:
    Descriptor event_;
};

// A program in a process group of its own; with this it is killed, with all it started, and reaped.
class Child {
  public:
    // Reads `in` as its whole stdin, and nothing is heard of what it writes, unless `out` is given.
    // None where it cannot be started. A program that is not installed ends at once.
    static std::optional<Child> start(const std::vector<std::string>& command, std::string_view in,
                                      const Descriptor& out = Descriptor());
    ~Child();
    Child(Child&& other) noexcept;
    Child& operator=(Child&&) = delete;

    // Waits for the first of these.
    enum class First { ended, bell, time };
    First wait(const Bell& bell, core::milliseconds longest) const;

  private:
    Child(pid_t pid, Descriptor watch) : pid_(pid), watch_(std::move(watch)) {}

    pid_t pid_;
    Descriptor watch_;  // can be read once it has ended
};

}  // namespace earshot::app
