#include "sync/hub/http.h"

namespace earshot::sync {

std::optional<std::string> Request::header(std::string_view name) const {
    const auto [first, last] = headers.equal_range(name);
    if (first == last || std::next(first) != last) return std::nullopt;
    return first->second;
}

bool Request::has_header(std::string_view name) const {
    return headers.find(name) != headers.end();
}

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            return "Unknown";
    }
}

Response problem(int status, std::string detail, std::string pointer) {
    Response response;
    response.status = status;
    response.type = wire::problem_type;
    response.body = wire::encode(wire::Problem{"about:blank", std::string(reason_of(status)),
                                               status, std::move(detail), std::move(pointer)});
    return response;
}

Response come_back(int status, std::string detail, int seconds) {
    Response response = problem(status, std::move(detail));
    response.headers.emplace_back("Retry-After", std::to_string(seconds));
    return response;
}

Response denied(std::string detail, std::string pointer) {
    Response response = problem(401, std::move(detail), std::move(pointer));
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

}  // namespace earshot::sync
