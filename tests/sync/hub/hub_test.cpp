#include "sync/hub/hub.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "core/seal.h"
#include "sync/hub/router.h"
#include "sync/store/sqlite.h"
#include "sync/wire/batch.h"
#include "sync/wire/bundle.h"
#include "sync/wire/compression.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/problem.h"
#include "sync/wire/report.h"
#include "tests/support/process.h"
#include "tests/support/size.h"
#include "tests/sync/hub/hub_fixture.h"
#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using test::a_response;
using test::body_of;
using test::Client;
using test::Headers;

using test::HubTest;

TEST_F(HubTest, TradesACodeForATokenOnce) {
    const auto code = hub->make_enrolment_code("harbour", "till-2").value();
    const std::string body =
        sync::wire::encode(sync::wire::EnrolmentRequest{code.code, "kiosk", "pc", "1"});
    const Headers json{{"Content-Type", "application/json"}};
    const auto answer = post("/v1/devices", json, body);
    ASSERT_EQ(answer.status, 201) << answer.body;
    const auto enrolment = sync::wire::decode_enrolment(answer.body).value();
    EXPECT_EQ(enrolment.shop, "harbour");
    EXPECT_EQ(enrolment.till, "till-2");
    EXPECT_EQ(enrolment.sealing_key, core::to_base64(shop.store->keys().sealing.key));
    EXPECT_EQ(get("/v1/bundle", {{"Authorization", "Bearer " + enrolment.token}}).status, 200);
    const auto again = post("/v1/devices", json, body);
    expect_problem(again, 401);
    EXPECT_EQ(again.headers.at("www-authenticate"), "Bearer");
    expect_problem(post("/v1/devices", json, "{\"code\":7}"), 400);
    expect_problem(post("/v1/devices", json, "{"), 400);
    expect_problem(post("/v1/devices", {{"Content-Type", "text/plain"}}, body), 415);
}

TEST_F(HubTest, TakesABatchInEachEncodingAndCountsItOnce) {
    const std::string body = body_of({a_response(1, "B", {"produce"})});
    EXPECT_EQ(send({a_response(1, "B", {"produce"})}).accepted, 1);
    Headers headers = ndjson();
    headers["Content-Encoding"] = "zstd";
    const auto answer = post("/v1/batches", headers, sync::wire::compress_zstd(body));
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(sync::wire::decode_receipt(answer.body)->duplicates, 1);
    headers["Content-Encoding"] = "identity";
    EXPECT_EQ(post("/v1/batches", headers, body).status, 200);
    EXPECT_EQ(shop.n("B", "produce"), 1);
}

TEST_F(HubTest, OfSixteenEqualBatchesAtOnceOneIsAccepted) {
    const std::string body =
        body_of({a_response(1, "B", {"produce"}), a_response(2, "B", {"waiting"})});
    std::atomic<std::int64_t> accepted{0}, duplicates{0};
    std::vector<std::thread> senders;
    for (int sender = 0; sender < 16; ++sender)
        senders.emplace_back([&] {
            const auto receipt =
                sync::wire::decode_receipt(post("/v1/batches", ndjson(), body).body);
            if (!receipt) return;
            accepted += receipt->accepted;
            duplicates += receipt->duplicates;
        });
    for (std::thread& sender : senders) sender.join();
    EXPECT_EQ(accepted, 2);
    EXPECT_EQ(duplicates, 30);
    EXPECT_EQ(shop.n("B", ""), 2);
}

