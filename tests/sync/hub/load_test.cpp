#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <sstream>
#include <thread>

#include "tests/support/size.h"
#include "tests/sync/hub/hub_fixture.h"
#include "tests/sync/hub/hub_program.h"

// More at once than the hub can take.
namespace earshot {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

class HerdTest : public test::HubTest {
  protected:
    HerdTest() {
        rlimit files{};
        getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
};

TEST_F(HerdTest, WhenAllKiosksComeBackAtOnceSomeWaitAndNoneLosesAnything) {
    const int kiosks = test::sized("kiosks at once", 300, 5'000);
    std::vector<std::string> requests;
    for (int kiosk = 1; kiosk <= kiosks; ++kiosk) {
        shop.enrol("harbour", "till-" + std::to_string(kiosk));
        const std::string body = test::body_of({test::a_response(kiosk, "B", {"produce"})});
        std::string request = "POST /v1/batches HTTP/1.1\r\nHost: hub\r\n";
        for (const auto& [name, value] : ndjson()) request += name + ": " + value + "\r\n";
        requests.push_back(request + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                           body);
    }
    sync::Limits narrow;
    narrow.waiting_batches = 16;
    restart(narrow);
    ASSERT_EQ(get("/v1/bundle", device()).status, 200);

    int rounds = 0, put_off = 0;
    std::int64_t accepted = 0;
    std::vector<std::string> left = requests;
    // Ends as each round at least fills what may wait.
    while (!left.empty() && rounds < kiosks) {
        ++rounds;
        std::vector<std::unique_ptr<test::Client>> herd;
        for (const std::string& request : left) {
            herd.push_back(std::make_unique<test::Client>(hub->port()));
            ASSERT_TRUE(herd.back()->send_bytes(request));
        }
        std::vector<std::string> again;
        for (std::size_t each = 0; each < herd.size(); ++each) {
            const auto answer = herd[each]->read_answer(60s);
            ASSERT_TRUE(answer) << "no answer to " << each << " of " << herd.size();
            if (answer->status == 200) {
                accepted += sync::wire::decode_receipt(answer->body).value().accepted;
                continue;
            }
            expect_problem(*answer, 503);
            EXPECT_TRUE(answer->headers.contains("retry-after"));
            again.push_back(left[each]);
        }
        put_off += static_cast<int>(again.size());
        left = std::move(again);
    }
    std::printf("[          ] %d kiosks at once: %d rounds, %d times told to come back\n", kiosks,
                rounds, put_off);
    EXPECT_TRUE(left.empty());
    EXPECT_EQ(accepted, kiosks);
    EXPECT_EQ(shop.n("B", "produce"), kiosks);
    // Their answers were lost on the way: they ask again.
    for (std::size_t each = 0; each < requests.size(); each += requests.size() / 20) {
        test::Client client(hub->port());
        client.send_bytes(requests[each]);
        EXPECT_EQ(sync::wire::decode_receipt(client.read_answer()->body)->duplicates, 1);
    }
}

// Many kiosks that send as fast as they are told to.
class OverloadTest : public test::HubProgramTest {
  protected:
    static constexpr int records = 50;  // in a batch
    static constexpr int kiosks = 48;

    struct Sender {
        std::string token;
        int till = 0, next = 1;
    };
    struct Outcome {
        std::atomic<int> taken{0}, put_off{0}, others{0};
        double seconds = 0;
        double a_second() const { return taken / seconds; }
    };

    // By hand: the sender's work must not be what is measured.
    static std::string body_from(Sender& sender) {
        static const std::string line = test::line_of(test::a_record(0, core::Status{}));
        static const std::string id = test::an_id(0), seq = "\"seq\":0";
        std::string body;
        for (int each = 0; each < records; ++each, ++sender.next) {
            std::string next = line;
            next.replace(next.find(id), id.size(),
                         test::an_id(sender.till * 1'000'000 + sender.next));
            next.replace(next.find(seq), seq.size(), "\"seq\":" + std::to_string(sender.next));
            body += next + '\n';
        }
        return body;
    }

    // `senders` of them, each waiting for its answer; at most so many batches a second in all.
    void press(std::uint16_t port, std::size_t senders_at_work, Clock::duration how_long,
               std::optional<double> batches_a_second, Outcome& outcome) {
        const auto pace = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
            batches_a_second ? static_cast<double>(senders_at_work) / *batches_a_second : 0));
        std::vector<std::string> first;
        for (std::size_t each = 0; each < senders_at_work; ++each)
            first.push_back(body_from(senders[each]));
        std::vector<std::thread> threads;
        const auto began = Clock::now();
        for (std::size_t each = 0; each < senders_at_work; ++each)
            threads.emplace_back([&, each] {
                Sender& sender = senders[each];
                test::Client client(port);
                const test::Headers headers{{"Authorization", "Bearer " + sender.token},
                                            {"Content-Type", "application/x-ndjson"}};
                std::string body = std::move(first[each]);
                // A turn that is missed is missed: nobody makes up for it.
                auto due =
                    began + pace * static_cast<int>(each) / static_cast<int>(senders_at_work);
                while (Clock::now() - began < how_long) {
                    if (batches_a_second) std::this_thread::sleep_until(due);
                    due = std::max(due + pace, Clock::now());
                    const auto answer = client.call("POST", "/v1/batches", headers, body);
                    if (answer && answer->status == 200) {
                        ++outcome.taken;
                        body = body_from(sender);
                    } else if (answer && answer->status == 503 &&
                               answer->headers.contains("retry-after")) {
                        ++outcome.put_off;
                    } else {
                        ++outcome.others;
                    }
                }
            });
        for (std::thread& thread : threads) thread.join();
        outcome.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    }

