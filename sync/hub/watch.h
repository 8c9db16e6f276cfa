#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>

namespace earshot::sync {

// Ends what is waited for when it takes too long. Used by the server's thread only.
class Watch {
  public:
    Watch(const boost::asio::any_io_executor& executor, std::function<void()> end)
        : timer_(executor), end_(std::move(end)) {}

    void begin(std::chrono::milliseconds wait) {
        turn_ = std::make_shared<Turn>();
        timer_.expires_after(wait);
        // A timer that has run out calls even after it was cancelled: then its turn is over.
        timer_.async_wait([this, turn = std::weak_ptr(turn_)](const auto& error) {
            if (!error && !turn.expired()) end_();
        });
    }

    void over() {
        turn_.reset();
        timer_.cancel();
    }

  private:
    struct Turn {};

    boost::asio::steady_timer timer_;
    std::function<void()> end_;
    std::shared_ptr<Turn> turn_;
};

}  // namespace earshot::sync
