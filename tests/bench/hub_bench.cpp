#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <thread>

#include "sync/hub/hub.h"
#include "tests/sync/hub/client.h"
#include "tests/sync/store/shop.h"

// How long a manager waits for a report as answers grow in number, and what a kiosk that is only
// connected costs the hub in memory.
//   hub_bench [ANSWERS…]      10 thousand and 1 million; 10 million takes minutes and 5 GB
namespace earshot {
namespace {

using Clock = std::chrono::steady_clock;

// A year of shops with ten tills each, of which "harbour" is asked about. Each answer is a row of
// its own, as large as a record is; the tallies are counted from these rows.
constexpr std::string_view make_records = R"(
    WITH RECURSIVE answer(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM answer WHERE i < $1)
    INSERT INTO records (shop_id, device_id, seq, id, till, kind, digest, at, counted_at, hour,
                         arrived_at, set_aside, body)
    SELECT shop, shop || '-' || (j % 10), i, printf('019aaaaa-0000-7000-8000-%012d', i),
           'till-' || (j % 10), 'response', printf('%032x', i), hour, hour, hour, hour, 0,
           printf('{"questionnaire":{"id":"market","version":3},"locale":"en","duration_ms":4200,"ended":"completed","answers":[{"question":"B","choices":["%s"],"scale":null,"text":null,"shown":["produce","waiting"],"took_ms":3000}],"touch":{"count":1,"dead":0,"pointers":1},"armed":"always","flags":[],"rules":"1"}',
                  iif(i * 2654435761 % 97 < 60, 'produce', 'waiting'))
    FROM (SELECT i, j, shop, $3 - (j * 40503 % (364 * 24)) * 3600000 AS hour
          FROM (SELECT i, i / $2 AS j, iif(i % $2 = 0, 'harbour', 'shop-' || (i % $2)) AS shop
                FROM answer)))";

constexpr std::string_view count_choices = R"(
    INSERT INTO tallies (shop_id, hour, till, question, choice, first, set_aside, n)
    SELECT shop_id, hour, till, 'B', iif(instr(body, '["produce"]'), 'produce', 'waiting') AS choice,
           '', 0, COUNT(*)
    FROM records GROUP BY shop_id, hour, till, choice)";
constexpr std::string_view count_answers = R"(
    INSERT INTO tallies (shop_id, hour, till, question, choice, first, set_aside, n)
    SELECT shop_id, hour, till, 'B', '', '', 0, SUM(n) FROM tallies
    GROUP BY shop_id, hour, till)";

void fill(test::Shop& shop, std::int64_t answers, std::int64_t shops) {
    sync::sql::Connection& writer = shop.store->writer();
    writer.run("PRAGMA synchronous = OFF", {});
    sync::sql::Transaction transaction(writer);
    const std::int64_t last = std::chrono::floor<std::chrono::hours>(shop.now).time_since_epoch() /
                              std::chrono::milliseconds(1);
    writer.run(make_records, {answers, shops, last - 3'600'000});
    writer.run(count_choices, {});
    writer.run(count_answers, {});
    transaction.commit();
    writer.run("PRAGMA wal_checkpoint(TRUNCATE)", {});
}

struct Serving {
    explicit Serving(test::Shop& shop, sync::Limits limits = {})
        : hub(sync::Hub::open(*shop.store, "127.0.0.1:0", limits,
                              [&shop] {
                                  return core::Now{shop.now, core::milliseconds{0}};
                              })
                  .value()),
          thread([this] { hub->run(); }) {}
    ~Serving() {
        hub->stop();
        thread.join();
    }
    std::unique_ptr<sync::Hub> hub;
    std::thread thread;
};

double median_ms(std::uint16_t port, const test::Headers& headers, const std::string& target) {
    constexpr int times = 41;
    std::vector<double> took;
    test::Client client(port);
    for (int time = 0; time < times; ++time) {
        const auto before = Clock::now();
        const auto answer = client.call("GET", target, headers);
        if (!answer || answer->status != 200) {
            std::fprintf(stderr, "no report: %s\n", answer ? answer->body.c_str() : "gone");
            std::exit(1);
        }
        took.push_back(std::chrono::duration<double, std::milli>(Clock::now() - before).count());
    }
    std::ranges::sort(took);
    return took[times / 2];
}

void time_reports(std::int64_t answers, std::int64_t shops) {
    test::Shop shop;
    fill(shop, answers, shops);
    const Serving serving(shop);
    const test::Headers headers{{"Authorization", "Bearer " + shop.admin_token()}};
    const auto ms = [&](const char* query) {
        return median_ms(serving.hub->port(), headers,
                         std::string("/v1/report?shop=harbour") + query);
    };
    std::printf(
        "%11lld answers of %4lld shops   28 days %7.2f ms   the same by day %7.2f ms   a year "
        "%7.2f ms\n",
        static_cast<long long>(answers), static_cast<long long>(shops), ms(""), ms("&by=day"),
        ms("&from=2025-10-26&to=2026-10-26"));
    std::fflush(stdout);
}

std::int64_t own_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("RssAnon:")) return std::stoll(line.substr(8));
    return 0;
}

void weigh_connections(std::size_t count) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    test::Shop shop;
    const Serving serving(shop);
    const std::uint16_t port = serving.hub->port();
    const test::Headers device{{"Authorization", "Bearer " + shop.device_token}};
    // The first pay for what all share.
    std::vector<std::unique_ptr<test::Client>> clients;
    const auto connect = [&](std::size_t how_many) {
        for (std::size_t each = 0; each < how_many; ++each) {
            clients.push_back(std::make_unique<test::Client>(port));
            if (!clients.back()->call("GET", each == 0 ? "/v1/bundle" : "/healthz", device)) {
                std::fprintf(stderr, "connection %zu was refused\n", clients.size());
                std::exit(1);
            }
        }
    };
    connect(50);
    const std::int64_t before = own_kilobytes();
    connect(count);
    const std::int64_t after = own_kilobytes();
    std::printf(
        "%zu idle connections: %lld KiB, %.1f KiB each (both ends of them, and no kernel's)\n",
        count, static_cast<long long>(after - before),
        static_cast<double>(after - before) / static_cast<double>(count));
}

}  // namespace
}  // namespace earshot

int main(int argc, char** argv) {
    spdlog::set_level(spdlog::level::off);
    std::vector<std::int64_t> sizes;
    for (int each = 1; each < argc; ++each) sizes.push_back(std::atoll(argv[each]));
    if (sizes.empty()) sizes = {10'000, 1'000'000};
    // Each shop hears about thirty a day.
    constexpr std::int64_t of_a_shop = 10'000;
    for (const std::int64_t size : sizes)
        earshot::time_reports(size, std::max<std::int64_t>(1, size / of_a_shop));
    // And where all of it is one shop's, and its hours are full.
    earshot::time_reports(*std::ranges::max_element(sizes), 1);
    earshot::weigh_connections(5'000);
}
