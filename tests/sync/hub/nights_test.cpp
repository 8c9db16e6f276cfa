#include <gmock/gmock.h>

#include <set>

#include "sync/wire/report.h"
#include "tests/sync/hub/hub_fixture.h"

// Nights in which the clock is put forward or back, and the week that a year has too many.
namespace earshot {
namespace {

using test::said;
using namespace std::chrono_literals;

class NightsTest : public test::HubTest {
  protected:
    NightsTest() {
        shop.now = test::at("2027-02-01T12:00:00Z");
        test::Headers headers = manager();
        headers["Content-Type"] = "application/json";
        EXPECT_EQ(
            send("PATCH", "/v1/shops/harbour", headers, R"({"timezone":"Europe/Berlin"})").status,
            200);
    }

    // Five shoppers each half hour, told apart by their minutes.
    int answer_through(const std::string& from, const std::string& to) {
        std::vector<core::Record> batch;
        for (auto at = test::at(from); at < test::at(to); at += 5min) {
            if ((at - test::at(from)) % 30min >= 25min) continue;
            batch.push_back(test::a_response(++number, "B", {"produce"}));
            batch.back().at = at;
        }
        EXPECT_EQ(send(batch).accepted, static_cast<std::int64_t>(batch.size()));
        return static_cast<int>(batch.size());
    }
    sync::wire::json::value report(const std::string& query) {
        return read(get("/v1/report?shop=harbour&question=B&flagged=include&" + query, manager()));
    }
    // Each group once, and all of them together what the whole is.
    static void expect_parts(const sync::wire::json::value& report, std::size_t groups, int all) {
        EXPECT_EQ(said(report, "/questions/0/base"), std::to_string(all));
        std::set<std::string> keys;
        std::int64_t sum = 0;
        for (const auto& group : report.at("groups").as_array()) {
            keys.insert(said(group, "/key"));
            sum += std::stoll(said(group, "/questions/0/base"));
        }
        EXPECT_EQ(keys.size(), groups);
        EXPECT_EQ(report.at("groups").as_array().size(), groups);
        EXPECT_EQ(sum, all);
    }

    int number = 0;
};

TEST_F(NightsTest, TheHourThatAutumnDoublesIsCountedTwiceAndNoAnswerIs) {
    const int all = answer_through("2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z");
    expect_parts(report("from=2026-10-24&to=2026-10-27&by=day"), 3, all);
    const auto by_hour = report("from=2026-10-24&to=2026-10-27&by=hour");
    expect_parts(by_hour, 24 + 25 + 24, all);
    int doubled = 0;
    for (const auto& group : by_hour.at("groups").as_array())
        doubled += said(group, "/key").starts_with("2026-10-25T02:00") ? 1 : 0;
    EXPECT_EQ(doubled, 2) << sync::wire::write(by_hour.at("groups"));
}

TEST_F(NightsTest, TheHourThatSpringLeavesOutIsNoHour) {
    const int all = answer_through("2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z");
    expect_parts(report("from=2026-03-28&to=2026-03-31&by=day"), 3, all);
    const auto by_hour = report("from=2026-03-28&to=2026-03-31&by=hour");
    expect_parts(by_hour, 24 + 23 + 24, all);
    for (const auto& group : by_hour.at("groups").as_array())
        EXPECT_FALSE(said(group, "/key").starts_with("2026-03-29T02")) << said(group, "/key");
}

TEST_F(NightsTest, TheWeekBetweenTwoYearsHasSevenDays) {
    // Week 53 of 2026, and the one before it.
    const int before = answer_through("2026-12-20T23:00:00Z", "2026-12-27T23:00:00Z");
    const int all = answer_through("2026-12-27T23:00:00Z", "2027-01-03T23:00:00Z");
    const auto week = report("from=2026-12-28&to=2027-01-04&by=day&compare=previous");
    expect_parts(week, 7, all);
    EXPECT_EQ(said(week, "/questions/0/choices/0/changed"), "no");
    EXPECT_EQ(before, all);
}

}  // namespace
}  // namespace earshot
