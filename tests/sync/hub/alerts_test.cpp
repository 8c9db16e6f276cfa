#include <gmock/gmock.h>

#include "sync/store/days.h"
#include "sync/wire/bundle.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::said;
using namespace std::chrono_literals;

constexpr auto day = 24h;

// A shop whose question C asks what shoppers would change. Its days begin at midnight in Berlin.
class AlertsTest : public test::HubTest {
  protected:
    AlertsTest() {
        using enum core::ReasonState;
        shop.store->set_reasons(
            {{"produce", {{"en", "Fruit"}, {"de", "Obst"}}, "food-apple", live, std::nullopt},
             {"queue", {{"en", "Waiting"}}, "clock", live, std::nullopt},
             {"danger", {{"en", "Danger"}}, "alert", live, std::nullopt},
             {"waiting", {{"en", "Waiting"}}, "clock", merged, "queue"}});
        core::Questionnaire questionnaire = test::a_questionnaire();
        questionnaire.id = "changes";
        questionnaire.tickets = {{"C", 1}};
        questionnaire.questions = {questionnaire.questions[0], questionnaire.questions[1]};
        questionnaire.questions[0].id = "C";
        questionnaire.questions[0].measures = "change";
        questionnaire.questions[0].choices[0].reason = "produce";
        EXPECT_TRUE(shop.store->publish(questionnaire, shop.now));
        shop.store->writer().run("UPDATE shops SET timezone = 'Europe/Berlin'", {});
        stop();
    }
    ~AlertsTest() override {
        if (!hub) start({});
    }

    core::Record response(core::Instant at, const std::string& choice) {
        core::Record record = test::a_response(++number, "C", {choice});
        std::get<core::Response>(record.body).questionnaire = "changes";
        record.at = at;
        return record;
    }
    core::Record trouble(core::Instant at, const std::string& topic) {
        core::Comment comment;
        comment.topics = {topic};
        comment.tone = core::Tone::trouble;
        comment.locale = "en";
        core::Record record = test::a_record(++number, comment);
        record.at = at;
        return record;
    }
    // Days of thirty answers, of which so many are about fruit; the first begins at `from`.
    void pass(core::Instant from, int days, int produce) {
        std::vector<core::Record> records;
        for (int each = 0; each < days; ++each)
            for (int answer = 0; answer < 30; ++answer)
                records.push_back(response(from + each * day + 8h + answer * 10min,
                                           answer < produce ? "produce" : "waiting"));
        shop.now = from + days * day - 1h;
        EXPECT_EQ(shop.send(records).accepted, 30 * days);
    }
    // Thirty days of two a day, then three of six.
    void pass_an_incident() {
        pass(first, 30, 2);
        pass(first + 30 * day, 3, 6);
    }

    sync::wire::json::value alerts(const std::string& query = "") {
        return read(get("/v1/report" + query, manager())).at("alerts");
    }
    // Looks on until the shop was looked at as of now, which `is` tells.
    template <typename Is>
    sync::wire::json::value alerts_when(Is is) {
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        auto found = alerts();
        while (!is(found) && std::chrono::steady_clock::now() < deadline) found = alerts();
        EXPECT_TRUE(is(found)) << sync::wire::write(found);
        return found;
    }
    sync::wire::json::value ringing(std::size_t n = 1) {
        return alerts_when([n](const auto& found) { return found.as_array().size() == n; });
    }
    sync::wire::json::value action(const std::string& id) {
        return read(get("/v1/actions/" + id, manager()));
    }
    sync::wire::json::value patch(const std::string& id, const std::string& body) {
        return read(send("PATCH", "/v1/actions/" + id, manager(), body));
    }
    std::string effect(const std::string& id) {
        return sync::wire::write(read(get("/v1/actions/" + id + "/effect", manager())));
    }

    static inline const core::Instant first = test::at("2026-10-25T23:00:00Z");
    static inline const core::Instant evening = first + 33 * day;  // of the third day of six
    int number = 0;
};

TEST_F(AlertsTest, AComplaintThatRisesOpensAnActionWhenTheDayIsOver) {
    pass_an_incident();
    shop.now = evening;
    start({});
    const auto alert = ringing().at(0);
    EXPECT_EQ(said(alert, "/kind"), "rising");
    EXPECT_EQ(said(alert, "/level"), "alert");
    EXPECT_EQ(said(alert, "/reason"), "produce");
    EXPECT_EQ(said(alert, "/kiosk"), "18");
    EXPECT_EQ(said(alert, "/hours"), "72");
    EXPECT_NEAR(alert.at("usual").to_number<double>(), 6, 1);
    EXPECT_EQ(said(alert, "/state"), "new");
    EXPECT_EQ(said(alert, "/owner"), "null");

    const std::string id = said(alert, "/action");
    const auto opened = action(id);
    EXPECT_EQ(said(opened, "/state"), "new");
    EXPECT_EQ(said(opened, "/reasons/0"), "produce");
    EXPECT_EQ(said(opened, "/history/0/by"), "earshot-hub");
    const auto entries = sync::wire::write(read(get("/v1/audit", manager())));
    EXPECT_THAT(entries, testing::HasSubstr("alert.raise"));

    patch(id, R"({"owner":"rosa","state":"owned"})");
    EXPECT_EQ(said(alerts().at(0), "/owner"), "rosa");
    EXPECT_EQ(said(alerts().at(0), "/state"), "owned");
}

