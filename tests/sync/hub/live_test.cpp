#include "sync/hub/live.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <deque>
#include <future>

#include "sync/store/people.h"
#include "tests/support/process.h"
#include "tests/support/size.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using namespace std::chrono_literals;
using test::Headers;
using test::said;
using testing::HasSubstr;

struct Told {
    std::string id, event, data;

    std::string shown() const {
        const auto value = sync::wire::parse(data).value_or(nullptr);
        return event + " " + said(value, "/shop") + " " + said(value, "/id");
    }
};

// A page that watches.
class Watcher {
  public:
    Watcher(std::uint16_t port, Headers headers, const std::string& query = "") : client_(port) {
        std::string request = "GET /v1/live" + query + " HTTP/1.1\r\nHost: hub\r\n";
        for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
        client_.send_bytes(request + "\r\n");
        head = client_.read_head().value_or(test::Answer{});
        if (head.status == 200) greeting = client_.read_chunk().value_or("");
    }

    // The next event; none where the answer ends, or where nothing comes in time.
    std::optional<Told> next(std::chrono::milliseconds deadline = 15s) {
        const auto until = std::chrono::steady_clock::now() + deadline;
        while (events_.empty()) {
            const auto chunk =
                client_.read_chunk(std::chrono::duration_cast<std::chrono::milliseconds>(
                    until - std::chrono::steady_clock::now()));
            ended = chunk && chunk->empty();
            if (!chunk || ended) return std::nullopt;
            take(*chunk);
        }
        Told told = events_.front();
        events_.pop_front();
        return told;
    }
    std::string shown() { return next().value_or(Told{}).shown(); }

    test::Answer head;
    std::string greeting;
    bool ended = false;
    int beats = 0;

  private:
    void take(std::string_view chunk) {
        while (!chunk.empty()) {
            const std::size_t end = chunk.find("\n\n");
            Told told;
            std::string_view block = chunk.substr(0, end);
            chunk.remove_prefix(end + 2);
            if (block.starts_with(':')) {
                ++beats;
                continue;
            }
            while (!block.empty()) {
                const std::size_t line_end = std::min(block.find('\n'), block.size());
                const std::string line(block.substr(0, line_end));
                block.remove_prefix(std::min(line_end + 1, block.size()));
                const std::size_t colon = line.find(": ");
                const std::string value = line.substr(colon + 2);
                (line.starts_with("id")      ? told.id
                 : line.starts_with("event") ? told.event
                                             : told.data) = value;
            }
            events_.push_back(std::move(told));
        }
    }

    test::Client client_;
    std::deque<Told> events_;
};

class LiveTest : public test::HubTest {
  protected:
    static core::Record heard(int number) {
        core::Comment comment;
        comment.topics = {"produce"};
        comment.text = std::string("Mangoes are hard");
        comment.locale = "en";
        return test::a_record(number, comment);
    }
    std::string listed(const std::string& what) {
        return said(read(get("/v1/" + what, manager())), "/" + what + "/0/id");
    }
};

TEST_F(LiveTest, TellsWhatIsNewAsListsShowItAndNothingElse) {
    Watcher page(hub->port(), as("viewer", "harbour"));
    EXPECT_EQ(page.head.headers.at("content-type"), "text/event-stream");
    EXPECT_THAT(page.greeting, HasSubstr("retry: "));
    send({test::a_response(1, "B", {"produce"})});
    const auto told = page.next();
    ASSERT_TRUE(told);
    EXPECT_EQ(told->shown(), "response harbour " + listed("responses"));
    EXPECT_EQ(sync::wire::parse(told->data).value().as_object().size(), 2U);

    send({heard(2), test::a_record(3, core::Words{test::an_id(2), std::string("again"), "en"})});
    const std::string comment = "comment harbour " + listed("comments");
    EXPECT_EQ(page.shown(), comment);
    EXPECT_EQ(page.shown(), comment);
    core::Status status;
    status.version = "1";
    send({test::a_record(4, status)});
    EXPECT_EQ(page.shown(), "device harbour " + shop.device.id);
    // Known already: nothing to tell.
    send({heard(2)});
    const sync::Device spare = shop.enrol("harbour", "till-4");
    EXPECT_EQ(send("DELETE", "/v1/devices/" + spare.id, manager()).status, 204);
    EXPECT_EQ(page.shown(), "device harbour " + spare.id);
}

