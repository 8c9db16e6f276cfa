#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace earshot::test {

struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

using Headers = std::map<std::string, std::string>;

// One connection to a hub on this machine, byte by byte: it sends whatever it is told to. Nothing
// waits longer than the deadline.
class Client {
  public:
    explicit Client(std::uint16_t port);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool connected() const { return socket_ >= 0; }
    // False once the peer has closed.
    bool send_bytes(std::string_view bytes);
    // None when the peer closes or says nothing in time. Any 100 is passed over.
    std::optional<Answer> read_answer(std::chrono::seconds deadline = std::chrono::seconds(15));
    std::optional<Answer> call(const std::string& method, const std::string& target,
                               const Headers& headers = {}, std::string_view body = "");
    // An answer part by part: its head, its whole body; or, of one that goes on, chunk by chunk. An
    // empty chunk is the end; none when the peer closes or says nothing in time.
    std::optional<Answer> read_head(std::chrono::milliseconds deadline = std::chrono::seconds(15));
    bool read_body(Answer& answer, std::chrono::seconds deadline = std::chrono::seconds(15));
    std::optional<std::string> read_chunk(
        std::chrono::milliseconds deadline = std::chrono::seconds(15));
    // Whether the peer closes within the deadline.
    bool is_closed(std::chrono::seconds deadline = std::chrono::seconds(15));

  private:
    // Whether the body came to its end.
    bool read_chunks(std::chrono::steady_clock::time_point until, std::string& body);
    bool read_some(std::chrono::steady_clock::time_point until);

    int socket_ = -1;
    std::string input_;
};

// A call on a connection of its own.
Answer call(std::uint16_t port, const std::string& method, const std::string& target,
            const Headers& headers = {}, std::string_view body = "");

}  // namespace earshot::test
