#include "sync/hub/message.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <cctype>
#include <chrono>

#include "core/id.h"

namespace earshot::sync {
namespace {

namespace http = boost::beast::http;

std::string lower(std::string_view text) {
    std::string lowered(text);
    std::ranges::transform(lowered, lowered.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lowered;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Response> refusal_of_framing(const BeastRequest& message) {
    const auto lengths = message.count(http::field::content_length);
    const auto encodings = message.count(http::field::transfer_encoding);
    if (lengths + encodings > 1)
        return problem(400, "A request has one Content-Length or one Transfer-Encoding.");
    if (lengths == 1 && !all_digits(message[http::field::content_length]))
        return problem(400, "Content-Length is no number.");
    if (encodings == 1 && lower(message[http::field::transfer_encoding]) != "chunked")
        return problem(400, "The only Transfer-Encoding taken is chunked.");
    return std::nullopt;
}

}  // namespace

Request to_request(const BeastRequest& message, const std::string& address) {
    Request request;
    request.method = message.method_string();
    request.target = message.target();
    request.address = address;
    for (const auto& field : message)
        request.headers.emplace(lower(field.name_string()), field.value());
    return request;
}

std::optional<Response> refusal_of_bytes(std::string_view bytes, const Limits& limits) {
    const std::size_t end = bytes.find("\r\n\r\n");
    const std::string_view header = bytes.substr(0, end);
    for (std::size_t at = header.find('\n'); at != std::string_view::npos;
         at = header.find('\n', at + 1))
        if (at == 0 || header[at - 1] != '\r')
            return problem(400, "A line of a header ends with CR and LF.");
    if (std::min(header.find('\r'), header.size()) > limits.request_line)
        return problem(414, "The first line of the request is too long.");
    return std::nullopt;
}

std::optional<Response> refusal_of(const BeastRequest& message, const Limits& limits) {
    if (auto refusal = refusal_of_framing(message)) return refusal;
    if (static_cast<std::size_t>(std::distance(message.begin(), message.end())) >
        limits.header_fields)
        return problem(431, "The request has too many header fields.");
    if (message.version() == 11 && message.count(http::field::host) != 1)
        return problem(400, "A request names one Host.");
    if (!message.target().starts_with('/'))
        return problem(400, "A request's target is a path that starts with a slash.");
    return std::nullopt;
}

Response refusal_of_error(const boost::system::error_code& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return problem(431, "The request's header is too large.");
    return problem(400, "This is no HTTP request: " + error.message() + ".");
}

bool expects_continue(const Request& request) {
    const auto expect = request.header("expect");
    return expect && lower(*expect) == "100-continue";
}

std::string to_chunk(std::string_view piece) {
    return fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
}

std::string to_bytes(const Response& response, bool keep_alive, bool without_body) {
    std::string bytes;
    bytes.reserve(response.body.size() + 512);
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    fmt::format_to(std::back_inserter(bytes), "HTTP/1.1 {} {}\r\nDate: {:%a, %d %b %Y %T} GMT\r\n",
                   response.status, reason_of(response.status),
                   fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
    bool numbered = response.status < 400;
    bool kept = false;  // says itself who may keep it
    for (const auto& [name, value] : response.headers) {
        fmt::format_to(std::back_inserter(bytes), "{}: {}\r\n", name, value);
        numbered = numbered || name == request_id_header;
        kept = kept || name == "Cache-Control";
    }
    // Refused before any handler saw it.
    if (!numbered)
        fmt::format_to(std::back_inserter(bytes), "{}: {}\r\n", request_id_header,
                       core::make_id(core::system_now().wall, core::system_random));
    if (!kept) bytes += "Cache-Control: no-store\r\n";
    bytes += "X-Content-Type-Options: nosniff\r\n";
    if (!keep_alive) bytes += "Connection: close\r\n";
    const bool bodiless = response.status == 304 || response.status == 204;
    if (response.rest)
        fmt::format_to(std::back_inserter(bytes),
                       "Content-Type: {}\r\nTransfer-Encoding: chunked\r\n", response.type);
    else if (!bodiless)
        fmt::format_to(std::back_inserter(bytes), "Content-Type: {}\r\nContent-Length: {}\r\n",
                       response.type, response.body.size());
    bytes += "\r\n";
    if (without_body || bodiless) return bytes;
    // An empty chunk would be the end.
    if (response.rest && !response.body.empty())
        bytes += to_chunk(response.body);
    else
        bytes += response.body;
    return bytes;
}

}  // namespace earshot::sync