TEST_F(HubTest, ACutAtAnyByteOfABatchKeepsNothingOfItAndTheWholeOneCountsOnce) {
    EXPECT_EQ(get("/v1/bundle", device()).status, 200);  // an address that is known here
    const std::string body = test::body_of(
        {test::a_response(1, "B", {"produce"}), test::a_response(2, "B", {"produce"})});
    std::string request = "POST /v1/batches HTTP/1.1\r\nHost: hub\r\n";
    for (const auto& [name, value] : ndjson()) request += name + ": " + value + "\r\n";
    request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    const auto step = static_cast<std::size_t>(test::sized("bytes between two cuts", 7, 1));
    for (std::size_t cut = 0; cut < request.size(); cut += step)
        test::Client(hub->port()).send_bytes(std::string_view(request).substr(0, cut));
    test::Client almost(hub->port());
    almost.send_bytes(std::string_view(request).substr(0, request.size() - 1));
    EXPECT_EQ(shop.n("B", ""), 0);

    // Its answer is lost: sent again, it is known.
    test::Client(hub->port()).send_bytes(request);
    EXPECT_TRUE(test::wait_until([&] { return shop.n("B", "") == 2; }));
    EXPECT_EQ(send({test::a_response(1, "B", {"produce"}), test::a_response(2, "B", {"produce"})})
                  .duplicates,
              2);
    EXPECT_EQ(shop.n("B", ""), 2);
}

TEST_F(HubTest, ErasedWordsSoonLieInNoFileOfTheStore) {
    const auto lies_somewhere = [&] {
        for (const char* file : {"hub.db", "hub.db-wal"})
            if (test::content_of(shop.folder.path() / file).find("marzipan") != std::string::npos)
                return true;
        return false;
    };
    send({a_response(1, "B", {"produce"}),
          test::a_record(2, core::Words{test::an_id(1), std::string("more marzipan"), "en"})});
    EXPECT_TRUE(lies_somewhere());
    send({test::a_record(3, core::Retraction{test::an_id(1), std::nullopt, false})});
    EXPECT_TRUE(test::wait_until([&] { return !lies_somewhere(); }));
}

TEST_F(HubTest, GivesTheBundleAndItsEtag) {
    const auto answer = get("/v1/bundle", device());
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto bundle = sync::wire::decode_bundle(answer.body);
    ASSERT_TRUE(bundle) << bundle.error().message;
    EXPECT_EQ(bundle->shop.id, "harbour");
    EXPECT_EQ(bundle->till, "till-1");
    EXPECT_EQ(bundle->questionnaires.size(), 1U);
    EXPECT_EQ(bundle->reasons, test::some_reasons());
    EXPECT_EQ(bundle->etag, answer.headers.at("etag"));
    EXPECT_EQ(send({a_response(1, "B", {"produce"})}).bundle_etag, bundle->etag);

    Headers again = device();
    again["If-None-Match"] = bundle->etag;
    EXPECT_EQ(get("/v1/bundle", again).status, 304);
    std::vector<core::Record> batch;
    for (int number = 2; number <= 30; ++number)
        batch.push_back(a_response(number, "B", {"produce"}));
    send(batch);
    const auto changed = get("/v1/bundle", again);
    ASSERT_EQ(changed.status, 200);
    EXPECT_EQ(sync::wire::decode_bundle(changed.body)->peers.at(0).base, 30);
}

TEST_F(HubTest, ReportsWhatWasTakenAtOnce) {
    send({a_response(1, "B", {"produce"}), a_response(2, "B", {"produce"}),
          a_response(3, "B", {"waiting"})});
    const auto report = [&](const std::string& query) {
        const auto answer = get("/v1/report" + query, manager());
        EXPECT_EQ(answer.status, 200) << query << answer.body;
        return sync::wire::decode_report(answer.body).value();
    };
    const auto whole = report("?shop=harbour&from=2026-10-25&to=2026-10-26");
    EXPECT_EQ(whole.to - whole.from, std::chrono::hours(24));
    EXPECT_EQ(whole.questions.at(0).id, "B");
    EXPECT_EQ(whole.questions.at(0).base, 3);
    EXPECT_EQ(whole.questions.at(0).choices.at(0).n, 2);
    EXPECT_EQ(report("").questions.at(0).base, 3);
    EXPECT_EQ(report("?from=2026-10-26&to=2026-10-28").questions.at(0).base, 0);
    EXPECT_EQ(report("?question=M").questions.size(), 1U);
    EXPECT_EQ(report("?by=day").groups.size(), 1U);
    EXPECT_EQ(report("?from=0001-01-01&to=9999-12-31").questions.at(0).base, 3);
    EXPECT_EQ(report("?from=0001-01-01T00:00:00Z").questions.at(0).base, 3);
    const auto future = report("?from=2027-01-01T08:20:00Z");
    EXPECT_EQ(future.from, test::at("2027-01-01T08:00:00Z"));
    EXPECT_EQ(future.to, test::at("2027-01-01T09:00:00Z"));

    const auto hours = report("?shop=harbour&from=2026-10-25T00:10:00Z&to=2026-10-27T09:50:00Z");
    EXPECT_EQ(hours.from, test::at("2026-10-25T00:00:00Z"));
    EXPECT_EQ(hours.to, test::at("2026-10-27T10:00:00Z"));
}

