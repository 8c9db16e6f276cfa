#include <gmock/gmock.h>

#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::said;
using testing::ElementsAre;

class HubThemesTest : public test::HubTest {
  protected:
    static core::Record heard(int number, const std::string& text) {
        core::Comment comment;
        comment.topics = {"produce"};
        comment.text = text;
        comment.locale = "en";
        return test::a_record(number, comment);
    }
    sync::wire::json::value themes() { return read(get("/v1/themes", manager())); }
    test::Answer change(const std::string& what) {
        return send("PATCH", "/v1/themes", manager(), R"({"shop":"harbour",)" + what + "}");
    }
    std::string records(const std::vector<int>& numbers) {
        std::string ids;
        for (const int number : numbers)
            ids += (ids.empty() ? "\"" : ",\"") + test::an_id(number) + "\"";
        return R"("records":[)" + ids + "]";
    }
    std::vector<std::string> listed(const std::string& theme) {
        std::vector<std::string> all;
        const auto found = read(get("/v1/comments?theme=" + theme, manager()));
        for (const auto& comment : found.at("comments").as_array())
            all.push_back(said(comment, "/text"));
        return all;
    }
    void three_umbrellas() {
        send({heard(1, "wants blue umbrellas"), heard(2, "umbrellas when raining"),
              heard(3, "umbrellas again")});
    }
};

TEST_F(HubThemesTest, CountsWhatAPersonConfirmedAndShowsWhatIsProposedApart) {
    send({heard(1, "the strawberries were mouldy"), heard(2, "apples and bacon"),
          heard(3, "mouldy raspberries")});
    EXPECT_EQ(said(themes(), "/themes/0/counted"), "0");
    EXPECT_EQ(said(themes(), "/themes/0/proposed"), "3");
    EXPECT_TRUE(listed("produce").empty());
    EXPECT_EQ(change(records({1, 3}) + R"(,"theme":"produce")").status, 200);
    const auto told = themes().at("themes");
    EXPECT_EQ(said(told, "/0/id"), "produce");
    EXPECT_EQ(said(told, "/0/name"), "null");
    EXPECT_EQ(said(told, "/0/counted"), "2");
    EXPECT_EQ(said(told, "/0/proposed"), "1");
    EXPECT_EQ(said(told, "/0/proposals/0/text"), "apples and bacon");
    EXPECT_THAT(listed("produce"),
                ElementsAre("mouldy raspberries", "the strawberries were mouldy"));
}

TEST_F(HubThemesTest, AGroupIsNamedByAPersonAndStaysSoWhateverIsSaidLater) {
    three_umbrellas();
    auto groups = themes().at("groups");
    EXPECT_EQ(said(groups, "/0/n"), "3");
    EXPECT_EQ(groups.at(0).at("records").as_array().size(), 3U);
    const auto made = change(records({1, 2, 3}) + R"(,"name":"Umbrellas")");
    ASSERT_EQ(made.status, 200) << made.body;
    const std::string id = said(read(made), "/theme");
    send({heard(4, "the strawberries were mouldy"), heard(5, "umbrellas please")});
    const auto told = themes();
    EXPECT_TRUE(told.at("groups").as_array().empty());
    EXPECT_EQ(said(told, "/themes/0/id"), id);
    EXPECT_EQ(said(told, "/themes/0/name"), "Umbrellas");
    EXPECT_EQ(said(told, "/themes/0/counted"), "3");
    EXPECT_EQ(said(told, "/themes/0/proposals/0/text"), "umbrellas please");
    EXPECT_EQ(listed(id).size(), 3U) << "what is only proposed is not counted";
    EXPECT_EQ(change(records({5}) + R"(,"theme":")" + id + "\"").status, 200);
    EXPECT_EQ(listed(id).size(), 4U);
    const auto entries = read(get("/v1/audit", manager())).at("entries");
    EXPECT_EQ(said(entries, "/0/what"), "comments.code");
    EXPECT_EQ(said(entries, "/2/what"), "theme.name");
}