    static std::int64_t kilobytes_of(pid_t process) {
        std::istringstream status(test::content_of("/proc/" + std::to_string(process) + "/status"));
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("RssAnon:")) return std::stoll(line.substr(8));
        return 0;
    }

    std::vector<Sender> senders;
};

TEST_F(OverloadTest, AtTwiceItsCapacityItDoesItsWorkAndTellsTheRestToComeBack) {
    const auto turn = std::chrono::milliseconds(test::sized("ms of each turn", 700, 10'000));
    test::HubProcess hub(data, {"--waiting-batches", "8", "--device-requests", "1000000"});
    for (int till = 1; till <= kiosks; ++till) {
        const auto code =
            test::call(hub.port(), "POST", "/v1/enrolments",
                       {{"Authorization", "Bearer " + test::member(admin, "token")},
                        {"Content-Type", "application/json"}},
                       R"({"shop":"harbour","till":"t)" + std::to_string(till) + "\"}");
        senders.push_back(
            {enrol(hub.port(), test::member(test::last_line(code.body), "code")).token, till, 1});
    }
    // In turns, so that what else the machine does falls on both.
    double capacity = 0, goodput = 0;
    int put_off = 0;
    std::int64_t before = 0;
    constexpr int turns = 3;
    for (int each = 0; each < turns; ++each) {
        Outcome calm, pressed;
        press(hub.port(), 6, turn, std::nullopt, calm);
        EXPECT_EQ(calm.put_off, 0);
        press(hub.port(), kiosks, turn, 2 * calm.a_second(), pressed);
        if (each == 0) before = kilobytes_of(hub.pid());
        EXPECT_EQ(calm.others + pressed.others, 0);
        capacity += calm.a_second() / turns;
        goodput += pressed.a_second() / turns;
        put_off += pressed.put_off;
    }
    const std::int64_t after = kilobytes_of(hub.pid());
    std::printf(
        "[          ] capacity %.0f batches/s of %d; at twice that %.0f/s (%.0f %%), %d told to "
        "come back; memory %ld to %ld KiB\n",
        capacity, records, goodput, 100 * goodput / capacity, put_off, static_cast<long>(before),
        static_cast<long>(after));
    // A turn of less than a second tells little on a machine that does something else as well.
    const bool at_length = turn > std::chrono::seconds(1);
    EXPECT_GE(goodput, (at_length ? 0.8 : 0.6) * capacity);
    EXPECT_GT(put_off, 0);
    // The store's cache may fill; nothing else grows.
    constexpr std::int64_t cache = 32 << 10;
    EXPECT_LT(after - before, cache + (8 << 10));
}

}  // namespace
}  // namespace earshot
