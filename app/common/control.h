#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "core/result.h"

// A command that needs a store in use asks the process that has it, over a Unix socket in the data
// folder: one line of JSON there, one back.
namespace earshot::app {

inline constexpr auto hub_socket = "hub.sock";
inline constexpr auto kiosk_socket = "kiosk.sock";

class ControlSocket {
  public:
    using Answer = std::function<std::string(const std::string& line)>;

    // Listens at once, mode 0600, one question at a time on a thread of its own. Throws
    // std::system_error.
    ControlSocket(const std::filesystem::path& file, Answer answer);
    ~ControlSocket();
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;

  private:
    void serve();

    std::filesystem::path file_;
    Answer answer_;
    int listener_ = -1;
    int stop_read_ = -1;
    int stop_write_ = -1;
    std::thread thread_;
};

// Fails as `unavailable` when nobody answers there in time.
core::Result<std::string> ask_control(const std::filesystem::path& file, const std::string& line,
                                      std::chrono::milliseconds wait = std::chrono::seconds(5));

}  // namespace earshot::app