TEST_F(LiveTest, TellsEachReaderOfTheShopsThatItSees) {
    shop.enrol("quay", "till-1");
    const Headers far{{"Authorization", "Bearer " + shop.device_token},
                      {"Content-Type", "application/x-ndjson"}};
    shop.enrol("harbour", "till-2");
    Watcher all(hub->port(), manager());
    Watcher harbour(hub->port(), as("viewer", "harbour"));
    Watcher quay(hub->port(), manager(), "?shop=quay");
    EXPECT_EQ(post("/v1/batches", far, test::body_of({heard(1)})).status, 200);
    send({heard(2)});
    EXPECT_THAT(all.shown(), HasSubstr("comment quay "));
    EXPECT_THAT(all.shown(), HasSubstr("comment harbour "));
    EXPECT_THAT(quay.shown(), HasSubstr("comment quay "));
    EXPECT_THAT(harbour.shown(), HasSubstr("comment harbour "));
    EXPECT_FALSE(quay.next(50ms));
    expect_problem(get("/v1/live?shop=quay", as("viewer", "harbour")), 404);
}

TEST_F(LiveTest, GoesOnWhereAReaderLeftAndSaysWhatIsNotKept) {
    sync::Limits limits;
    limits.live_kept = 3;
    restart(limits);
    std::string last;
    {
        Watcher page(hub->port(), manager());
        send({test::a_response(1, "B", {"produce"})});
        last = page.next().value_or(Told{}).id;
    }
    send({heard(2), heard(3)});
    const auto from = [&](const std::string& id) {
        Headers headers = manager();
        headers["Last-Event-ID"] = id;
        return headers;
    };
    Watcher back(hub->port(), from(last));
    EXPECT_THAT(back.shown(), HasSubstr("comment "));
    EXPECT_THAT(back.shown(), HasSubstr("comment "));
    EXPECT_FALSE(back.next(50ms));

    send({heard(4), heard(5)});
    Watcher late(hub->port(), from(last));
    const Told missed = late.next().value_or(Told{});
    EXPECT_EQ(missed.event, "missed");
    send({heard(6)});
    const std::string newest = late.shown();
    EXPECT_THAT(newest, HasSubstr("comment "));
    Watcher again(hub->port(), from(missed.id));
    EXPECT_EQ(again.shown(), newest);
    for (const char* other : {"another-run-7", "nonsense", "7"}) {
        Watcher stranger(hub->port(), from(other));
        EXPECT_EQ(stranger.next().value_or(Told{}).event, "missed") << other;
    }
}

TEST_F(LiveTest, EndsWithTheSessionTheTokenAndTheHub) {
    const std::string hashed = sync::hash_password("correct horse");
    shop.admin_token();
    EXPECT_TRUE(
        sync::add_user(*shop.store, {"rosa", sync::Role::viewer, {{"harbour"}}}, hashed, shop.now));
    const auto login = post("/v1/sessions", {}, R"({"name":"rosa","password":"correct horse"})");
    const std::string cookie = login.headers.at("set-cookie");
    const Headers browser{{"Cookie", cookie.substr(0, cookie.find(';'))},
                          {"X-CSRF-Token", said(read(login, 201), "/csrf")}};
    const auto token =
        read(post("/v1/tokens", manager(), R"({"name":"screen","role":"viewer"})"), 201);
    Watcher page(hub->port(), browser);
    Watcher script(hub->port(), {{"Authorization", "Bearer " + said(token, "/token")}});
    Watcher other(hub->port(), manager());
    ASSERT_EQ(page.head.status, 200);
    EXPECT_EQ(send("DELETE", "/v1/sessions/self", browser).status, 204);
    EXPECT_FALSE(page.next());
    EXPECT_TRUE(page.ended);
    EXPECT_EQ(send("DELETE", "/v1/tokens/" + said(token, "/id"), manager()).status, 204);
    EXPECT_FALSE(script.next());
    EXPECT_TRUE(script.ended);
    send({heard(1)});
    EXPECT_THAT(other.shown(), HasSubstr("comment "));

    const auto before = std::chrono::steady_clock::now();
    hub->stop();
    EXPECT_FALSE(other.next());
    EXPECT_TRUE(other.ended);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 2s);
}

