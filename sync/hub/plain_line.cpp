#include "sync/hub/line.h"
#include "sync/hub/session.h"

namespace earshot::sync {
namespace {

using asio::ip::tcp;

class PlainLine : public Line {
  public:
    std::string_view scheme() const override { return "http"; }

    asio::awaitable<void> serve(tcp::socket& socket, ServerState& state,
                                std::string address) override {
        Session<tcp::socket> session(socket, state, std::move(address));
        co_await session.run();
    }

    asio::awaitable<void> refuse(tcp::socket& socket) override {
        const std::string busy =
            to_bytes(come_back(503, "Too many connections are open.", 5), false, false);
        boost::system::error_code ignored;
        co_await asio::async_write(socket, asio::buffer(busy),
                                   asio::redirect_error(asio::use_awaitable, ignored));
    }
};

}  // namespace

std::unique_ptr<Line> plain_line() { return std::make_unique<PlainLine>(); }

}  // namespace earshot::sync
