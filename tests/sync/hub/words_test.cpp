#include <gmock/gmock.h>

#include <set>

#include "core/id.h"
#include "tests/support/process.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::said;

class WordsTest : public test::HubTest {
  protected:
    WordsTest() { shop.store->writer().run("UPDATE shops SET timezone = 'Europe/Berlin'", {}); }

    static core::Record heard(int number, const std::string& text, const std::string& when,
                              core::Tone tone = core::Tone::trouble) {
        core::Comment comment;
        comment.topics = {"produce"};
        comment.tone = tone;
        comment.text = text;
        comment.locale = "en";
        core::Record record = test::a_record(number, comment);
        record.at = test::at(when);
        return record;
    }
    sync::wire::json::value list(const std::string& target) { return read(get(target, manager())); }
    std::vector<std::string> texts(const std::string& query) {
        std::vector<std::string> all;
        const auto found = list("/v1/comments" + query);
        for (const auto& comment : found.at("comments").as_array())
            all.push_back(said(comment, "/text"));
        return all;
    }
};

TEST_F(WordsTest, TellTheDayAndItsPartAndNeitherTillNorTime) {
    send({heard(1, "Mangoes are hard", "2026-10-24T15:59:00Z"),
          test::a_record(2, core::Words{test::an_id(1), std::string("again"), "en"}),
          test::a_response(3, "B", {"produce"})});
    const auto answer = get("/v1/comments", manager());
    const auto comments = read(answer).at("comments");
    EXPECT_EQ(said(comments, "/0/text"), "Mangoes are hard");
    EXPECT_EQ(said(comments, "/0/day"), "2026-10-24");
    EXPECT_EQ(said(comments, "/0/daypart"), "evening");
    EXPECT_EQ(said(comments, "/0/tone"), "trouble");
    EXPECT_EQ(said(comments, "/0/words/0/text"), "again");
    const auto responses = get("/v1/responses", manager());
    EXPECT_EQ(said(read(responses), "/responses/0/answers/0/choices"), R"(["produce"])");
    EXPECT_EQ(said(read(responses), "/responses/0/daypart"), "morning");
    for (const std::string& body : {answer.body, responses.body}) {
        EXPECT_EQ(body.find("till"), std::string::npos) << body;
        EXPECT_EQ(body.find("T1"), std::string::npos) << body;
        // Its own id would tell the millisecond.
        EXPECT_EQ(body.find("019aaaaa"), std::string::npos) << body;
    }
    expect_problem(get("/v1/comments?till=till-1", manager()), 400);
}

TEST_F(WordsTest, APeriodIsWholeDaysSoThatNobodyFindsTheHour) {
    send({heard(1, "noon", "2026-10-24T10:00:00Z"), heard(2, "next", "2026-10-24T22:00:00Z")});
    EXPECT_THAT(texts("?from=2026-10-24T20:00:00Z&to=2026-10-24T21:00:00Z"),
                testing::ElementsAre("noon"));
    EXPECT_THAT(texts("?from=2026-10-25&to=2026-10-26"), testing::ElementsAre("next"));
    EXPECT_THAT(texts(""), testing::ElementsAre("next", "noon"));
    EXPECT_THAT(texts("?daypart=midday"), testing::ElementsAre("noon"));
    EXPECT_THAT(texts("?daypart=evening"), testing::IsEmpty());
    expect_problem(get("/v1/comments?daypart=noon", manager()), 400);
}

TEST_F(WordsTest, PageAfterPageGivesEachOnce) {
    std::vector<core::Record> batch;
    for (int number = 1; number <= 250; ++number)
        batch.push_back(heard(number, std::to_string(number), "2026-10-24T10:00:00Z",
                              number % 2 == 0 ? core::Tone::idea : core::Tone::trouble));
    send(batch);
    const sync::Device quay = shop.enrol("quay", "till-1");
    shop.send(quay, test::body_of({heard(900, "far", "2026-10-20T10:00:00Z")}));

    std::vector<std::string> all;
    std::string cursor;
    int pages = 0;
    do {
        const auto page = list("/v1/comments" + (cursor.empty() ? "" : "?cursor=" + cursor));
        for (const auto& comment : page.at("comments").as_array())
            all.push_back(said(comment, "/text"));
        cursor = page.at("cursor").is_null() ? "" : said(page, "/cursor");
        ++pages;
    } while (!cursor.empty());
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(all.size(), 251U);
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 251U);
    EXPECT_EQ(all.back(), "far");
    EXPECT_EQ(texts("?tone=idea&shop=harbour").size(), 100U);
    EXPECT_EQ(texts("?topic=waiting").size(), 0U);
    expect_problem(get("/v1/comments?cursor=" + test::an_id(7), manager()), 400);
    expect_problem(get("/v1/comments?cursor=7", manager()), 400);
    expect_problem(get("/v1/comments?tone=loud", manager()), 400);
}

TEST_F(WordsTest, AreFoundByWhatIsInThem) {
    send({heard(1, "Mangoes are hard", "2026-10-24T10:00:00Z"),
          heard(2, "Bread is hard", "2026-10-24T11:00:00Z"), test::a_response(3, "B", {"produce"}),
          test::a_record(4, core::Words{test::an_id(3), std::string("softer mangoes"), "en"})});
    EXPECT_THAT(texts("?q=mango"), testing::ElementsAre("Mangoes are hard"));
    EXPECT_THAT(texts("?q=hard"), testing::ElementsAre("Bread is hard", "Mangoes are hard"));
    EXPECT_THAT(texts("?q=hard&from=2026-10-25"), testing::ElementsAre());
    EXPECT_EQ(said(list("/v1/responses?q=mango"), "/responses/0/words/0/text"), "softer mangoes");
    EXPECT_TRUE(list("/v1/responses?q=bread").at("responses").as_array().empty());
}

