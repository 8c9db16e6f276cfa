#include <gmock/gmock.h>

#include "sync/wire/bundle.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::Headers;
using test::said;

class QuestionnairesTest : public test::HubTest {
  protected:
    static std::string body_of(const core::Questionnaire& questionnaire) {
        return sync::wire::write(sync::wire::to_json(questionnaire));
    }
    static core::Questionnaire version(int number) {
        core::Questionnaire questionnaire = test::a_questionnaire();
        questionnaire.version = number;
        questionnaire.questions[0].choices[0].text["en"] = "Greens " + std::to_string(number);
        return questionnaire;
    }
    static core::Questionnaire other() {
        core::Questionnaire questionnaire = test::a_questionnaire();
        questionnaire.id = "bakery";
        return questionnaire;
    }
    sync::wire::json::value put(const core::Questionnaire& draft, int status = 200) {
        return read(send("PUT", "/v1/questionnaires/" + draft.id, manager(), body_of(draft)),
                    status);
    }
    sync::wire::json::value publish(const std::string& id, const std::string& shop_id = "",
                                    int status = 200) {
        const std::string body = shop_id.empty() ? "" : R"({"shop":")" + shop_id + "\"}";
        return read(post("/v1/questionnaires/" + id + "/publish", manager(), body), status);
    }
    core::Questionnaire asked() {
        return sync::wire::decode_bundle(get("/v1/bundle", device()).body)
            .value()
            .questionnaires.at(0);
    }
};

TEST_F(QuestionnairesTest, ADraftIsAskedOnceItIsPublished) {
    const auto drafted = put(version(4));
    EXPECT_EQ(said(drafted, "/draft/version"), "4");
    EXPECT_EQ(said(drafted, "/published/version"), "3");
    EXPECT_EQ(asked().version, 3);

    const auto published = publish("market");
    EXPECT_EQ(said(published, "/draft"), "null");
    EXPECT_EQ(said(published, "/published/version"), "4");
    EXPECT_EQ(said(published, "/versions/1/version"), "3");
    EXPECT_EQ(said(published, "/versions/0/shops"), "null");
    EXPECT_EQ(asked().version, 4);
    EXPECT_EQ(asked().questions[0].choices[0].text.at("en"), "Greens 4");
    EXPECT_EQ(send({test::a_response(1, "B", {"produce"})}).accepted, 1);
}

TEST_F(QuestionnairesTest, AVersionNeverChanges) {
    put(version(3));
    EXPECT_EQ(said(publish("market", "", 400), "/pointer"), "/version");
    EXPECT_EQ(asked().questions[0].choices[0].text.at("en"), "produce");
}

TEST_F(QuestionnairesTest, WhatIsForOneShopIsAskedThereAlone) {
    const test::Headers harbour = device();
    shop.enrol("quay", "till-1");
    put(other());
    const auto published = publish("bakery", "quay");
    EXPECT_EQ(said(published, "/versions/0/shops"), R"(["quay"])");
    EXPECT_EQ(asked().id, "bakery");
    EXPECT_EQ(sync::wire::decode_bundle(get("/v1/bundle", harbour).body)->questionnaires.size(),
              1U);
    // What the shop has for itself stands before a later one for all.
    shop.now += std::chrono::hours(1);
    put(version(4));
    publish("market");
    EXPECT_EQ(asked().id, "bakery");
    EXPECT_EQ(said(publish("bakery", "harbour"), "/versions/0/shops"), R"(["quay","harbour"])");
    EXPECT_EQ(said(publish("bakery"), "/versions/0/shops"), "null");
}

TEST_F(QuestionnairesTest, OfSeveralTheOnePublishedLastIsAsked) {
    shop.now += std::chrono::hours(1);
    core::Questionnaire last = other();
    last.id = "zoo";
    put(last);
    publish("zoo");
    EXPECT_EQ(asked().id, "zoo");
    shop.now += std::chrono::hours(1);
    publish("market");
    EXPECT_EQ(asked().id, "market");
}

TEST_F(QuestionnairesTest, AQuestionsNameKeepsItsMeaning) {
    core::Questionnaire changed = version(4);
    changed.questions[2].kind = core::QuestionKind::single;
    changed.questions[2].max = 1;
    put(changed);
    EXPECT_EQ(said(publish("market", "", 400), "/pointer"), "/questions/2/id");
    changed = version(4);
    std::swap(changed.questions[3].choices[0], changed.questions[3].choices[1]);
    put(changed);
    EXPECT_EQ(said(publish("market", "", 400), "/pointer"), "/questions/3/id");
    changed = version(4);
    changed.questions[0].choices[1].reason = "lobster";
    put(changed);
    EXPECT_EQ(said(publish("market", "", 400), "/pointer"), "/questions/0/choices/1/reason");
    EXPECT_EQ(asked().version, 3);
}

