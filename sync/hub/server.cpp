#include "sync/hub/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>

#include "sync/hub/line.h"
#include "sync/hub/server_state.h"

namespace earshot::sync {
namespace {

using asio::ip::tcp;

// What is under way when the server stops; the program ends within two seconds.
constexpr std::chrono::seconds grace{1};
// After an accept failed (too many open files), before the next.
constexpr std::chrono::milliseconds accept_rest{100};

core::Result<tcp::endpoint> endpoint_of(const std::string& address) {
    const auto wrong = [&] {
        return core::fail(core::ErrorKind::usage,
                          "\"" + address + "\" is no address to listen on: write 127.0.0.1:8080");
    };
    const std::size_t colon = address.rfind(':');
    if (colon == std::string::npos) return wrong();
    std::string host = address.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    std::uint16_t port = 0;
    const char* last = address.data() + address.size();
    const auto [end, failed] = std::from_chars(address.data() + colon + 1, last, port);
    boost::system::error_code error;
    const auto ip = asio::ip::make_address(host, error);
    if (error || failed != std::errc{} || end != last) return wrong();
    return tcp::endpoint(ip, port);
}

class LineServer : public Server {
  public:
    LineServer(std::unique_ptr<Line> line, Limits limits, Answerer answerer)
        : line_(std::move(line)),
          state_(limits, std::move(answerer)),
          acceptor_(state_.context),
          grace_(state_.context) {}

    core::Result<void> open(const tcp::endpoint& endpoint) {
        boost::system::error_code error;
        acceptor_.open(endpoint.protocol(), error);
        // A port just left is taken again at once.
        if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (!error) return {};
        return core::fail(core::ErrorKind::unavailable,
                          "cannot listen on port " + std::to_string(endpoint.port()) + ": " +
                              error.message() + ": choose another with --listen");
    }

    std::string_view scheme() const override { return line_->scheme(); }
    std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

    void run() override {
        asio::co_spawn(state_.context, accept(), asio::detached);
        state_.context.run();
    }

    void stop() override {
        asio::post(state_.context, [this] { begin_to_stop(); });
    }

    void post(std::function<void()> task) override { asio::post(state_.context, std::move(task)); }

  private:
    asio::awaitable<void> accept() {
        while (!state_.stopping) {
            boost::system::error_code error;
            tcp::socket socket =
                co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (!error) {
                asio::co_spawn(state_.context, serve(std::move(socket)), asio::detached);
                continue;
            }
            asio::steady_timer rest(state_.context, accept_rest);
            co_await rest.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
    }

    asio::awaitable<void> serve(tcp::socket socket) {
        boost::system::error_code error;
        const auto peer = socket.remote_endpoint(error);
        if (error) co_return;
        socket.set_option(tcp::no_delay(true), error);
        const std::string address = peer.address().to_string();
        if (std::ranges::any_of(state_.limits.proxies, [&](const std::string& proxy) {
                return asio::ip::make_address(proxy, error) == peer.address();
            }))
            state_.connections.trust(address);
        {
            const Connections::Place place(state_.connections, address);
            if (place.taken())
                co_await line_->serve(socket, state_, address);
            else
                co_await line_->refuse(socket);
        }
        socket.shutdown(tcp::socket::shutdown_send, error);
        if (state_.stopping && state_.connections.empty()) state_.context.stop();
    }

    void begin_to_stop() {
        if (state_.stopping) return;
        state_.stopping = true;
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        state_.connections.end_waiting();
        if (state_.connections.empty()) state_.context.stop();
        grace_.expires_after(grace);
        grace_.async_wait([this](const boost::system::error_code&) { state_.context.stop(); });
    }

    std::unique_ptr<Line> line_;
    ServerState state_;
    tcp::acceptor acceptor_;
    asio::steady_timer grace_;
};

}  // namespace

core::Result<std::unique_ptr<Server>> Server::open(const std::string& address,
                                                   const std::optional<TlsFiles>& tls,
                                                   Limits limits, Answerer answerer) {
    TRY_ASSIGN(const auto endpoint, endpoint_of(address));
    auto line = plain_line();
    if (tls) {
        TRY_ASSIGN(line, tls_line(*tls));
    }
    auto server = std::make_unique<LineServer>(std::move(line), limits, std::move(answerer));
    TRY(server->open(endpoint));
    return server;
}

}  // namespace earshot::sync
