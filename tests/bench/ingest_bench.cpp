#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

#include "sync/hub/hub.h"
#include "sync/wire/batch.h"
#include "sync/wire/compression.h"
#include "sync/wire/record.h"
#include "tests/sync/hub/client.h"
#include "tests/sync/store/shop.h"

// Records a second that the hub takes over HTTP, durable and counted, beside plain SQLite that
// inserts the same rows, with the same durability, one transaction for each batch.
namespace earshot {
namespace {

using Seconds = std::chrono::duration<double>;

struct Load {
    std::size_t clients = 8;
    std::size_t batches = 100;  // of each client
    std::size_t records = 0;
    std::vector<std::vector<std::vector<core::Record>>> of_client;
};

Load make_load() {
    Load load;
    std::mt19937_64 chance(1);
    int number = 0;
    for (std::size_t client = 0; client < load.clients; ++client) {
        auto& batches = load.of_client.emplace_back();
        int seq = 0;
        for (std::size_t batch = 0; batch < load.batches; ++batch) {
            auto& records = batches.emplace_back();
            const std::size_t size = 1 + chance() % 100;
            for (std::size_t record = 0; record < size; ++record) {
                const bool produce = chance() % 2 == 0;
                records.push_back(
                    test::a_response(++number, "B", {produce ? "produce" : "waiting"}));
                records.back().seq = ++seq;
                records.back().at += std::chrono::minutes(number % 600);
            }
            load.records += size;
        }
    }
    return load;
}

void send_all(std::uint16_t port, const std::string& token,
              const std::vector<std::string>& bodies) {
    test::Client client(port);
    const test::Headers headers{{"Authorization", "Bearer " + token},
                                {"Content-Type", "application/x-ndjson"},
                                {"Content-Encoding", "zstd"}};
    for (const std::string& body : bodies) {
        const auto answer = client.call("POST", "/v1/batches", headers, body);
        if (answer && answer->status == 200) continue;
        std::fprintf(stderr, "a batch was not taken: %s\n", answer ? answer->body.c_str() : "gone");
        std::exit(1);
    }
}

Seconds over_http(const Load& load) {
    test::Shop shop;
    sync::Limits limits;
    limits.device_requests = 1'000'000;
    const auto hub = sync::Hub::open(*shop.store, "127.0.0.1:0", limits, core::system_now).value();
    std::vector<std::string> tokens;
    std::vector<std::vector<std::string>> bodies(load.clients);
    for (std::size_t client = 0; client < load.clients; ++client) {
        shop.enrol("harbour", "till-" + std::to_string(client));
        tokens.push_back(shop.device_token);
        for (const auto& batch : load.of_client[client])
            bodies[client].push_back(sync::wire::compress_zstd(test::body_of(batch)));
    }
    std::thread serving([&] { hub->run(); });
    const auto before = std::chrono::steady_clock::now();
    std::vector<std::thread> clients;
    for (std::size_t client = 0; client < load.clients; ++client)
        clients.emplace_back(
            [&, client] { send_all(hub->port(), tokens[client], bodies[client]); });
    for (std::thread& client : clients) client.join();
    const Seconds took = std::chrono::steady_clock::now() - before;
    hub->stop();
    serving.join();
    const std::int64_t counted = shop.n("B", "");
    if (counted != static_cast<std::int64_t>(load.records)) {
        std::fprintf(stderr, "%lld of %zu records were counted\n", static_cast<long long>(counted),
                     load.records);
        std::exit(1);
    }
    return took;
}

void check(sqlite3* database, bool done) {
    if (done) return;
    std::fprintf(stderr, "plain SQLite: %s\n", sqlite3_errmsg(database));
    std::exit(1);
}

void execute(sqlite3* database, const char* sql) {
    check(database, sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
}

// The hub's own table of records, with its keys and nothing else.
constexpr auto same_table = R"(
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE records (
        shop_id TEXT NOT NULL, device_id TEXT NOT NULL, seq INTEGER NOT NULL,
        id TEXT NOT NULL UNIQUE, till TEXT NOT NULL, kind TEXT NOT NULL, digest TEXT NOT NULL,
        at INTEGER NOT NULL, counted_at INTEGER NOT NULL, hour INTEGER NOT NULL,
        arrived_at INTEGER NOT NULL, names TEXT, forget TEXT, set_aside INTEGER NOT NULL,
        body TEXT, erased_at INTEGER, PRIMARY KEY (shop_id, device_id, seq)))";

constexpr auto same_row = R"(
    INSERT INTO records VALUES ('harbour', ?1, ?2, ?3, ?4, 'response',
        '0123456789abcdef0123456789abcdef', ?5, ?5, ?5, ?5, NULL, NULL, 0, ?6, NULL))";

void bind_text(sqlite3_stmt* statement, int index, const std::string& text) {
    sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
}

Seconds plain_sqlite(const Load& load) {
    const test::Folder folder;
    sqlite3* database = nullptr;
    sqlite3_open((folder.path() / "plain.db").c_str(), &database);
    execute(database, same_table);
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(database, same_row, -1, &insert, nullptr);
    std::vector<std::vector<std::vector<std::string>>> rows(load.clients);
    for (std::size_t client = 0; client < load.clients; ++client)
        for (const auto& batch : load.of_client[client]) {
            auto& made = rows[client].emplace_back();
            for (const core::Record& record : batch) made.push_back(sync::wire::encode(record));
        }

    const auto before = std::chrono::steady_clock::now();
    for (std::size_t batch = 0; batch < load.batches; ++batch)
        for (std::size_t client = 0; client < load.clients; ++client) {
            execute(database, "BEGIN IMMEDIATE");
            for (std::size_t index = 0; index < load.of_client[client][batch].size(); ++index) {
                const core::Record& record = load.of_client[client][batch][index];
                bind_text(insert, 1, "019aaaaa-0000-7000-8000-" + std::to_string(client));
                sqlite3_bind_int64(insert, 2, record.seq);
                bind_text(insert, 3, record.id);
                bind_text(insert, 4, "till-" + std::to_string(client));
                sqlite3_bind_int64(insert, 5, record.at.time_since_epoch().count());
                bind_text(insert, 6, rows[client][batch][index]);
                check(database, sqlite3_step(insert) == SQLITE_DONE);
                sqlite3_reset(insert);
            }
            execute(database, "COMMIT");
        }
    const Seconds took = std::chrono::steady_clock::now() - before;
    sqlite3_finalize(insert);
    sqlite3_close(database);
    return took;
}

}  // namespace
}  // namespace earshot

int main() {
    spdlog::set_level(spdlog::level::off);
    const earshot::Load load = earshot::make_load();
    const auto records = static_cast<double>(load.records);
    // Each twice, in turns: a machine is not equally fast all the time.
    double http = 0, plain = 0;
    for (int round = 0; round < 2; ++round) {
        plain = std::max(plain, records / earshot::plain_sqlite(load).count());
        http = std::max(http, records / earshot::over_http(load).count());
    }
    std::printf("ingest: %zu records in %zu batches from %zu devices\n", load.records,
                load.clients * load.batches, load.clients);
    std::printf("  over HTTP, checked, counted, durable   %10.0f records/s\n", http);
    std::printf("  plain SQLite, same rows, same batches  %10.0f records/s\n", plain);
    std::printf("  ratio %.2f\n", http / plain);
}
