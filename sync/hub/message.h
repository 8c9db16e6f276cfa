#pragma once

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/system/error_code.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "sync/hub/http.h"
#include "sync/hub/limits.h"

// Our plain requests and answers out of Beast's messages and into bytes, and what is refused before
// any handler sees it.
namespace earshot::sync {

using BeastRequest = boost::beast::http::request<boost::beast::http::buffer_body>;

Request to_request(const BeastRequest& message, const std::string& address);

// Header bytes so far: a line that ends without CR reads differently to different readers.
std::optional<Response> refusal_of_bytes(std::string_view bytes, const Limits& limits);
// A whole header: two lengths or two framings could smuggle a second request.
std::optional<Response> refusal_of(const BeastRequest& message, const Limits& limits);
Response refusal_of_error(const boost::system::error_code& error);

bool expects_continue(const Request& request);

// A piece of a body whose length nobody knows yet; the empty one ends it.
std::string to_chunk(std::string_view piece);

std::string to_bytes(const Response& response, bool keep_alive, bool without_body);

}  // namespace earshot::sync
