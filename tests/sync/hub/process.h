#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace earshot::test {

// The real earshot-hub, serving a folder, as a process of its own. Ends with this.
class HubProcess {
  public:
    HubProcess(const std::filesystem::path& program, const std::filesystem::path& folder);
    ~HubProcess();
    HubProcess(const HubProcess&) = delete;
    HubProcess& operator=(const HubProcess&) = delete;

    std::uint16_t port() const { return port_; }
    void kill();  // -9
    int stop();   // SIGTERM; the exit code

  private:
    int wait_for_end();

    pid_t process_ = -1;
    std::uint16_t port_ = 0;
};

// Runs a program to its end: its exit code.
int run(const std::filesystem::path& program, const std::vector<std::string>& arguments,
        const std::string& input, std::string& output);

}  // namespace earshot::test