TEST_F(QuestionnairesTest, AnUnfinishedDraftIsKeptAndNotPublished) {
    core::Questionnaire unfinished = version(4);
    unfinished.questions[0].text["en"] = "";
    unfinished.questions[0].choices[0].next = {{"nothing", 1}};
    EXPECT_EQ(said(put(unfinished), "/draft/questions/0/text/en"), "");
    publish("market", "", 400);
    EXPECT_EQ(asked().version, 3);
    EXPECT_EQ(said(read(get("/v1/questionnaires/market", manager())), "/draft/version"), "4");
}

TEST_F(QuestionnairesTest, TellsAllThatIsWrongAtOnceAndWhere) {
    core::Questionnaire unfinished = version(4);
    unfinished.questions[0].text["en"] = "";
    unfinished.questions[0].choices[0].next = {{"nothing", 1}};
    unfinished.questions[0].choices[1].text["en"] = "More words than anybody reads at once";
    const auto found =
        read(post("/v1/questionnaires/market/check", manager(), body_of(unfinished)));
    ASSERT_EQ(found.at("errors").as_array().size(), 2U) << sync::wire::write(found);
    const std::string question = "/question/" + unfinished.questions[0].id;
    EXPECT_EQ(said(found, "/errors/0/part"), question + "/text/en");
    EXPECT_EQ(said(found, "/errors/0/rule"), "no_text");
    EXPECT_EQ(said(found, "/errors/1/part"), question + "/choice/0/next");
    EXPECT_THAT(sync::wire::write(found.at("warnings")),
                testing::HasSubstr("\"rule\":\"choice_words\",\"limit\":5"));
    // Nothing of it is kept.
    EXPECT_EQ(said(read(get("/v1/questionnaires/market", manager())), "/draft"), "null");

    core::Questionnaire unlike = version(4);
    unlike.questions[0].choices[1].reason = "lobster";
    const auto misfit = read(post("/v1/questionnaires/market/check", manager(), body_of(unlike)));
    EXPECT_EQ(said(misfit, "/errors/0/rule"), "unlike_before");
    const auto sound =
        read(post("/v1/questionnaires/market/check", manager(), body_of(version(4))));
    EXPECT_EQ(said(sound, "/errors"), "[]");
}

TEST_F(QuestionnairesTest, OfTwoEditorsTheSecondReadsAgain) {
    Headers mine = manager();
    mine["If-Match"] = get("/v1/questionnaires/market", manager()).headers.at("etag");
    EXPECT_EQ(send("PUT", "/v1/questionnaires/market", mine, body_of(version(4))).status, 200);
    expect_problem(send("PUT", "/v1/questionnaires/market", mine, body_of(version(5))), 412);
    expect_problem(post("/v1/questionnaires/market/publish", mine, ""), 412);
    expect_problem(send("DELETE", "/v1/questionnaires/market/draft", mine), 412);
    const auto state = get("/v1/questionnaires/market", manager());
    EXPECT_EQ(said(read(state), "/draft/version"), "4");
    EXPECT_FALSE(said(read(state), "/drafted/by").empty());
    mine["If-Match"] = state.headers.at("etag");
    EXPECT_EQ(post("/v1/questionnaires/market/publish", mine, "").status, 200);
}

TEST_F(QuestionnairesTest, ADraftIsDroppedAndAnOldVersionStaysToBeRead) {
    put(version(4));
    publish("market");
    put(version(5));
    EXPECT_EQ(send("DELETE", "/v1/questionnaires/market/draft", manager()).status, 204);
    EXPECT_EQ(said(read(get("/v1/questionnaires/market", manager())), "/draft"), "null");
    const auto old = read(get("/v1/questionnaires/market/versions/3", manager()));
    EXPECT_EQ(said(old, "/questions/0/choices/0/text/en"), "produce");
    for (const char* none : {"5", "03", "x", "99999999999999999999"})
        expect_problem(get(std::string("/v1/questionnaires/market/versions/") + none, manager()),
                       404);
}

TEST_F(QuestionnairesTest, RefusesADraftThatIsNone) {
    sync::wire::json::value broken = sync::wire::to_json(version(4));
    broken.at("questions").at(0).at("kind") = "riddle";
    const auto answer =
        send("PUT", "/v1/questionnaires/market", manager(), sync::wire::write(broken));
    EXPECT_EQ(said(read(answer, 400), "/pointer"), "/questions/0/kind");
    expect_problem(send("PUT", "/v1/questionnaires/bakery", manager(), body_of(version(4))), 400);
    expect_problem(send("PUT", "/v1/questionnaires/market", manager(), "{"), 400);
    publish("nothing", "", 404);
    publish("market", "nowhere", 404);
    expect_problem(get("/v1/questionnaires/nothing", manager()), 404);
    const auto list = read(get("/v1/questionnaires", manager())).at("questionnaires");
    EXPECT_EQ(list.as_array().size(), 1U);
    EXPECT_EQ(said(list, "/0/draft"), "false");
}

}  // namespace
}  // namespace earshot