TEST_F(AlertsTest, OneAlertAnEpisode) {
    pass_an_incident();
    pass(evening, 4, 6);
    shop.now = evening;
    start({});
    const std::string id = said(ringing().at(0), "/action");
    for (int more = 1; more <= 4; ++more) {
        shop.now = evening + more * day;
        restart({});
    }
    EXPECT_EQ(said(ringing().at(0), "/action"), id);
    EXPECT_EQ(read(get("/v1/actions", manager())).at("actions").as_array().size(), 1U);
}

TEST_F(AlertsTest, WhatWasClosedOpensAgainWithinFourWeeks) {
    pass_an_incident();
    shop.now = evening;
    start({});
    const std::string id = said(ringing().at(0), "/action");
    patch(id, R"({"owner":"rosa","decision":"fix","due":"2026-12-01","state":"told",
                  "notice":{"en":"Sorted at noon"}})");
    patch(id, R"({"outcome":"worked","state":"closed"})");
    stop();
    pass(evening, 8, 2);
    pass(evening + 8 * day, 4, 9);
    shop.now = evening + 12 * day;
    start({});
    const auto found = ringing(2);
    EXPECT_EQ(said(found, "/0/action"), id);
    EXPECT_EQ(said(found, "/1/action"), id);
    const auto again = action(id);
    EXPECT_EQ(said(again, "/state"), "new");
    EXPECT_EQ(said(again, "/owner"), "null");
    EXPECT_EQ(said(again, "/outcome"), "null");
}

TEST_F(AlertsTest, AnUnusualDayIsLeftOut) {
    pass_an_incident();
    for (const char* name : {"2026-11-25", "2026-11-26", "2026-11-27"}) {
        sync::Day unusual;
        unusual.shop = "harbour";
        unusual.day = name;
        unusual.unusual = true;
        unusual.why = "free apples";
        sync::mark_day(*shop.store, unusual, shop.now);
    }
    pass(evening, 1, 2);
    shop.now = evening + 5 * day;
    start({});
    // The silent till, unheard for four days, tells that the shop was looked at.
    EXPECT_EQ(said(ringing().at(0), "/kind"), "silent_till");
}

TEST_F(AlertsTest, WhatRisesIsWatchedBeforeItRings) {
    pass(first, 30, 2);
    pass(first + 30 * day, 2, 6);
    shop.now = first + 32 * day;
    start({});
    const auto found = ringing().at(0);
    EXPECT_EQ(said(found, "/level"), "watch");
    EXPECT_EQ(said(found, "/reason"), "produce");
    EXPECT_EQ(said(found, "/text"), "Fruit");
    EXPECT_EQ(said(found, "/action"), "null");
}

TEST_F(AlertsTest, AShopWithFewAnswersIsToldThatItIsTooQuiet) {
    // It was heard from until now.
    shop.now = first + 30 * day - 1h;
    for (int each = 0; each < 30; ++each) {
        std::vector<core::Record> records;
        for (int answer = 0; answer < 6; ++answer)
            records.push_back(response(first + each * day + 8h + answer * 1h, "produce"));
        shop.send(records);
    }
    shop.now = first + 30 * day;
    start({});
    const auto found = ringing().at(0);
    EXPECT_EQ(said(found, "/kind"), "too_quiet");
    EXPECT_EQ(said(found, "/level"), "note");
}

