#include <gmock/gmock.h>

#include "sync/wire/bundle.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::said;

class ActionsTest : public test::HubTest {
  protected:
    // B measures what they would change, and its choice "produce" is the reason of that name.
    ActionsTest() {
        core::Questionnaire questionnaire = test::a_questionnaire();
        questionnaire.id = "changes";
        questionnaire.tickets = {{"C", 1}};
        questionnaire.questions = {questionnaire.questions[0], questionnaire.questions[1]};
        questionnaire.questions[0].id = "C";
        questionnaire.questions[0].measures = "change";
        questionnaire.questions[0].choices[0].reason = "produce";
        EXPECT_TRUE(shop.store->publish(questionnaire, shop.now));
        restart({});
    }

    sync::wire::json::value open(const std::string& more = "") {
        return read(
            post("/v1/actions", manager(),
                 R"({"shop":"harbour","title":"Riper fruit","reasons":["produce"])" + more + "}"),
            201);
    }
    sync::wire::json::value patch(const std::string& id, const std::string& body,
                                  int status = 200) {
        return read(send("PATCH", "/v1/actions/" + id, manager(), body), status);
    }
    core::Record asks(int number, const std::string& choice) {
        core::Record record = test::a_response(number, "C", {choice});
        std::get<core::Response>(record.body).questionnaire = "changes";
        return record;
    }
    core::Record heard(int number, core::Tone tone) {
        core::Comment comment;
        comment.topics = {"produce"};
        comment.tone = tone;
        comment.locale = "en";
        return test::a_record(number, comment);
    }
    std::vector<core::Notice> notices() {
        return sync::wire::decode_bundle(get("/v1/bundle", device()).body).value().notices;
    }

    static constexpr auto told =
        R"({"owner":"rosa","decision":"fix","due":"2026-11-30","state":"told",
            "notice":{"en":"Fruit is sorted at noon"}})";
};

TEST_F(ActionsTest, ShoppersAreToldWhatWasDoneAndHowManyAsked) {
    send({asks(1, "produce"), asks(2, "produce"), asks(3, "waiting"), asks(4, "produce"),
          heard(5, core::Tone::trouble), heard(6, core::Tone::idea), heard(7, core::Tone::praise)});
    const std::string id = said(open(), "/id");
    EXPECT_TRUE(notices().empty());
    const auto action = patch(id, told);
    EXPECT_EQ(said(action, "/count"), "5");
    EXPECT_EQ(said(action, "/since"), "2026-10-25T12:00:00.000Z");

    const auto shown = notices();
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].id, id);
    EXPECT_EQ(shown[0].text.at("en"), "Fruit is sorted at noon");
    EXPECT_THAT(shown[0].reasons, testing::ElementsAre("produce"));
    EXPECT_EQ(shown[0].count, 5);
    EXPECT_TRUE(shown[0].heard_here);

    shop.enrol("harbour", "till-2");
    EXPECT_FALSE(notices().at(0).heard_here);
    shop.enrol("quay", "till-1");
    EXPECT_TRUE(notices().empty());
}

TEST_F(ActionsTest, ANoticeIsNewsForEightWeeks) {
    patch(said(open(), "/id"), told);
    shop.now += std::chrono::hours(24 * 56);
    EXPECT_EQ(notices().size(), 1U);
    EXPECT_EQ(notices().at(0).count, std::nullopt);
    EXPECT_FALSE(notices().at(0).heard_here);
    shop.now += std::chrono::milliseconds(1);
    EXPECT_TRUE(notices().empty());
}

TEST_F(ActionsTest, IsFoundByShopAndState) {
    const std::string id = said(open(), "/id");
    open();
    patch(id, R"({"owner":"rosa","state":"owned"})");
    const auto found = [&](const std::string& query) {
        return read(get("/v1/actions" + query, manager())).at("actions").as_array().size();
    };
    EXPECT_EQ(found(""), 2U);
    EXPECT_EQ(found("?state=new"), 1U);
    EXPECT_EQ(found("?shop=harbour&state=owned"), 1U);
    shop.enrol("quay", "till-1");
    EXPECT_EQ(found("?shop=quay"), 0U);
    expect_problem(get("/v1/actions?state=late", manager()), 400);

    const auto action = read(get("/v1/actions/" + id, manager()));
    EXPECT_EQ(said(action, "/history/1/by"), "ada");
    EXPECT_EQ(said(action, "/history/1/changed/state"), "owned");
    EXPECT_EQ(said(action, "/owner"), "rosa");
}

TEST_F(ActionsTest, RefusesWhatIsNotThereAndNamesIt) {
    const std::string id = said(open(), "/id");
    const std::vector<std::pair<std::string, std::string>> wrong{
        {R"({"reasons":["lobster"]})", "/reasons/0"},
        {R"({"state":"finished"})", "/state"},
        {R"({"state":"owned"})", "/owner"},
        {R"({"due":"30.11.2026"})", "/due"},
        {R"({"due":"2026-02-30"})", "/due"},
        {R"({"notice":{"en":""}})", "/notice/en"},
        {R"({"duplicate_of":")" + test::an_id(1) + R"("})", "/duplicate_of"}};
    for (const auto& [body, pointer] : wrong)
        EXPECT_EQ(said(patch(id, body, 400), "/pointer"), pointer) << body;
    EXPECT_EQ(said(patch(test::an_id(1), "{}", 404), "/detail"), "There is no such action.");
    EXPECT_EQ(said(read(post("/v1/actions", manager(), R"({"shop":"harbour"})"), 400), "/pointer"),
              "/title");
    expect_problem(post("/v1/actions", manager(), R"({"shop":"nowhere","title":"x"})"), 404);
    EXPECT_EQ(said(read(get("/v1/actions/" + id, manager())), "/state"), "new");
}

}  // namespace
}  // namespace earshot
