#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace earshot::test {

// Longer than anything waited for should take on a busy machine; who waits this long has failed.
inline constexpr std::chrono::seconds patience{60};

// Waits until `holds` does, looking often; false after `limit`.
bool wait_until(const std::function<bool()>& holds, std::chrono::milliseconds limit = patience);

// A folder of its own under the temporary one, removed with all that is in it.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

std::string content_of(const std::filesystem::path& file);

// A program as it is built, run for real; killed with this if it still runs.
class Process {
  public:
    struct Options {
        std::map<std::string, std::string> environment;  // beside the test's own
        std::filesystem::path out, err;                  // empty: the test's own
        std::string in;                                  // what it reads on stdin
    };

    Process(const std::vector<std::string>& command, const Options& options);
    Process(Process&& other) noexcept;
    Process& operator=(Process&& other) noexcept;
    ~Process();

    pid_t pid() const { return pid_; }
    bool runs();
    void signal(int number);
    // The exit code, 128 + the signal that ended it, or nothing after `limit`.
    std::optional<int> wait(std::chrono::milliseconds limit = patience);
    // SIGKILL, and gone on return.
    void kill();

  private:
    pid_t pid_ = -1;
    std::optional<int> code_;
};

struct Finished {
    int code = -1;
    std::string out, err;
};

// Runs a program to its end.
Finished run(const std::vector<std::string>& command, const std::string& in = "",
             const std::map<std::string, std::string>& environment = {});

// A program of ours, by name: build/PRESET/bin/NAME.
std::string program(const std::string& name);

}  // namespace earshot::test
