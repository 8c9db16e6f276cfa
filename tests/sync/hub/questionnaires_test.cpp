#include <gmock/gmock.h>

#include "sync/wire/bundle.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

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

TEST_F(QuestionnairesTest, RefusesADraftThatCannotBeAsked) {
    core::Questionnaire broken = version(4);
    broken.questions[0].choices[0].next = {{"nothing", 1}};
    put(broken, 400);
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
