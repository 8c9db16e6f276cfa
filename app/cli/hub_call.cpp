#include "app/cli/hub_call.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <stdexcept>

#include "app/cli/credentials.h"
#include "sync/uplink/curl_transport.h"
#include "sync/wire/problem.h"

namespace earshot::app {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

ErrorKind kind_of(int status) {
    if (status == 401 || status == 403) return ErrorKind::denied;
    if (status == 404) return ErrorKind::not_found;
    return status < 500 ? ErrorKind::invalid : ErrorKind::unavailable;
}

}  // namespace

void add_hub_flags(CLI::App& command, HubAddress& address) {
    command.add_option("--hub", address.hub, "The hub's address")->required();
    command.add_option("--ca", address.ca, "The shop's own certificate authority");
}

Result<sync::HttpReply> exchange(const HubAddress& address, const sync::HttpRequest& request,
                                 core::milliseconds at_most) {
    sync::CurlSettings settings{.hub = address.hub, .exchange_max = at_most};
    if (address.ca) settings.ca = *address.ca;
    TRY_ASSIGN(const auto transport, sync::CurlTransport::open(settings));
    return transport->exchange(request);
}

Result<std::string> body_of(const HubAddress& address, const sync::HttpReply& reply) {
    if (reply.status >= 200 && reply.status < 300) return reply.body;
    const auto problem = sync::wire::decode_problem(reply.body);
    const std::string words =
        problem ? problem->title + (problem->detail.empty() ? "" : ": " + problem->detail)
                : "this does not seem to be a hub";
    return fail(kind_of(reply.status),
                fmt::format("{} answered {}: {}", address.hub, reply.status, words));
}

Result<std::string> ask_hub(const HubAddress& address, sync::HttpRequest request,
                            core::milliseconds at_most) {
    TRY_ASSIGN(const std::string token, token_for(address.hub));
    request.headers["Authorization"] = "Bearer " + token;
    TRY_ASSIGN(const auto reply, exchange(address, request, at_most));
    return body_of(address, reply);
}

void print(const std::string& text) {
    std::cout << text << std::flush;
    if (!std::cout) throw std::runtime_error("the output could not be written");
}

}  // namespace earshot::app
