#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/checkout.h"
#include "core/reasons.h"
#include "core/result.h"

namespace earshot::app {

// Listens at FOLDER/till.sock for what a till, a keypad or a scanner tells (sync/wire/till.h), on a
// thread of its own. Open to this user and, where the system has it, to the group earshot-till. A
// line that is wrong is answered with one that says why; a flood is dropped; neither reaches the
// kiosk. Every call is for any thread.
class TillSocket {
  public:
    // Called on the socket's thread, `events_a_second_max` times at most.
    using Hear = std::function<void(core::TillEvent)>;

    static constexpr std::size_t clients_max = 16;
    static constexpr int events_a_second_max = 20;  // a scanner's best is three
    static constexpr int wrong_lines_max = 20;      // of one client, which is then let go

    // Fails as `denied` when something else stands there, as `unavailable` when the system refuses;
    // both name the remedy. The kiosk asks without a till just as well.
    static core::Result<std::unique_ptr<TillSocket>> open(const std::filesystem::path& folder,
                                                          Hear hear);
    ~TillSocket();
    TillSocket(const TillSocket&) = delete;
    TillSocket& operator=(const TillSocket&) = delete;

    // What codes of comments may name, from now on.
    void know(std::vector<core::Reason> reasons);

  private:
    struct Client;
    TillSocket(std::filesystem::path file, int listening, int stopping, Hear hear);

    void run();
    void take_in();
    bool read_from(Client& client);
    bool hear_lines(Client& client);
    bool hear_line(Client& client, std::string line);
    bool may_hear();

    std::filesystem::path file_;
    int listening_;
    int stopping_;  // readable once it is time to end
    Hear hear_;

    std::vector<std::unique_ptr<Client>> clients_;
    std::chrono::steady_clock::time_point second_began_;
    int heard_this_second_ = 0;

    std::mutex mutex_;
    std::vector<core::Reason> reasons_;  // under mutex_

    std::thread thread_;  // last: it uses all the others
};

}  // namespace earshot::app
