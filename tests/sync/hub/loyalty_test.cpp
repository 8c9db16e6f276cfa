#include <gmock/gmock.h>

#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::said;
using testing::HasSubstr;

// Real records over HTTP: pairs of answers, and visits with tokens.
class LoyaltyTest : public test::HubTest {
  protected:
    LoyaltyTest() {
        stop();
        core::Questionnaire asked;
        asked.id = "loyal";
        asked.languages = {"en"};
        asked.tickets = {{"why", 1}};
        asked.questions = {question("why", "why", {"near", "fresh"}),
                           question("rank", "rank", {"first", "two", "several", "last"})};
        for (core::Choice& choice : asked.questions[0].choices) choice.next = {{"rank", 1}};
        EXPECT_TRUE(shop.store->publish(asked, shop.now));
        start({});
    }

    static core::Question question(const std::string& id, const std::string& measures,
                                   const std::vector<std::string>& choices) {
        core::Question question{.id = id, .measures = measures, .text = {{"en", id + "?"}}};
        question.order = core::ChoiceOrder::fixed;
        for (const std::string& choice : choices)
            question.choices.push_back({choice, std::nullopt, {{"en", choice}}, "", false, {}});
        return question;
    }

    // `n` people who gave both answers.
    std::vector<core::Record> pairs(const std::string& why, const std::string& rank, int n) {
        std::vector<core::Record> all;
        for (int i = 0; i < n; ++i) {
            core::Record record = test::a_response(++number_, "why", {why});
            auto& response = std::get<core::Response>(record.body);
            response.questionnaire = "loyal";
            response.version = 1;
            response.answers.push_back(test::an_answer("rank", {rank}));
            all.push_back(record);
        }
        return all;
    }

  private:
    int number_ = 0;
};

TEST_F(LoyaltyTest, SetsAReasonAgainstTheFirstChoiceOfTheSamePerson) {
    for (const auto& [why, rank, n] : {std::tuple{"fresh", "first", 45},
                                       {"fresh", "two", 10},
                                       {"near", "first", 15},
                                       {"near", "several", 40}})
        send(pairs(why, rank, n));
    const auto answer = read(get("/v1/loyalty?shop=harbour&from=2026-10-01", manager()));
    EXPECT_EQ(answer.at("first_choice").at("n").to_number<int>(), 60);
    EXPECT_EQ(answer.at("first_choice").at("base").to_number<int>(), 110);
    ASSERT_EQ(answer.at("drivers").as_array().size(), 2u);
    const auto& driver = answer.at("drivers").at(0);
    EXPECT_TRUE(driver.at("together").as_bool());
    EXPECT_EQ(said(driver, "/question"), "why");
    EXPECT_THAT(sync::wire::write(answer.at("sentences")),
                HasSubstr("“fresh” goes together with choosing this shop first: 82 %"));
}

TEST_F(LoyaltyTest, TellsOfNothingThatItCannotTell) {
    const auto answer = read(get("/v1/loyalty?shop=harbour", manager()));
    EXPECT_TRUE(answer.at("first_choice").at("share").is_null());
    EXPECT_EQ(answer.at("first_choice").at("base").to_number<int>(), 0);
    EXPECT_EQ(answer.at("returns").at("base").to_number<int>(), 0);
    EXPECT_THAT(said(answer, "/sentences/0"), HasSubstr("can’t be told yet: 0 answers"));
}

TEST_F(LoyaltyTest, SpeaksTheLanguageThatIsAskedFor) {
    const auto answer = read(get("/v1/loyalty?shop=harbour&language=de", manager()));
    EXPECT_THAT(said(answer, "/sentences/0"), HasSubstr("lässt sich noch nicht sagen"));
    expect_problem(get("/v1/loyalty?language=a%26b", manager()), 400);
    expect_problem(get("/v1/loyalty?till=till-1", manager()), 400);
    const auto report = read(get("/v1/report?shop=harbour&language=fr", manager()));
    EXPECT_THAT(said(report, "/sentences/0"), HasSubstr("Personne n’a encore répondu"));
}

}  // namespace
}  // namespace earshot