TEST_F(WordsTest, AreFoundBehindAChoiceAndAloneWhereAskedFor) {
    core::Comment silent;
    silent.topics = {"produce"};
    silent.locale = "en";
    send({heard(1, "Mangoes are hard", "2026-10-24T10:00:00Z"), test::a_record(2, silent),
          test::a_response(3, "B", {"produce"}), test::a_response(4, "B", {"waiting"}),
          test::a_record(5, core::Words{test::an_id(4), std::string("One till"), "en"})});
    const auto count = [&](const std::string& target, const std::string& name) {
        return list(target).at(name).as_array().size();
    };
    EXPECT_EQ(count("/v1/responses?question=B", "responses"), 2U);
    EXPECT_EQ(count("/v1/responses?question=B&choice=waiting", "responses"), 1U);
    EXPECT_EQ(count("/v1/responses?question=M&choice=waiting", "responses"), 0U);
    EXPECT_EQ(count("/v1/responses?worded=true", "responses"), 1U);
    EXPECT_EQ(count("/v1/responses?worded=true&choice=produce", "responses"), 0U);
    EXPECT_THAT(texts("?worded=true"), testing::ElementsAre("Mangoes are hard"));
    expect_problem(get("/v1/responses?worded=perhaps", manager()), 400);
}

TEST_F(WordsTest, TheBestComesFirstAndShowsWhy) {
    std::vector<core::Record> batch;
    for (int number = 1; number <= 120; ++number)
        batch.push_back(heard(number, "The bread was stale, and so was the cake, said somebody",
                              "2026-10-24T10:00:00Z"));
    batch.push_back(heard(121, "Stale, stale bread", "2026-10-20T10:00:00Z"));
    send(batch);
    const sync::Device quay = shop.enrol("quay", "till-1");
    shop.send(quay, test::body_of({heard(900, "Stale bread", "2026-10-20T10:00:00Z")}));
    const auto first = list("/v1/comments?q=stal");
    EXPECT_EQ(said(first, "/comments/0/text"), "Stale, stale bread");
    EXPECT_EQ(said(first, "/comments/1/shop"), "quay");
    EXPECT_EQ(said(first, "/comments/0/excerpt/0"), R"({"text":"Stale","hit":true})");
    EXPECT_EQ(said(first, "/comments/0/excerpt/1"), R"({"text":", ","hit":false})");
    EXPECT_EQ(first.at("comments").as_array().size(), 100U);
    const auto rest = list("/v1/comments?q=stal&cursor=" + said(first, "/cursor"));
    EXPECT_EQ(rest.at("comments").as_array().size(), 22U);
    EXPECT_TRUE(rest.at("cursor").is_null());
    EXPECT_NE(said(list("/v1/comments?q=stal&order=newest"), "/comments/0/text"),
              "Stale, stale bread");
    EXPECT_EQ(said(list("/v1/comments"), "/comments/0/excerpt"), "null");
    EXPECT_EQ(texts("?q=stal&shop=quay"), std::vector<std::string>{"Stale bread"});
    expect_problem(get("/v1/comments?q=stal&cursor=best-x", manager()), 400);
    expect_problem(get("/v1/comments?q=stal&order=loudest", manager()), 400);
}

TEST_F(WordsTest, WhatIsSetAsideIsListedWhereItIsAskedFor) {
    core::Record flagged = test::a_response(1, "B", {"produce"});
    std::get<core::Response>(flagged.body).flags = {"Q4"};
    send({flagged, test::a_response(2, "M", {"a"})});
    const auto count = [&](const std::string& query) {
        return list("/v1/responses" + query).at("responses").as_array().size();
    };
    EXPECT_EQ(count(""), 1U);
    EXPECT_EQ(count("?flagged=include"), 2U);
    EXPECT_EQ(count("?flagged=only"), 1U);
    EXPECT_EQ(count("?flagged=include&question=B"), 1U);
    EXPECT_EQ(said(list("/v1/responses?flagged=include&question=B"), "/responses/0/set_aside"),
              "true");
}

TEST_F(WordsTest, WhatIsErasedIsGoneFromListsCountsAndFiles) {
    send({test::a_response(1, "B", {"produce"}),
          test::a_record(2, core::Words{test::an_id(1), std::string("more marzipan"), "en"}),
          heard(3, "marzipan", "2026-10-24T10:00:00Z")});
    const std::string comment = said(list("/v1/comments"), "/comments/0/id");
    const std::string response = said(list("/v1/responses"), "/responses/0/id");
    expect_problem(send("DELETE", "/v1/responses/" + comment, manager()), 404);
    EXPECT_EQ(send("DELETE", "/v1/comments/" + comment, manager()).status, 204);
    // Also by the id that the device gave it.
    EXPECT_EQ(send("DELETE", "/v1/responses/" + test::an_id(1), manager()).status, 204);
    expect_problem(send("DELETE", "/v1/responses/" + response, manager()), 404);

    EXPECT_TRUE(list("/v1/comments").at("comments").as_array().empty());
    EXPECT_TRUE(list("/v1/responses").at("responses").as_array().empty());
    EXPECT_EQ(shop.n("B", "produce"), 0);
    EXPECT_EQ(send({test::a_response(1, "B", {"produce"})}).duplicates, 1);
    EXPECT_TRUE(test::wait_until([&] {
        for (const char* file : {"hub.db", "hub.db-wal"})
            if (test::content_of(shop.folder.path() / file).find("marzipan") != std::string::npos)
                return false;
        return true;
    }));
    EXPECT_EQ(said(list("/v1/audit"), "/entries/0/what"), "record.erase");
}

}  // namespace
}  // namespace earshot
