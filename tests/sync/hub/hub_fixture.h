#pragma once

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "sync/hub/hub.h"
#include "sync/wire/batch.h"
#include "sync/wire/json.h"
#include "sync/wire/problem.h"
#include "tests/sync/hub/client.h"
#include "tests/sync/store/shop.h"

namespace earshot::test {

// What stands at a JSON pointer: a string as it is, anything else as JSON; "" where nothing is.
inline std::string said(const sync::wire::json::value& value, const std::string& pointer) {
    std::error_code missing;
    const auto* found = value.find_pointer(pointer, missing);
    if (found == nullptr) return "";
    return found->is_string() ? std::string(found->get_string()) : sync::wire::write(*found);
}

// A real hub on a real socket, with the store of a test's shop. Time stands at the shop's now.
class HubTest : public testing::Test {
  protected:
    HubTest() {
        spdlog::set_level(spdlog::level::off);
        start({});
    }
    ~HubTest() override { stop(); }

    void start(sync::Limits limits) {
        // Time stands: what a shop has come to is looked at when something is said there.
        limits.look_rest = std::chrono::hours{1};
        const auto clock = [this] {
            return core::Now{shop.now, core::milliseconds{steady.load()}};
        };
        hub = sync::Hub::open(*shop.store, "127.0.0.1:0", limits, clock).value();
        thread = std::thread([this] { hub->run(); });
    }
    void restart(sync::Limits limits) {
        stop();
        start(limits);
    }
    void stop() {
        hub->stop();
        thread.join();
        hub.reset();
    }

    Headers device() const { return {{"Authorization", "Bearer " + shop.device_token}}; }
    Headers manager() { return {{"Authorization", "Bearer " + shop.admin_token()}}; }
    Headers as(const std::string& role, const std::string& shops = "") {
        return {{"Authorization", "Bearer " + shop.token(role, shops)}};
    }
    Headers ndjson() const {
        Headers headers = device();
        headers["Content-Type"] = "application/x-ndjson";
        return headers;
    }

    Answer send(const std::string& method, const std::string& target, const Headers& headers,
                std::string_view body = "") {
        return call(hub->port(), method, target, headers, body);
    }
    // The body of an answer that is as expected.
    sync::wire::json::value read(const Answer& answer, int status = 200) {
        EXPECT_EQ(answer.status, status) << answer.body;
        return sync::wire::parse(answer.body, answer.body.size()).value_or(nullptr);
    }
    Answer get(const std::string& target, const Headers& headers = {}) {
        return call(hub->port(), "GET", target, headers);
    }
    Answer post(const std::string& target, const Headers& headers, std::string_view body) {
        return call(hub->port(), "POST", target, headers, body);
    }
    sync::wire::Receipt send(const std::vector<core::Record>& records) {
        const auto answer = post("/v1/batches", ndjson(), body_of(records));
        EXPECT_EQ(answer.status, 200) << answer.body;
        return sync::wire::decode_receipt(answer.body).value();
    }
    // What came back on a connection that sent just this; 0 when it was closed without a word.
    int raw(std::string_view bytes) {
        Client client(hub->port());
        client.send_bytes(bytes);
        const auto answer = client.read_answer();
        if (answer && answer->status >= 400) expect_problem(*answer, answer->status);
        return answer ? answer->status : 0;
    }
    static void expect_problem(const Answer& answer, int status) {
        EXPECT_EQ(answer.status, status) << answer.body;
        const auto type = answer.headers.find("content-type");
        ASSERT_NE(type, answer.headers.end());
        EXPECT_EQ(type->second, "application/problem+json");
        const auto problem = sync::wire::decode_problem(answer.body);
        ASSERT_TRUE(problem) << answer.body;
        EXPECT_EQ(problem->status, status);
        EXPECT_FALSE(problem->title.empty());
        EXPECT_TRUE(answer.headers.contains("x-request-id"));
    }

    Shop shop;
    std::atomic<std::int64_t> steady{0};
    std::unique_ptr<sync::Hub> hub;
    std::thread thread;
};

}  // namespace earshot::test
