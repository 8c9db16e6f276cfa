#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "core/result.h"

namespace earshot::sync {

struct HttpRequest {
    std::string method = "GET";
    std::string path;  // from the hub's address on: "/v1/bundle"
    std::map<std::string, std::string> headers;
    std::string body;
    std::size_t reply_max = 1 << 20;  // bytes of a reply's body that are taken
};

struct HttpReply {
    int status = 0;
    std::string content_type;
    std::string body;
    std::optional<std::string> etag;
    std::optional<std::string> retry_after;  // as sent; judged by the uplink
};

// What the uplink needs of the network: one exchange, or why there was none.
class Transport {
  public:
    virtual ~Transport() = default;
    // Fails as `unavailable` (no answer, or cut off), as `invalid` (an answer over reply_max) or as
    // `denied` (the hub's certificate is not to be trusted: nothing was sent). Redirects are not
    // followed: the answer is what came.
    virtual core::Result<HttpReply> exchange(const HttpRequest& request) = 0;
};

}  // namespace earshot::sync
