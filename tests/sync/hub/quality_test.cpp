#include <gmock/gmock.h>

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
