#include "tests/support/fault_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <condition_variable>
#include <stdexcept>
#include <utility>

namespace earshot::test {
namespace {

using std::chrono::milliseconds;

constexpr int look_every_ms = 20;  // for a stop
constexpr std::size_t piece = 16 << 10;

class Socket {
  public:
    explicit Socket(int number) : number_(number) {
        if (number < 0) throw std::runtime_error("no socket");
    }
    ~Socket() { ::close(number_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    int number() const { return number_; }

  private:
    int number_;
};

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int connect_to(std::uint16_t port) {
    const int number = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    if (::connect(number, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return number;
    ::close(number);
    return -1;
}

// Makes the close to come a reset.
void reset_on_close(int number) {
    const linger at_once{1, 0};
    ::setsockopt(number, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

bool readable(int number, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        pollfd waiting{number, POLLIN, 0};
        if (::poll(&waiting, 1, look_every_ms) > 0) return true;
    }
    return false;
}

// What came, or nothing at the end.
std::string receive(int number) {
    std::string bytes(piece, '\0');
    const ssize_t count = ::recv(number, bytes.data(), bytes.size(), 0);
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
}

bool send_all(int number, std::string_view bytes, const std::stop_token& stop) {
    while (!bytes.empty() && !stop.stop_requested()) {
        pollfd waiting{number, POLLOUT, 0};
        if (::poll(&waiting, 1, look_every_ms) <= 0) continue;
        const ssize_t count =
            ::send(number, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return bytes.empty();
}

std::size_t content_length(std::string_view head) {
    constexpr std::string_view name = "\r\ncontent-length:";
    for (std::size_t at = 0; at + name.size() < head.size(); ++at) {
        if (::strncasecmp(head.data() + at, name.data(), name.size()) != 0) continue;
        std::size_t first = at + name.size();
        while (head[first] == ' ') ++first;
        std::size_t length = 0;
        std::from_chars(head.data() + first, head.data() + head.size(), length);
        return length;
    }
    return 0;
}

// One request from `buffer` and the connection; none when it has ended.
std::optional<Heard> read_request(int connection, std::string& buffer,
                                  const std::stop_token& stop) {
    constexpr std::string_view end_of_head = "\r\n\r\n";
    while (true) {
        if (const std::size_t end = buffer.find(end_of_head); end != std::string::npos) {
            const std::size_t body = end + end_of_head.size();
            const std::size_t whole = body + content_length(buffer.substr(0, body));
            if (buffer.size() >= whole) {
                Heard heard{buffer.substr(0, body), buffer.substr(body, whole - body)};
                buffer.erase(0, whole);
                return heard;
            }
        }
        if (!readable(connection, stop)) return std::nullopt;
        const std::string more = receive(connection);
        if (more.empty()) return std::nullopt;
        buffer += more;
    }
}

}  // namespace

std::string http(int status, const std::string& type, const std::string& body,
                 const std::string& headers) {
    return "HTTP/1.1 " + std::to_string(status) + " As Told\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

RawServer::RawServer(Serve serve) : serve_(std::move(serve)) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (socket_ < 0 || ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(socket_, SOMAXCONN) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("cannot listen on loopback");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread([this](const std::stop_token& stop) { accept(stop); });
}

RawServer::~RawServer() {
    acceptor_.request_stop();
    acceptor_.join();
    threads_.clear();
    ::close(socket_);
}

void RawServer::accept(const std::stop_token& stop) {
    while (readable(socket_, stop)) {
        const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        ++connections_;
        const std::scoped_lock lock(mutex_);
        threads_.emplace_back([this, connection](const std::stop_token& end) {
            const Socket owned(connection);
            serve_(connection, end);
        });
    }
}

HostileServer::HostileServer(Respond respond)
    : respond_(std::move(respond)),
      server_([this](int connection, const std::stop_token& stop) { serve(connection, stop); }) {}

std::vector<Heard> HostileServer::heard() const {
    const std::scoped_lock lock(mutex_);
    return heard_;
}

void HostileServer::serve(int connection, const std::stop_token& stop) {
    std::string buffer;
    while (const auto request = read_request(connection, buffer, stop)) {
        {
            const std::scoped_lock lock(mutex_);
            heard_.push_back(*request);
        }
        if (!answer(connection, respond_(*request), stop)) return;
    }
}

// False when the connection ends with it.
bool HostileServer::answer(int connection, const Answer& answer, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    if (answer.between_bytes > milliseconds(0)) {
        for (const char byte : answer.bytes) {
            if (!send_all(connection, {&byte, 1}, stop)) return false;
            std::unique_lock lock(mutex);
            never.wait_for(lock, stop, answer.between_bytes, [] { return false; });
        }
    } else if (!send_all(connection, answer.bytes, stop)) {
        return false;
    }
    if (answer.then == Answer::Then::repeat_for_ever) {
        const std::string more(piece, 'x');
        while (send_all(connection, more, stop)) sent_ += more.size();
    }
    if (answer.then == Answer::Then::reset) reset_on_close(connection);
    return answer.then == Answer::Then::keep_open;
}

FaultProxy::FaultProxy(std::uint16_t port)
    : upstream_(port),
      server_([this](int connection, const std::stop_token& stop) { serve(connection, stop); }) {}

void FaultProxy::set(Fault fault) {
    const std::scoped_lock lock(mutex_);
    fault_ = fault;
}

void FaultProxy::serve(int connection, const std::stop_token& stop) {
    Fault fault;
    {
        const std::scoped_lock lock(mutex_);
        fault = fault_;
    }
    // A line that fails is cut; one that is whole ends as its server ends it.
    if (fault.refuse || fault.cut_request || fault.cut_answer || fault.swallow_answer)
        reset_on_close(connection);
    if (fault.refuse) return;
    const int number = connect_to(upstream_);
    if (number < 0) return;
    const Socket server(number);

    std::string asked;
    std::size_t answered = 0;
    while (!stop.stop_requested()) {
        std::array<pollfd, 2> waiting{pollfd{connection, POLLIN, 0},
                                      pollfd{server.number(), POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), look_every_ms) <= 0) continue;
        if (fault.latency > milliseconds(0)) std::this_thread::sleep_for(fault.latency);
        if (waiting[0].revents != 0) {
            std::string bytes = receive(connection);
            if (bytes.empty()) break;
            const std::size_t room = fault.cut_request.value_or(SIZE_MAX) - asked.size();
            bytes.resize(std::min(bytes.size(), room));
            asked += bytes;
            if (!send_all(server.number(), bytes, stop) ||
                (fault.cut_request && asked.size() >= *fault.cut_request))
                break;
        }
        if (waiting[1].revents != 0) {
            std::string bytes = receive(server.number());
            if (bytes.empty() || fault.swallow_answer) break;
            bytes.resize(std::min(bytes.size(), fault.cut_answer.value_or(SIZE_MAX) - answered));
            answered += bytes.size();
            if (!send_all(connection, bytes, stop) ||
                (fault.cut_answer && answered >= *fault.cut_answer))
                break;
        }
    }
    if (!fault.duplicate_request) return;
    const int again = connect_to(upstream_);
    if (again < 0) return;
    const Socket second(again);
    if (send_all(second.number(), asked, stop) && readable(second.number(), stop))
        receive(second.number());
}

}  // namespace earshot::test
