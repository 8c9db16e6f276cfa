#include "sync/hub/live.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "core/id.h"
#include "sync/wire/json.h"

namespace earshot::sync {
namespace {

using Clock = std::chrono::steady_clock;
using Take = std::function<void(Response::Piece)>;

// In the order of Live::Kind.
constexpr std::array kinds = {"response", "comment", "follow_up", "alert", "device"};
// A reader far behind gets them in several pieces.
constexpr std::size_t piece_max = 64 << 10;
constexpr std::string_view heartbeat = ":\n\n";
constexpr std::string_view the_end;

}  // namespace

struct Live::Reader {
    Who who;
    std::optional<std::string> shop;
    std::uint64_t next = 0;  // the event that it has not yet been given
    bool missed = false;
    std::optional<Manager> manager;
    Clock::time_point heard;    // when it was sent something last
    std::optional<Take> waits;  // for more
    bool over = false;
};

struct Live::Board {
    explicit Board(const Limits& limits)
        : readers_max(limits.live_readers),
          kept_max(limits.live_kept),
          beat(limits.live_beat),
          run(core::make_id({}, core::system_random).substr(24)) {}

    std::string id_line(std::uint64_t number) const {
        return "id: " + run + "-" + std::to_string(number) + "\n";
    }

    // What the reader has not been given; none where there is nothing. The caller holds the mutex.
    std::optional<std::string> news_for(Reader& reader) const {
        std::string news;
        if (reader.missed || reader.next < first) {
            // Lists have it all: events go on from here.
            reader.next = first + events.size();
            reader.missed = false;
            return id_line(reader.next - 1) + "event: missed\ndata: {}\n\n";
        }
        for (; reader.next < first + events.size() && news.size() < piece_max; ++reader.next) {
            const Event& event = events[static_cast<std::size_t>(reader.next - first)];
            if (reader.shop ? event.shop == *reader.shop : reader.manager->sees(event.shop))
                news += event.text;
        }
        if (news.empty()) return std::nullopt;
        return news;
    }

    // Gives those who wait what is there for them: its thread.
    void work();
    void look_again(const std::vector<std::shared_ptr<Reader>>& at);

    const std::size_t readers_max, kept_max;
    const std::chrono::milliseconds beat;
    const std::string run;  // an event's number counts within one run of the hub only
    std::mutex mutex;
    std::condition_variable woken;
    std::deque<Event> events;
    std::uint64_t first = 1;  // the number of the oldest that is kept
    std::set<std::shared_ptr<Reader>> readers;
    bool fresh = false;  // there is something that readers were not given
    bool look = false;   // somebody's rights changed
    bool stopping = false;
};

Live::Live(const Limits& limits)
    : board_(std::make_shared<Board>(limits)), thread_([board = board_] { board->work(); }) {}

Live::~Live() {
    stop();
    thread_.join();
}

void Live::stop() {
    {
        const std::lock_guard lock(board_->mutex);
        board_->stopping = true;
    }
    board_->woken.notify_one();
}

void Live::tell(const std::string& shop, Kind kind, std::string_view id) {
    const std::lock_guard lock(board_->mutex);
    Board& board = *board_;
    const std::uint64_t number = board.first + board.events.size();
    board.events.push_back(
        {shop, board.id_line(number) + "event: " + kinds[static_cast<std::size_t>(kind)] +
                   "\ndata: " + wire::write(wire::json::object{{"shop", shop}, {"id", id}}) +
                   "\n\n"});
    if (board.events.size() > board.kept_max) {
        board.events.pop_front();
        ++board.first;
    }
    board.fresh = true;
    board.woken.notify_one();
}

void Live::rights_changed() {
    const std::lock_guard lock(board_->mutex);
    board_->look = true;
    board_->woken.notify_one();
}

std::optional<Response::Rest> Live::read(Who who, const std::optional<std::string>& shop,
                                         std::string_view last) {
    const auto reader = std::make_shared<Reader>();
    reader->manager = who();
    if (!reader->manager) return std::nullopt;
    reader->who = std::move(who);
    reader->shop = shop;
    reader->heard = Clock::now();
    const std::lock_guard lock(board_->mutex);
    if (board_->stopping || board_->readers.size() >= board_->readers_max) return std::nullopt;
    reader->next = board_->first + board_->events.size();
    if (!last.empty()) {
        const std::size_t dash = last.rfind('-');
        std::uint64_t number = 0;
        const bool ours = dash != std::string_view::npos && last.substr(0, dash) == board_->run;
        if (ours) std::from_chars(last.data() + dash + 1, last.data() + last.size(), number);
        reader->missed = !ours || number + 1 < board_->first || number >= reader->next;
        if (!reader->missed) reader->next = number + 1;
    }
    board_->readers.insert(reader);
    // Leaves the board with the connection that it is read on.
    const auto place = std::shared_ptr<Reader>(reader.get(), [board = board_, reader](Reader*) {
        const std::lock_guard place_lock(board->mutex);
        board->readers.erase(reader);
    });
    return [board = board_, place](const Take& take) {
        std::optional<std::string> news{the_end};
        {
            const std::lock_guard take_lock(board->mutex);
            if (!board->stopping && !place->over) {
                news = board->news_for(*place);
                if (news) place->heard = Clock::now();
                if (!news) place->waits = take;
            }
        }
        if (news) take(*std::move(news));
    };
}

void Live::Board::work() {
    std::unique_lock lock(mutex);
    auto next_beat = Clock::now() + beat;
    while (!stopping) {
        woken.wait_until(lock, next_beat, [&] { return stopping || fresh || look; });
        const auto now = Clock::now();
        if (look || now >= next_beat) {
            look = false;
            if (now >= next_beat) next_beat = now + beat;
            const std::vector<std::shared_ptr<Reader>> at(readers.begin(), readers.end());
            lock.unlock();
            look_again(at);
            lock.lock();
        }
        fresh = false;
        std::vector<std::pair<Take, std::string>> given;
        for (const auto& reader : readers) {
            if (!reader->waits) continue;
            std::optional<std::string> news;
            if (reader->over || stopping)
                news = the_end;
            else if (!(news = news_for(*reader)) && now - reader->heard >= beat)
                news = heartbeat;
            if (!news) continue;
            reader->heard = now;
            given.emplace_back(*std::exchange(reader->waits, std::nullopt), *std::move(news));
        }
        lock.unlock();
        for (auto& [take, news] : given) take(std::move(news));
        lock.lock();
    }
    std::vector<Take> ended;
    for (const auto& reader : readers)
        if (reader->waits) ended.push_back(*std::exchange(reader->waits, std::nullopt));
    lock.unlock();
    for (const Take& take : ended) take(std::string(the_end));
}

// Without the lock: it reads the store.
void Live::Board::look_again(const std::vector<std::shared_ptr<Reader>>& at) {
    for (const auto& reader : at) {
        try {
            auto manager = reader->who();
            const std::lock_guard lock(mutex);
            reader->over =
                reader->over || !manager || (reader->shop && !manager->sees(*reader->shop));
            if (manager) reader->manager = std::move(manager);
        } catch (const std::exception& error) {
            spdlog::warn("who reads live events is not known for now: {}", error.what());
        }
    }
}

}  // namespace earshot::sync
