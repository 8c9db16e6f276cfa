#pragma once

#include <boost/asio/io_context.hpp>
#include <cstddef>

#include "sync/hub/connections.h"
#include "sync/hub/limits.h"
#include "sync/hub/server.h"

namespace earshot::sync {

namespace asio = boost::asio;

// What all connections of a server share; its thread alone touches it.
struct ServerState {
    explicit ServerState(Limits its_limits, Answerer its_answerer)
        : limits(its_limits), answerer(std::move(its_answerer)), connections(limits) {}

    Limits limits;
    Answerer answerer;
    Connections connections;
    std::size_t body_bytes = 0;  // held while requests come in
    bool stopping = false;
    // Last, so that it goes first: the sessions that go with it still touch the others.
    asio::io_context context{1};
};

}  // namespace earshot::sync