TEST_F(HubTest, ReportsWhatAClockAheadJustSaid) {
    shop.now = test::at("2026-10-25T11:58:00Z");
    core::Record ahead = a_response(1, "B", {"produce"});
    ahead.at = test::at("2026-10-25T12:02:00Z");
    send({ahead});
    const auto answer = get("/v1/report", manager());
    EXPECT_EQ(sync::wire::decode_report(answer.body).value().questions.at(0).base, 1);
}

// Whole days of one answer: as many more of one may be chance, though as many single answers more
// would not.
TEST_F(HubTest, DaysThatDifferAmongThemselvesAreNoChange) {
    std::vector<core::Record> batch;
    for (int answer = 0; answer < 800; ++answer) {
        const int day = answer % 20;
        const bool produce = day < 10 ? (answer / 20) % 2 == 0 : day < 16;
        batch.push_back(a_response(answer + 1, "B", {produce ? "produce" : "waiting"}));
        batch.back().at = test::at("2026-10-01T10:00:00Z") + std::chrono::hours(24 * day) +
                          std::chrono::minutes(answer / 20);
    }
    EXPECT_EQ(send(batch).accepted, 800);
    const auto answer = get("/v1/report?from=2026-10-11&to=2026-10-21&compare=previous", manager());
    const auto report = sync::wire::decode_report(answer.body).value();
    EXPECT_EQ(report.questions.at(0).base, 400);
    EXPECT_NEAR(report.questions.at(0).choices.at(0).change.value(), 0.1, 0.001);
    EXPECT_NE(report.questions.at(0).choices.at(0).changed, "up");
}

TEST_F(HubTest, RefusesAReportItCannotMakeInPlainWords) {
    expect_problem(get("/v1/report?shop=nowhere", manager()), 404);
    for (const char* query :
         {"by=week", "source=tv", "flagged=yes", "compare=last", "from=yesterday", "to=2026-02-30",
          "from=2026-10-26&to=2026-10-25", "question=X", "shop=a&shop=b", "from=0000-01-01"})
        expect_problem(get(std::string("/v1/report?") + query, manager()), 400);
    EXPECT_EQ(get("/v1/report?shop=%27%20OR%201=1--", manager()).status, 404);
}

TEST_F(HubTest, ARevokedTokenIsAsGoodAsNone) {
    const auto database = sync::sql::open_sqlite(shop.folder.path() / "hub.db").value();
    const std::string unknown = get("/v1/bundle", {{"Authorization", "Bearer x"}}).body;
    EXPECT_EQ(get("/v1/bundle", device()).status, 200);
    database->writer().run("UPDATE devices SET revoked_at = 1", {});
    const auto answer = get("/v1/bundle", device());
    expect_problem(answer, 401);
    EXPECT_EQ(answer.body, unknown);
}

TEST_F(HubTest, GivesANewTokenForTheOld) {
    const auto answer = post("/v1/devices/self/token", device(), "");
    ASSERT_EQ(answer.status, 201) << answer.body;
    const auto body = sync::wire::parse(answer.body).value();
    const std::string token(body.at("token").as_string());
    EXPECT_EQ(get("/v1/bundle", {{"Authorization", "Bearer " + token}}).status, 200);
    EXPECT_EQ(get("/v1/bundle", device()).status, 200);
}

