#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <memory>
#include <optional>
#include <string>

#include "sync/hub/message.h"
#include "sync/hub/server_state.h"
#include "sync/hub/watch.h"

// One connection, on whatever stream it comes. Included by the one file of each stream type only:
// coroutines on streams are heavy to compile.
namespace earshot::sync {

namespace http = boost::beast::http;

// Stands by a connection while something is waited for, and cancels the wait when it takes too
// long or when the server stops.
template <typename Stream>
class Session {
  public:
    Session(Stream& stream, ServerState& state, std::string address)
        : stream_(stream),
          state_(state),
          address_(std::move(address)),
          watch_(state.context.get_executor(), [this] {
              timed_out_ = true;
              cancel();
          }) {}
    ~Session() { state_.body_bytes -= held_; }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    asio::awaitable<void> run() {
        // Ends with the connection, or with the server: each turn answers one request.
        bool goes_on = true;
        while (goes_on && !state_.stopping) goes_on = co_await turn();
        if (unread_ && !gone_) co_await linger();
    }

  private:
    using Parser = http::request_parser<http::buffer_body>;
    static constexpr std::size_t piece = 64 << 10;

    // Whether the connection goes on.
    asio::awaitable<bool> turn() {
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(state_.limits.headers));
        parser.body_limit(boost::none);
        std::optional<Response> refusal = co_await read_header(parser);
        if (gone_) co_return false;
        Request request;
        if (!refusal) {
            request = to_request(parser.get(), address_);
            refusal = refusal_of(parser.get(), state_.limits);
        }
        if (!refusal) refusal = co_await read_body(parser, request);
        if (gone_) co_return false;

        unread_ = refusal.has_value();
        const bool head = request.method == "HEAD";
        const bool keep = !refusal && parser.keep_alive();
        // No co_await in a condition: GCC 12 loses the operands.
        Response response;
        if (refusal)
            response = *std::move(refusal);
        else
            response = co_await answer(std::move(request));
        if (response.rest && parser.get().version() < 11)
            response = problem(400, "What is sent in pieces needs HTTP/1.1.");
        if (response.trusted) state_.connections.trust(address_);
        co_return co_await write(response, keep && !state_.stopping, head);
    }

    asio::awaitable<std::optional<Response>> read_header(Parser& parser) {
        // What came behind the last request is the start of the next.
        if (input_.empty()) {
            idle_ = true;
            co_await read_some(state_.limits.idle_wait);
            idle_ = false;
            if (gone_) co_return std::nullopt;
        }
        watch_for(state_.limits.header_wait);
        while (true) {
            if (auto refusal = refusal_of_bytes(input_, state_.limits)) co_return refusal;
            boost::system::error_code error;
            const std::size_t used = parser.put(asio::buffer(input_), error);
            input_.erase(0, used);
            if (parser.is_header_done()) break;
            if (error && error != http::error::need_more) co_return refusal_of_error(error);
            co_await read_some(std::nullopt);
            if (timed_out_) {
                gone_ = false;
                co_return problem(408, "The request did not arrive in time.");
            }
            if (gone_) co_return std::nullopt;
        }
        watch_.over();
        co_return std::nullopt;
    }

    // Reads the whole body. Beyond the limit it is thrown away, so that the sender comes to read
    // the answer.
    asio::awaitable<std::optional<Response>> read_body(Parser& parser, Request& request) {
        std::size_t total = 0;
        if (expects_continue(request) && !parser.is_done()) {
            if (parser.content_length().value_or(0) > state_.limits.body) co_return too_large();
            co_await write_bytes("HTTP/1.1 100 Continue\r\n\r\n");
        }
        watch_for(state_.limits.body_wait);
        parser.eager(true);
        while (!parser.is_done()) {
            char part[piece / 4];
            parser.get().body().data = part;
            parser.get().body().size = sizeof part;
            parser.get().body().more = true;
            boost::system::error_code error;
            const std::size_t used = parser.put(asio::buffer(input_), error);
            input_.erase(0, used);
            const std::size_t got = sizeof part - parser.get().body().size;
            total += got;
            if (total <= state_.limits.body)
                hold(request.body, part, got);
            else
                release(request.body);
            if (total > state_.limits.discarded) co_return too_large();
            if (state_.body_bytes > state_.limits.bodies)
                co_return come_back(503, "Too many requests are under way.", 2);
            if (error && error != http::error::need_more && error != http::error::need_buffer)
                co_return refusal_of_error(error);
            if (input_.size() > 2 * piece) co_return problem(400, "A chunk's header is too long.");
            if (parser.is_done() || (used > 0 && !input_.empty())) continue;
            if (error == http::error::need_buffer) continue;
            co_await read_some(std::nullopt);
            if (timed_out_) {
                gone_ = false;
                co_return problem(408, "The request's body did not arrive in time.");
            }
            if (gone_) co_return std::nullopt;
        }
        watch_.over();
        if (total > state_.limits.body) co_return too_large();
        co_return std::nullopt;
    }

