#include "tests/sync/hub/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>

namespace earshot::test {
namespace {

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

Answer head_of(std::string_view head) {
    Answer answer;
    if (head.size() > 12) answer.status = std::stoi(std::string(head.substr(9, 3)));
    std::size_t from = head.find("\r\n");
    while (from != std::string_view::npos) {
        from += 2;
        const std::size_t to = std::min(head.find("\r\n", from), head.size());
        const std::string_view line = head.substr(from, to - from);
        const std::size_t colon = line.find(": ");
        if (colon != std::string_view::npos)
            answer.headers[lower(std::string(line.substr(0, colon)))] = line.substr(colon + 2);
        from = head.find("\r\n", from);
    }
    return answer;
}

}  // namespace

Client::Client(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
    close(socket_);
    socket_ = -1;
}

Client::~Client() {
    if (socket_ >= 0) close(socket_);
}

bool Client::send_bytes(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Client::read_some(std::chrono::steady_clock::time_point until) {
    using namespace std::chrono;
    const auto left = duration_cast<milliseconds>(until - steady_clock::now()).count();
    pollfd waiting{socket_, POLLIN, 0};
    if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) <= 0) return false;
    char part[64 << 10];
    const ssize_t got = recv(socket_, part, sizeof part, 0);
    if (got <= 0) return false;
    input_.append(part, static_cast<std::size_t>(got));
    return true;
}

std::optional<Answer> Client::read_head(std::chrono::milliseconds deadline) {
    const auto until = std::chrono::steady_clock::now() + deadline;
    std::size_t end = 0;
    while ((end = input_.find("\r\n\r\n")) == std::string::npos)
        if (!read_some(until)) return std::nullopt;
    Answer answer = head_of(std::string_view(input_).substr(0, end));
    input_.erase(0, end + 4);
    return answer;
}

std::optional<std::string> Client::read_chunk(std::chrono::milliseconds deadline) {
    const auto until = std::chrono::steady_clock::now() + deadline;
    std::size_t end = 0;
    while ((end = input_.find("\r\n")) == std::string::npos)
        if (!read_some(until)) return std::nullopt;
    const std::size_t length = std::stoul(input_.substr(0, end), nullptr, 16);
    while (input_.size() < end + 2 + length + 2)
        if (!read_some(until)) return std::nullopt;
    std::string chunk = input_.substr(end + 2, length);
    input_.erase(0, end + 2 + length + 2);
    return chunk;
}

std::optional<Answer> Client::read_answer(std::chrono::seconds deadline) {
    auto answer = read_head(deadline);
    if (!answer) return std::nullopt;
    if (answer->status == 100) return read_answer(deadline);
    if (!read_body(*answer, deadline)) return std::nullopt;
    return answer;
}

bool Client::read_body(Answer& answer, std::chrono::seconds deadline) {
    const auto until = std::chrono::steady_clock::now() + deadline;
    if (answer.headers["transfer-encoding"] == "chunked") return read_chunks(until, answer.body);
    const std::size_t length = std::stoul("0" + answer.headers["content-length"]);
    while (input_.size() < length)
        if (!read_some(until)) return false;
    answer.body = input_.substr(0, length);
    input_.erase(0, length);
    return true;
}

bool Client::read_chunks(std::chrono::steady_clock::time_point until, std::string& body) {
    using namespace std::chrono;
    while (const auto chunk =
               read_chunk(duration_cast<milliseconds>(until - steady_clock::now()))) {
        if (chunk->empty()) return true;
        body += *chunk;
    }
    return false;
}

std::optional<Answer> Client::call(const std::string& method, const std::string& target,
                                   const Headers& headers, std::string_view body) {
    std::string request = method + " " + target + " HTTP/1.1\r\nHost: hub\r\n";
    for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
    if (method != "GET") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    request += "\r\n";
    request += body;
    if (!connected()) return std::nullopt;
    // Also when the peer stops reading: it may have answered already.
    send_bytes(request);
    return read_answer();
}

bool Client::is_closed(std::chrono::seconds deadline) {
    const auto until = std::chrono::steady_clock::now() + deadline;
    while (read_some(until)) input_.clear();
    return std::chrono::steady_clock::now() < until;
}

Answer call(std::uint16_t port, const std::string& method, const std::string& target,
            const Headers& headers, std::string_view body) {
    Client client(port);
    return client.call(method, target, headers, body).value_or(Answer{});
}

}  // namespace earshot::test