TEST_F(HubTest, KnowsItsPathsAndMethods) {
    expect_problem(get("/v1/nothing"), 404);
    expect_problem(get("/v1/../../etc/passwd"), 404);
    const auto answer = test::call(hub->port(), "DELETE", "/v1/batches", device());
    expect_problem(answer, 405);
    EXPECT_EQ(answer.headers.at("allow"), "POST");
    EXPECT_EQ(get("/healthz").status, 200);
    EXPECT_EQ(get("/readyz").status, 200);
}

TEST_F(HubTest, TakesOnlyWhatItKnows) {
    Headers headers = device();
    headers["Content-Type"] = "application/json";
    expect_problem(post("/v1/batches", headers, "{}"), 415);
    headers = ndjson();
    for (const char* encoding : {"br", "gzip, zstd", "zstd, zstd", ""}) {
        headers["Content-Encoding"] = encoding;
        expect_problem(post("/v1/batches", headers, "{}"), 415);
    }
    headers["Content-Encoding"] = "gzip";
    expect_problem(post("/v1/batches", headers, "no gzip at all"), 400);
    headers = ndjson();
    headers["Earshot-Time"] = "noon";
    expect_problem(post("/v1/batches", headers, ""), 400);
}

TEST_F(HubTest, ABombIsTooLarge) {
    Headers headers = ndjson();
    headers["Content-Encoding"] = "zstd";
    const std::string bomb = sync::wire::compress_zstd(std::string(64 << 20, ' '));
    expect_problem(post("/v1/batches", headers, bomb), 413);
    std::string many;
    for (int line = 0; line < 5'001; ++line) many += "{}\n";
    expect_problem(post("/v1/batches", ndjson(), many), 413);
}

TEST_F(HubTest, ReadsOnSoThatTheSenderOfTooMuchSeesTheAnswer) {
    for (const std::size_t size : {(1U << 20U) + 1U, 7U << 20U, 9U << 20U}) {
        Client client(hub->port());
        const auto answer = client.call("POST", "/v1/batches", ndjson(), std::string(size, 'x'));
        ASSERT_TRUE(answer) << size;
        expect_problem(*answer, 413);
    }
    EXPECT_EQ(post("/v1/batches", ndjson(), std::string(1 << 20, '\n')).status, 200);
}

TEST_F(HubTest, RefusesWhatTwoReadersCouldReadDifferently) {
    const std::string post = "POST /v1/batches HTTP/1.1\r\nHost: h\r\n";
    EXPECT_EQ(raw(post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
    EXPECT_EQ(raw(post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"), 400);
    EXPECT_EQ(raw(post + "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"), 400);
    EXPECT_EQ(raw(post + "Transfer-Encoding: gzip\r\n\r\n"), 400);
    EXPECT_EQ(raw(post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"), 400);
    EXPECT_EQ(raw(post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"), 400);
    EXPECT_EQ(raw(post + "Content-Length: 5, 5\r\n\r\nhello"), 400);
    EXPECT_EQ(raw(post + "Content-Length: +5\r\n\r\nhello"), 400);
    EXPECT_EQ(raw("GET /healthz HTTP/1.1\nHost: h\n\n"), 400);
    EXPECT_EQ(raw("GET /healthz HTTP/1.1\r\nHost: h\nX: y\r\n\r\n"), 400);
    EXPECT_EQ(raw("GET /healthz HTTP/1.1\r\n\r\n"), 400);
    EXPECT_EQ(raw("GET /healthz HTTP/1.1\r\nHost : h\r\n\r\n"), 400);
    EXPECT_EQ(raw("GET http://h/healthz HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
    EXPECT_EQ(raw("\x16\x03\x01\x02 hello\r\n\r\n"), 400);
    EXPECT_EQ(raw("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"), 200);
}

TEST_F(HubTest, RefusesHeadersThatAreTooLarge) {
    const std::string start = "GET /healthz HTTP/1.1\r\nHost: h\r\n";
    EXPECT_EQ(raw(start + "X: " + std::string(1 << 20, 'x')), 431);
    std::string many = start;
    for (int field = 0; field < 101; ++field) many += "X: y\r\n";
    EXPECT_EQ(raw(many + "\r\n"), 431);
    EXPECT_EQ(raw("GET /" + std::string(9'000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n"), 414);
}

TEST_F(HubTest, HangsUpOnWhoIsTooSlow) {
    sync::Limits hasty;
    hasty.header_wait = std::chrono::seconds(1);
    hasty.body_wait = std::chrono::seconds(1);
    hasty.idle_wait = std::chrono::seconds(1);
    restart(hasty);
    EXPECT_EQ(raw("GET /healthz HTTP/1.1\r\nHo"), 408);
    EXPECT_EQ(raw("POST /v1/batches HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhal"), 408);
    EXPECT_TRUE(Client(hub->port()).is_closed());
}

TEST_F(HubTest, KeepsAConnectionAndReadsOneRequestAfterAnother) {
    Client client(hub->port());
    const std::string request = "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n";
    client.send_bytes(request + request + request.substr(0, 9));
    EXPECT_EQ(client.read_answer()->status, 200);
    EXPECT_EQ(client.read_answer()->status, 200);
    client.send_bytes(request.substr(9));
    EXPECT_EQ(client.read_answer()->status, 200);

    Headers chunked = ndjson();
    std::string head =
        "POST /v1/batches HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
        "Expect: 100-continue\r\n";
    for (const auto& [name, value] : chunked) head += name + ": " + value + "\r\n";
    client.send_bytes(head + "\r\n");
    const std::string line = body_of({a_response(1, "B", {"produce"})});
    char size[16];
    std::snprintf(size, sizeof size, "%zx\r\n", line.size());
    client.send_bytes(size + line + "\r\n0\r\n\r\n");
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(sync::wire::decode_receipt(answer->body)->accepted, 1);
}

TEST_F(HubTest, ADeviceThatAsksTooOftenIsToldToWait) {
    sync::Limits strict;
    strict.device_requests = 3;
    restart(strict);
    for (int call = 0; call < 3; ++call) EXPECT_EQ(get("/v1/bundle", device()).status, 200);
    const auto answer = get("/v1/bundle", device());
    expect_problem(answer, 429);
    EXPECT_EQ(answer.headers.at("retry-after"), "60");
    steady = 61'000;
    EXPECT_EQ(get("/v1/bundle", device()).status, 200);
}

TEST_F(HubTest, FailedTriesOfAnAddressAreLimitedAndGoodOnesGoOn) {
    const Headers wrong{{"Authorization", "Bearer wrong"}};
    for (int call = 0; call < 30; ++call) EXPECT_EQ(get("/v1/bundle", wrong).status, 401);
    expect_problem(get("/v1/bundle", wrong), 429);
    expect_problem(post("/v1/devices", {{"Content-Type", "application/json"}}, "{}"), 429);
    EXPECT_EQ(get("/v1/bundle", device()).status, 200);
    steady = 61'000;
    EXPECT_EQ(get("/v1/bundle", wrong).status, 401);
}

TEST_F(HubTest, OnlyAListedProxySaysWhoCalls) {
    const auto guess = [&](const std::string& client) {
        return get("/v1/bundle", {{"Authorization", "Bearer wrong"}, {"X-Forwarded-For", client}})
            .status;
    };
    // Nobody is believed who is not listed: all of these are one address.
    for (int call = 0; call < 30; ++call)
        EXPECT_EQ(guess("198.51.100." + std::to_string(call)), 401);
    EXPECT_EQ(guess("198.51.100.99"), 429);

    sync::Limits behind;
    behind.proxies = {"127.0.0.1", "10.0.0.7"};
    behind.untrusted_connections = 1;
    restart(behind);
    for (int call = 0; call < 30; ++call)
        EXPECT_EQ(guess("1.2.3." + std::to_string(call) + ", 198.51.100.1, 10.0.0.7"), 401);
    EXPECT_EQ(guess("198.51.100.1"), 429);
    EXPECT_EQ(guess("198.51.100.2"), 401);
    EXPECT_EQ(guess("nonsense"), 401);  // the proxy's own
    // A proxy's connections are its clients'.
    Client one(hub->port()), other(hub->port());
    EXPECT_EQ(one.call("GET", "/healthz")->status, 200);
    EXPECT_EQ(other.call("GET", "/healthz")->status, 200);
}

TEST_F(HubTest, AProxysPageIsLetInByASecureCookie) {
    sync::Limits behind;
    behind.proxies = {"127.0.0.1"};
    Headers admin = manager();
    admin["Content-Type"] = "application/json";
    EXPECT_EQ(post("/v1/users", admin,
                   R"({"name":"rosa","password":"a password of hers","role":"viewer"})")
                  .status,
              201);
    const std::string body = R"({"name":"rosa","password":"a password of hers"})";
    const auto cookie = [&](const Headers& more) {
        Headers headers = more;
        headers["Content-Type"] = "application/json";
        return post("/v1/sessions", headers, body).headers["set-cookie"];
    };
    EXPECT_EQ(cookie({{"X-Forwarded-Proto", "https"}}).find("Secure"), std::string::npos);
    restart(behind);
    EXPECT_NE(cookie({{"X-Forwarded-Proto", "https"}}).find("Secure"), std::string::npos);
    EXPECT_EQ(cookie({}).find("Secure"), std::string::npos);
}

TEST_F(HubTest, AnAddressWithoutATokenHasFewConnections) {
    sync::Limits few;
    few.untrusted_connections = 2;
    restart(few);
    Client first(hub->port()), second(hub->port()), third(hub->port());
    EXPECT_EQ(first.call("GET", "/healthz")->status, 200);
    EXPECT_EQ(second.call("GET", "/healthz")->status, 200);
    const auto refused = third.read_answer();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 503);
    EXPECT_EQ(first.call("GET", "/v1/bundle", device())->status, 200);
    Client fourth(hub->port());
    EXPECT_EQ(fourth.call("GET", "/healthz")->status, 200);
}

TEST_F(HubTest, ALockedStoreIsToldAndNothingOfItLeaks) {
    const auto database = sync::sql::open_sqlite(shop.folder.path() / "hub.db").value();
    database->writer().run("BEGIN IMMEDIATE", {});
    const auto answer = post("/v1/batches", ndjson(), body_of({a_response(1, "B", {"produce"})}));
    expect_problem(answer, 503);
    EXPECT_TRUE(answer.headers.contains("retry-after"));
    EXPECT_EQ(answer.body.find("SQL"), std::string::npos);
    EXPECT_EQ(answer.body.find("locked"), std::string::npos);
    expect_problem(get("/readyz"), 503);
    database->writer().run("ROLLBACK", {});
    EXPECT_EQ(send({a_response(1, "B", {"produce"})}).accepted, 1);
    EXPECT_EQ(get("/readyz").status, 200);
}

TEST_F(HubTest, OnlySoManyBytesWait) {
    sync::Limits small;
    small.waiting_bytes = 100;
    restart(small);
    const auto answer = post("/v1/batches", ndjson(), body_of({a_response(1, "B", {"produce"})}));
    expect_problem(answer, 503);
    EXPECT_TRUE(answer.headers.contains("retry-after"));
    EXPECT_EQ(post("/v1/batches", ndjson(), "").status, 200);
}

TEST_F(HubTest, ALineThatIsNotJsonIsRejectedByItself) {
    const std::string deep(100'000, '[');
    const std::string body = deep +
                             "\n{\"a\":1,\"a\":2}\n{\"seq\":NaN}\n\"\\ud800\"\n\"\xC0\xAF\"\n" +
                             body_of({a_response(1, "B", {"produce"})});
    const auto answer = post("/v1/batches", ndjson(), body);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto receipt = sync::wire::decode_receipt(answer.body).value();
    EXPECT_EQ(receipt.accepted, 1);
    EXPECT_EQ(receipt.rejected.size(), 5U);
}

TEST_F(HubTest, StopsWithinTwoSecondsThoughSomeoneIsStillThere) {
    Client idle(hub->port());
    Client halfway(hub->port());
    EXPECT_EQ(idle.call("GET", "/healthz")->status, 200);
    halfway.send_bytes("POST /v1/batches HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n");
    const auto before = std::chrono::steady_clock::now();
    restart({});
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(2));
}

}  // namespace
}  // namespace earshot
