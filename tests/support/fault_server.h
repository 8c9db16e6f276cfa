#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

// What a network does to people, on loopback and on purpose: a server that answers with any bytes,
// and a forwarder that fails where it hurts.
namespace earshot::test {

// Whole or as far as it came.
struct Heard {
    std::string head;  // request line and headers
    std::string body;
};

// What a hostile server sends back, byte for byte, and what it does then.
struct Answer {
    enum class Then { close, reset, keep_open, repeat_for_ever };

    std::string bytes;
    Then then = Then::close;
    std::chrono::milliseconds between_bytes{0};  // a trickle
};

// An HTTP answer of ours: status line, Content-Type, Content-Length and further headers, body.
std::string http(int status, const std::string& type, const std::string& body,
                 const std::string& headers = "");

// A listening socket, and what is said to it, on a thread for each connection.
class RawServer {
  public:
    using Serve = std::function<void(int connection, const std::stop_token& stop)>;

    explicit RawServer(Serve serve);
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    std::uint16_t port() const { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    int connections() const { return connections_; }

  private:
    void accept(const std::stop_token& stop);

    Serve serve_;
    int socket_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<int> connections_ = 0;
    std::mutex mutex_;
    std::vector<std::jthread> threads_;  // under mutex_
    std::jthread acceptor_;
};

// Reads each request, and answers as it is told.
class HostileServer {
  public:
    using Respond = std::function<Answer(const Heard& request)>;

    explicit HostileServer(Respond respond);

    std::string url() const { return server_.url(); }
    std::uint16_t port() const { return server_.port(); }
    int connections() const { return server_.connections(); }
    std::vector<Heard> heard() const;
    // How many bytes of an endless answer were taken.
    std::size_t sent() const { return sent_; }

  private:
    void serve(int connection, const std::stop_token& stop);
    bool answer(int connection, const Answer& answer, const std::stop_token& stop);

    Respond respond_;
    mutable std::mutex mutex_;
    std::vector<Heard> heard_;  // under mutex_
    std::atomic<std::size_t> sent_ = 0;
    RawServer server_;  // last: its threads use all the others
};

// What befalls each connection through a FaultProxy, from when it is set.
struct Fault {
    bool refuse = false;                     // closed as soon as it is made
    std::optional<std::size_t> cut_request;  // reset after so many bytes to the server
    std::optional<std::size_t> cut_answer;   // reset after so many bytes from the server
    bool swallow_answer = false;             // the server has acted; nobody hears of it
    bool duplicate_request = false;          // the server hears all of it once more, elsewhere
    std::chrono::milliseconds latency{0};    // before each piece, either way
};

// Forwards to 127.0.0.1:`port`.
class FaultProxy {
  public:
    explicit FaultProxy(std::uint16_t port);

    void set(Fault fault);
    std::string url() const { return server_.url(); }
    std::uint16_t port() const { return server_.port(); }
    int connections() const { return server_.connections(); }

  private:
    void serve(int connection, const std::stop_token& stop);

    std::uint16_t upstream_;
    std::mutex mutex_;
    Fault fault_;       // under mutex_
    RawServer server_;  // last: its threads use all the others
};

}  // namespace earshot::test
