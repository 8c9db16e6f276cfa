#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "sync/hub/server.h"

namespace earshot::sync {

struct ServerState;

// How bytes travel on a connection: as they are, or within TLS. One file each, as each is a stream
// type of its own.
class Line {
  public:
    virtual ~Line() = default;
    virtual std::string_view scheme() const = 0;
    // Serves a new connection to its end.
    virtual boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket& socket,
                                               ServerState& state, std::string address) = 0;
    // Turns one away: too many are open.
    virtual boost::asio::awaitable<void> refuse(boost::asio::ip::tcp::socket& socket) = 0;
};

// plain_line.cpp
std::unique_ptr<Line> plain_line();
// tls_line.cpp; fails as `invalid` for files that are no certificate and its key.
core::Result<std::unique_ptr<Line>> tls_line(const TlsFiles& files);

}  // namespace earshot::sync
