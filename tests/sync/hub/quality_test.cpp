#include <gmock/gmock.h>

#include "sync/wire/bundle.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::said;

class QualityTest : public test::HubTest {
  protected:
    static core::Record mashed(int number) {
        core::Record record = test::a_response(number, "B", {"produce"});
        record.at += std::chrono::minutes(2 * number);
        std::get<core::Response>(record.body).flags = {"Q4", "Q3"};
        return record;
    }
    sync::wire::json::value quality(const std::string& query = "") {
        return read(get("/v1/quality" + query, manager()));
    }
    test::Answer decide(const std::string& id, bool set_aside) {
        return send("PATCH", "/v1/quality", manager(),
                    R"({"id":")" + id + R"(","because":"I watched it","set_aside":)" +
                        (set_aside ? "true}" : "false}"));
    }
    test::Answer take_in(const std::string& line, const std::string& role) {
        return send("PATCH", "/v1/quality", as(role, "harbour"),
                    R"({"device":")" + shop.device.id + R"(","line":")" + line +
                        R"(","because":"published too late"})");
    }
    std::string id_of_the_only_response() {
        return said(read(get("/v1/responses?flagged=include", manager())), "/responses/0/id");
    }
};

TEST_F(QualityTest, TellsWhatWasSetAsideByTillAndDaypartAndWhy) {
    std::vector<core::Record> batch;
    for (int number = 1; number <= 5; ++number) batch.push_back(mashed(number));
    send(batch);
    const auto told = quality().at("set_aside");
    ASSERT_EQ(told.as_array().size(), 1U);
    EXPECT_EQ(said(told, "/0/till"), "till-1");
    EXPECT_EQ(said(told, "/0/daypart"), "morning");
    EXPECT_EQ(said(told, "/0/flag"), "Q4");
    EXPECT_EQ(said(told, "/0/n"), "5");
    decide(test::an_id(1), false);
    EXPECT_EQ(said(quality(), "/set_aside/0/n"), "null");
    EXPECT_TRUE(quality("?from=2026-10-26").at("set_aside").as_array().empty());
}

TEST_F(QualityTest, WhatAPersonDecidesStaysSo) {
    send({mashed(1)});
    EXPECT_EQ(shop.n("B", "produce"), 0);
    const std::string id = id_of_the_only_response();
    EXPECT_EQ(decide(id, false).status, 204);
    EXPECT_EQ(shop.n("B", "produce"), 1);
    EXPECT_EQ(shop.n("B", "produce", true), 0);
    EXPECT_EQ(decide(id, false).status, 204);
    EXPECT_EQ(shop.n("B", "produce"), 1);
    // A burst comes to lie around it.
    std::vector<core::Record> burst;
    for (int number = 2; number <= 4; ++number) {
        burst.push_back(test::a_response(number, "B", {"produce"}));
        burst.back().at = mashed(1).at + std::chrono::seconds(number);
    }
    send(burst);
    EXPECT_EQ(shop.n("B", "produce"), 1);
    EXPECT_EQ(shop.n("B", "produce", true), 3);
    EXPECT_EQ(decide(id, true).status, 204);
    EXPECT_EQ(shop.n("B", "produce"), 0);
    const auto entries = read(get("/v1/audit", manager())).at("entries");
    EXPECT_EQ(said(entries, "/0/what"), "response.set_aside");
    EXPECT_EQ(said(entries, "/0/detail/because"), "I watched it");
}

TEST_F(QualityTest, ShowsWhatWasRefusedToWhoMayAct) {
    post("/v1/batches", ndjson(), test::body_of({test::a_response(1, "B", {"lobster"})}));
    const auto refused = quality().at("quarantine");
    EXPECT_EQ(said(refused, "/0/title"), "unknown choice");
    EXPECT_EQ(said(refused, "/0/pointer"), "/answers/0/choices/0");
    EXPECT_THAT(said(refused, "/0/content"), testing::HasSubstr("lobster"));
    EXPECT_EQ(said(read(get("/v1/quality", as("viewer"))), "/quarantine/0/content"), "null");
    core::Record twin = test::a_response(3, "B", {"produce"});
    core::Record other = test::a_response(3, "B", {"waiting"});
    send({twin});
    post("/v1/batches", ndjson(), test::body_of({other}));
    EXPECT_EQ(said(quality(), "/devices/0/conflict"), "true");
    EXPECT_EQ(said(quality(), "/devices/0/missing"), "1");
}

