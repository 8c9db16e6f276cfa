#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "sync/hub/http.h"
#include "sync/hub/limits.h"
#include "sync/store/store.h"

namespace earshot::sync {

// Says to whoever watches that something new is there: server-sent events, each with its shop, its
// kind and the id under which lists show it, and nothing of a till or of what was said. An event is
// written once and kept for those who come back; a reader is no more than a place among them. Any
// thread.
class Live {
  public:
    enum class Kind { response, comment, follow_up, alert, device };

    // Who a reader is now; none once they may not read any more. Called on the thread of Live: may
    // read the store, and what it throws leaves everything as it is until the next look.
    using Who = std::function<std::optional<Manager>()>;

    explicit Live(const Limits& limits);
    ~Live();  // stops
    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;

    void tell(const std::string& shop, Kind kind, std::string_view id);
    // Somebody's session, token, role or shops changed: each reader is looked at again, at once.
    void rights_changed();
    // What a reader is sent, for as long as it is one: events of the shops that it sees, or of
    // `shop` alone. `last` is the Last-Event-ID that it came with. One who missed more than is kept
    // is told so by an event `missed`. None where too many read already, or after stop().
    std::optional<Response::Rest> read(Who who, const std::optional<std::string>& shop,
                                       std::string_view last);
    // Ends all that is read. Any thread.
    void stop();

  private:
    struct Event {
        std::string shop, text;
    };
    // Outlives this where a connection does.
    struct Board;
    struct Reader;

    const std::shared_ptr<Board> board_;
    std::thread thread_;
};

}  // namespace earshot::sync