    // What another thread gives, or nothing when that takes too long.
    template <typename T, typename Start>
    asio::awaitable<std::optional<T>> given_by(Start start) {
        struct Slot {
            explicit Slot(asio::io_context& context) : ready(context) {}
            asio::steady_timer ready;
            std::optional<T> given;
        };
        const auto slot = std::make_shared<Slot>(state_.context);
        slot->ready.expires_after(state_.limits.answer_wait);
        start([slot, &context = state_.context](T given) {
            asio::post(context, [slot, given = std::move(given)]() mutable {
                slot->given = std::move(given);
                slot->ready.cancel();
            });
        });
        boost::system::error_code error;
        co_await slot->ready.async_wait(asio::redirect_error(asio::use_awaitable, error));
        co_return std::move(slot->given);
    }

    asio::awaitable<Response> answer(Request request) {
        std::optional<Response> response = co_await given_by<Response>(
            [&](Reply reply) { state_.answerer(std::move(request), std::move(reply)); });
        release();
        if (!response) co_return come_back(503, "This took too long.", 10);
        co_return *std::move(response);
    }

    asio::awaitable<bool> write(const Response& response, bool keep, bool head) {
        bool written = co_await write_bytes(to_bytes(response, keep, head));
        if (written && response.rest && !head) written = co_await write_rest(response.rest);
        co_return written&& keep;
    }

    // Whether all of it was written.
    asio::awaitable<bool> write_rest(const Response::Rest& rest) {
        while (true) {
            const std::optional<Response::Piece> given = co_await given_by<Response::Piece>(rest);
            // Without its last chunk the peer knows that it is not whole.
            if (!given || !*given) co_return false;
            const bool written = co_await write_bytes(to_chunk(**given));
            if (!written) co_return false;
            if ((*given)->empty()) co_return true;
        }
    }

    asio::awaitable<bool> write_bytes(std::string bytes) {
        boost::system::error_code error;
        watch_for(state_.limits.answer_wait);
        co_await asio::async_write(stream_, asio::buffer(bytes),
                                   asio::redirect_error(asio::use_awaitable, error));
        watch_.over();
        co_return !error;
    }

    // Closing on what is still coming in would take the answer back before it is read.
    asio::awaitable<void> linger() {
        constexpr std::chrono::seconds wait{2};
        boost::system::error_code error;
        stream_.lowest_layer().shutdown(asio::socket_base::shutdown_send, error);
        watch_for(wait);
        for (std::size_t read = 0; !gone_ && read < state_.limits.discarded;
             read += input_.size()) {
            input_.clear();
            co_await read_some(std::nullopt);
        }
        watch_.over();
    }

    asio::awaitable<void> read_some(std::optional<std::chrono::seconds> wait) {
        if (wait) watch_for(*wait);
        const std::size_t before = input_.size();
        input_.resize(before + piece);
        boost::system::error_code error;
        const Connections::Waiting waiting(state_.connections, idle_, [this] { cancel(); });
        const std::size_t read =
            co_await stream_.async_read_some(asio::buffer(input_.data() + before, piece),
                                             asio::redirect_error(asio::use_awaitable, error));
        input_.resize(before + read);
        if (wait) watch_.over();
        if (error) gone_ = true;
    }

    void watch_for(std::chrono::seconds wait) {
        timed_out_ = false;
        watch_.begin(wait);
    }

    void cancel() {
        boost::system::error_code ignored;
        stream_.lowest_layer().cancel(ignored);
    }

    static Response too_large() {
        return problem(413, "The body is larger than the hub takes: send less at a time.");
    }

    void hold(std::string& body, const char* bytes, std::size_t count) {
        body.append(bytes, count);
        held_ += count;
        state_.body_bytes += count;
    }

    void release(std::string& body) {
        std::string().swap(body);
        release();
    }

    void release() {
        state_.body_bytes -= held_;
        held_ = 0;
    }

    Stream& stream_;
    ServerState& state_;
    std::string address_;
    Watch watch_;
    std::string input_;
    std::size_t held_ = 0;
    bool idle_ = false;
    bool gone_ = false;
    bool unread_ = false;  // a request was refused before it was read to its end
    bool timed_out_ = false;
};

}  // namespace earshot::sync