TEST_F(HubThemesTest, AThemeIsSplitRenamedAndMergedAlsoIntoTheReasonBook) {
    three_umbrellas();
    const std::string first =
        said(read(change(records({1, 2, 3}) + R"(,"name":"Rain")")), "/theme");
    const std::string second = said(read(change(records({1}) + R"(,"name":"Blue")")), "/theme");
    EXPECT_EQ(listed(first).size(), 2U);
    EXPECT_THAT(listed(second), ElementsAre("wants blue umbrellas"));
    EXPECT_EQ(change(R"("theme":")" + first + R"(","name":"Weather")").status, 200);
    EXPECT_EQ(change(R"("theme":")" + second + R"(","into":")" + first + "\"").status, 200);
    EXPECT_EQ(listed(first).size(), 3U);
    EXPECT_TRUE(listed(second).empty());
    EXPECT_EQ(change(R"("theme":")" + first + R"(","into":"produce")").status, 200);
    EXPECT_EQ(listed("produce").size(), 3U);
    EXPECT_EQ(change(R"("theme":")" + first + R"(","into":"produce")").status, 404);
    EXPECT_EQ(change(R"("theme":"produce","into":"nothing")").status, 404);
}

TEST_F(HubThemesTest, WhatIsAboutNoThemeIsProposedNoMore) {
    send({heard(1, "the strawberries were mouldy")});
    EXPECT_EQ(change(records({1}) + R"(,"theme":null)").status, 200);
    EXPECT_TRUE(themes().at("themes").as_array().empty());
}

TEST_F(HubThemesTest, WhatIsErasedIsInNoTheme) {
    three_umbrellas();
    const std::string id = said(read(change(records({1, 2, 3}) + R"(,"name":"Rain")")), "/theme");
    EXPECT_EQ(send("DELETE", "/v1/comments/" + test::an_id(1), manager(), "").status, 204);
    EXPECT_EQ(said(themes(), "/themes/0/counted"), "2");
    EXPECT_EQ(shop.store->writer().run("SELECT id FROM coded", {}).size(), 2U);
}

TEST_F(HubThemesTest, ASpecialCaseIsCountedNowhere) {
    core::Record special = heard(1, "the strawberries were mouldy");
    std::get<core::Comment>(special.body).special = true;
    send({special});
    EXPECT_TRUE(themes().at("themes").as_array().empty());
}

// V17: what could tell who somebody is, in whatever way it came, is in nothing that the hub gives.
TEST_F(HubThemesTest, NoPersonalDataIsInAnyExportListOrTheme) {
    const std::vector<std::string> planted = {"0171 2345678",           "+44 20 7946 0958",
                                              "jane.doe@example.org",   "4111 1111 1111 1111",
                                              "DE89370400440532013000", "5500-0000-0000-0004"};
    std::vector<core::Record> batch;
    int number = 0;
    for (const std::string& secret : planted) {
        batch.push_back(heard(++number, "umbrellas, call " + secret + " please"));
        batch.push_back(test::a_record(
            ++number, core::Words{test::an_id(number - 1), "it is " + secret, "en"}));
        core::Record answered = test::a_response(++number, "B", {"produce"});
        std::get<core::Response>(answered.body).answers[0].text = "write to " + secret;
        batch.push_back(answered);
    }
    send(batch);
    int looked_at = 0;
    for (const char* target :
         {"/v1/export/comments.csv", "/v1/export/comments.ndjson", "/v1/export/responses.csv",
          "/v1/export/responses.ndjson", "/v1/export/tallies.csv", "/v1/export/tallies.ndjson",
          "/v1/export/actions.csv", "/v1/export/actions.ndjson", "/v1/comments", "/v1/responses",
          "/v1/themes", "/v1/quality", "/v1/audit"}) {
        const auto answer = get(target, manager());
        ASSERT_EQ(answer.status, 200) << target;
        looked_at += answer.body.find("•") != std::string::npos ? 1 : 0;
        for (const std::string& secret : planted) {
            EXPECT_EQ(answer.body.find(secret), std::string::npos) << target << " " << secret;
            EXPECT_EQ(answer.body.find(secret.substr(0, 8)), std::string::npos)
                << target << " " << secret;
        }
    }
    EXPECT_EQ(looked_at, 7) << "what was masked is shown where words are";
}

TEST_F(HubThemesTest, RefusesWhatMakesNoSense) {
    three_umbrellas();
    EXPECT_EQ(change(records({1}) + R"(,"name":"")").status, 400);
    EXPECT_EQ(change(R"("theme":"produce")").status, 400);
    EXPECT_EQ(change(records({404}) + R"(,"theme":"produce")").status, 404);
    EXPECT_EQ(change(records({1}) + R"(,"theme":"nothing")").status, 404);
}

}  // namespace
}  // namespace earshot