TEST_F(QualityTest, TakesInWhatWasRefusedOnceTheHubKnowsWhatItSays) {
    // A kiosk asks what this hub has not published yet; its clock is a day behind.
    test::Headers headers = ndjson();
    headers["Earshot-Time"] = sync::wire::to_text(shop.now - std::chrono::hours(24));
    core::Record early = test::a_response(1, "B", {"produce"});
    early.at = shop.now - std::chrono::hours(24);
    std::get<core::Response>(early.body).version = 4;
    const std::string body = test::body_of({early, test::a_response(2, "B", {"produce"})});
    EXPECT_EQ(sync::wire::decode_receipt(post("/v1/batches", headers, body).body)->accepted, 1);
    const std::string line = said(quality().at("quarantine"), "/0/line");
    EXPECT_EQ(take_in(line, "manager").status, 400);
    EXPECT_EQ(quality().at("quarantine").as_array().size(), 1U);

    auto next = test::a_questionnaire();
    next.version = 4;
    send("PUT", "/v1/questionnaires/market", manager(),
         sync::wire::write(sync::wire::to_json(next)));
    read(post("/v1/questionnaires/market/publish", manager(), ""));
    EXPECT_EQ(take_in(line, "viewer").status, 403);
    EXPECT_EQ(take_in("unknown", "manager").status, 404);
    const auto taken = take_in(line, "manager");
    EXPECT_EQ(taken.status, 204) << taken.body;
    EXPECT_TRUE(quality().at("quarantine").as_array().empty());
    EXPECT_EQ(shop.n("B", "produce"), 2);
    EXPECT_EQ(
        said(read(get("/v1/report?from=2026-10-25&to=2026-10-26", manager())), "/questions/0/base"),
        "1");
    const auto entries = read(get("/v1/audit", manager())).at("entries");
    EXPECT_EQ(said(entries, "/0/what"), "record.take_in");
    EXPECT_EQ(said(entries, "/0/detail/because"), "published too late");

    // The kiosk has lost its receipt.
    EXPECT_EQ(sync::wire::decode_receipt(post("/v1/batches", headers, body).body)->duplicates, 2);
    EXPECT_EQ(take_in(line, "manager").status, 404);
    EXPECT_EQ(shop.n("B", "produce"), 2);
    EXPECT_EQ(shop.store->health_of(shop.device.id)->missing, 0);
}

TEST_F(QualityTest, OfTwoThatContradictEachOtherAPersonChoosesOne) {
    for (const char* choice : {"lobster", "caviar"})
        post("/v1/batches", ndjson(), test::body_of({test::a_response(1, "B", {choice})}));
    post("/v1/batches", ndjson(), test::body_of({test::a_response(1, "B", {"produce"})}));
    const auto refused = quality().at("quarantine").as_array();
    ASSERT_EQ(refused.size(), 3U);
    for (const auto& each : refused) {
        if (said(each, "/content").find("produce") == std::string::npos) continue;
        EXPECT_EQ(take_in(said(each, "/line"), "manager").status, 204);
    }
    EXPECT_EQ(shop.n("B", "produce"), 1);
    const auto left = quality().at("quarantine").as_array();
    EXPECT_EQ(left.size(), 2U);
    for (const auto& each : left) EXPECT_EQ(take_in(said(each, "/line"), "manager").status, 400);
    EXPECT_EQ(shop.n("B", ""), 1);
}

TEST_F(QualityTest, RefusesADecisionWithoutAReason) {
    send({mashed(1)});
    expect_problem(send("PATCH", "/v1/quality", manager(),
                        R"({"id":")" + test::an_id(1) + R"(","set_aside":false})"),
                   400);
    expect_problem(decide(test::an_id(9), true), 404);
    EXPECT_EQ(shop.n("B", "produce"), 0);
}

}  // namespace
}  // namespace earshot
