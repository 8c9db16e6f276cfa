#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/wire/problem.h"

// Requests and answers as plain values: no handler knows of a socket.
namespace earshot::sync {

struct Request {
    std::string method;
    std::string target;                                            // path and query, as sent
    std::multimap<std::string, std::string, std::less<>> headers;  // names in lower case
    std::string body;
    std::string address;    // of the client, without its port
    bool over_tls = false;  // from the client on

    // The header's value; none where it is missing or stands there twice.
    std::optional<std::string> header(std::string_view lower_case_name) const;
    bool has_header(std::string_view lower_case_name) const;
};

struct Response {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    // What follows the body, piece by piece: each is asked for when the one before it was sent, and
    // given once, from any thread. An empty one is the end; none breaks the connection off.
    using Piece = std::optional<std::string>;
    using Rest = std::function<void(std::function<void(Piece)>)>;
    Rest rest;
    // The peer has shown a valid token.
    bool trusted = false;
};

// Of every error: the number by which its line in the log is found.
inline constexpr std::string_view request_id_header = "X-Request-Id";

using Reply = std::function<void(Response)>;

// An error body (RFC 9457) with the status' own title.
Response problem(int status, std::string detail, std::string pointer = "");
// The same, with Retry-After.
Response come_back(int status, std::string detail, int seconds);
// 401, with WWW-Authenticate.
Response denied(std::string detail, std::string pointer = "");

// How a status is called, for the first line and for problems.
std::string_view reason_of(int status);

}  // namespace earshot::sync