TEST_F(LiveTest, ShowsThatItLives) {
    sync::Limits limits;
    limits.live_beat = 20ms;
    restart(limits);
    Watcher page(hub->port(), manager());
    EXPECT_FALSE(page.next(200ms));
    EXPECT_GT(page.beats, 0);
    EXPECT_FALSE(page.ended);
}

TEST_F(LiveTest, SeesASessionEndByItself) {
    sync::Limits limits;
    limits.live_beat = 5ms;
    sync::Live live(limits);
    std::atomic<bool> lives{true};
    const auto read = live.read(
        [&]() -> std::optional<sync::Manager> {
            if (!lives) return std::nullopt;
            return sync::Manager{"rosa", sync::Role::viewer, {{"harbour"}}};
        },
        std::nullopt, "");
    ASSERT_TRUE(read);
    const auto next = [&] {
        std::promise<sync::Response::Piece> piece;
        (*read)([&](auto given) { piece.set_value(std::move(given)); });
        return piece.get_future().get();
    };
    EXPECT_EQ(next(), ":\n\n");
    lives = false;
    EXPECT_TRUE(test::wait_until([&] { return next() == ""; }));
}

TEST_F(LiveTest, TakesOnlySoManyReaders) {
    sync::Limits limits;
    limits.live_readers = 2;
    restart(limits);
    Watcher first(hub->port(), manager());
    {
        Watcher second(hub->port(), manager());
        const auto third = get("/v1/live", manager());
        expect_problem(third, 503);
        EXPECT_TRUE(third.headers.contains("retry-after"));
    }
    EXPECT_EQ(first.head.status, 200);
}

// A reader that does not read holds nobody up, and takes no more than its place.
TEST_F(LiveTest, ASlowReaderHoldsNobodyUp) {
    sync::Live::Who who = [] { return sync::Manager{"ada", sync::Role::admin, {}}; };
    sync::Limits limits;
    limits.live_kept = 100;
    sync::Live live(limits);
    std::optional<std::string> got;
    const auto slow = live.read(who, std::nullopt, "").value();
    const auto quick = live.read(who, std::nullopt, "").value();
    for (int number = 0; number < 500; ++number)
        live.tell("harbour", sync::Live::Kind::comment, test::an_id(number));
    quick([&](auto piece) { got = std::move(piece); });
    ASSERT_TRUE(got);
    EXPECT_THAT(*got, HasSubstr("event: missed"));
    live.tell("harbour", sync::Live::Kind::comment, test::an_id(500));
    quick([&](auto piece) { got = std::move(piece); });
    EXPECT_THAT(*got, HasSubstr(test::an_id(500)));
}

TEST_F(LiveTest, WhatIsTappedIsToldWithinHalfASecond) {
    const int taps = test::sized("taps", 100, 2'000);
    Watcher page(hub->port(), manager());
    test::Client kiosk(hub->port());
    std::vector<std::chrono::microseconds> waits;
    for (int number = 1; number <= taps; ++number) {
        const std::string body = test::body_of({test::a_response(number, "B", {"produce"})});
        const auto before = std::chrono::steady_clock::now();
        ASSERT_EQ(kiosk.call("POST", "/v1/batches", ndjson(), body).value_or(test::Answer{}).status,
                  200);
        ASSERT_TRUE(page.next());
        waits.push_back(std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - before));
        steady += 1'000;
    }
    std::ranges::sort(waits);
    const auto p99 = waits[waits.size() * 99 / 100];
    fmt::print("a response sent to its event read, of {}: p50 {:.1f} ms, p99 {:.1f} ms\n", taps,
               static_cast<double>(waits[waits.size() / 2].count()) / 1000,
               static_cast<double>(p99.count()) / 1000);
    EXPECT_LE(p99, 500ms);
}

}  // namespace
}  // namespace earshot