TEST_F(AlertsTest, AHotTopicRingsAtOnceAndOnlyOnce) {
    start({});
    test::Client watcher(hub->port());
    std::string request =
        "GET /v1/live HTTP/1.1\r\nHost: hub\r\nAuthorization: " + manager().at("Authorization") +
        "\r\n\r\n";
    watcher.send_bytes(request);
    ASSERT_EQ(watcher.read_head().value().status, 200);

    send({trouble(shop.now, "danger")});
    std::string told;
    while (told.find("event: alert") == std::string::npos) {
        const auto chunk = watcher.read_chunk(20s);
        ASSERT_TRUE(chunk) << told;
        told += *chunk;
    }
    const auto alert = ringing().at(0);
    EXPECT_THAT(told, testing::HasSubstr(said(alert, "/id")));
    EXPECT_EQ(said(alert, "/kind"), "hot");
    EXPECT_EQ(said(alert, "/text"), "Danger");

    // The same before anybody came, and what is no trouble.
    send({trouble(shop.now + 10min, "danger"), trouble(shop.now + 11min, "produce")});
    restart({});
    EXPECT_EQ(ringing().as_array().size(), 1U);

    // Somebody deals with it; hours later it is another.
    patch(said(alert, "/action"), R"({"owner":"rosa","state":"owned"})");
    shop.now += 5h;
    send({trouble(shop.now, "danger")});
    EXPECT_NE(said(ringing(2).at(0), "/action"), said(alert, "/action"));
}

TEST_F(AlertsTest, WhatCameWhileTheHubWasCutOffIsListenedToAfterwards) {
    shop.send({trouble(shop.now - 1h, "danger")});
    start({});
    EXPECT_EQ(said(ringing().at(0), "/kind"), "hot");
    restart({});
    EXPECT_EQ(ringing().as_array().size(), 1U);
}

TEST_F(AlertsTest, ABurstAtTwoTillsRings) {
    const auto other = shop.enrol("harbour", "till-2");
    start({});
    send({trouble(shop.now - 30min, "waiting"), trouble(shop.now - 20min, "queue"),
          trouble(shop.now - 10min, "queue"), trouble(shop.now - 5min, "queue")});
    EXPECT_EQ(alerts().as_array().size(), 0U);
    number = 100;
    shop.enrol("harbour", "till-3");
    send({trouble(shop.now, "queue")});
    const auto alert = ringing().at(0);
    EXPECT_EQ(said(alert, "/kind"), "burst");
    EXPECT_EQ(said(alert, "/reason"), "queue");
    EXPECT_EQ(said(alert, "/cashiers"), "5");
}

TEST_F(AlertsTest, AnEffectIsToldTwoWeeksAfterwards) {
    pass(first, 45, 2);
    pass(first + 45 * day, 3, 8);
    shop.now = first + 48 * day;
    start({});
    const std::string id = said(ringing().at(0), "/action");
    EXPECT_THAT(effect(id), testing::HasSubstr("Nothing is done yet"));
    stop();
    pass(first + 48 * day, 5, 8);
    pass(first + 53 * day, 18, 2);
    shop.now = first + 53 * day + 9h;
    start({});
    patch(id, R"({"owner":"rosa","decision":"fix","due":"2026-12-20","state":"done"})");
    EXPECT_THAT(effect(id), testing::HasSubstr("Too early"));
    shop.now = first + 71 * day;
    const auto told = read(get("/v1/actions/" + id + "/effect", manager()));
    EXPECT_EQ(said(told, "/form"), "alert");
    EXPECT_EQ(said(told, "/done_on"), "2026-12-18");
    EXPECT_EQ(said(told, "/ready_on"), "2027-01-04");
    EXPECT_EQ(said(told, "/answers/0/question"), "better_than_during");
    EXPECT_EQ(said(told, "/answers/0/answer"), "yes");
    // Of thirty answers a day nobody can tell that.
    EXPECT_EQ(said(told, "/answers/1/answer"), "cant_tell");
    EXPECT_EQ(said(told, "/proposes"), "worked");
    EXPECT_EQ(said(told, "/windows/2/base"), "420");
    EXPECT_THAT(said(told, "/sentences/0"),
                testing::StartsWith("Better than during: from 27 % to 7 %"));
    // A person decides: the effect closes nothing.
    EXPECT_EQ(said(action(id), "/state"), "done");
}

TEST_F(AlertsTest, APlanIsJudgedByWeeks) {
    pass(first, 60, 6);
    pass(first + 60 * day, 45, 2);
    shop.now = first + 60 * day + 9h;
    start({});
    const std::string id =
        said(read(post("/v1/actions", manager(),
                       R"({"shop":"harbour","title":"New shelves","reasons":["produce"]})"),
                  201),
             "/id");
    patch(id, R"({"owner":"rosa","decision":"fix","due":"2026-12-31","state":"done"})");
    EXPECT_THAT(effect(id), testing::HasSubstr("Too early"));
    shop.now = first + 100 * day;
    const auto told = read(get("/v1/actions/" + id + "/effect", manager()));
    EXPECT_EQ(said(told, "/form"), "plan");
    EXPECT_EQ(said(told, "/answers/0/answer"), "yes");
    EXPECT_EQ(said(told, "/proposes"), "worked");
    expect_problem(get("/v1/actions/" + test::an_id(9'999) + "/effect", manager()), 404);
}

}  // namespace
}  // namespace earshot
