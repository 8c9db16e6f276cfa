#include "core/words/themes.h"

#include <gmock/gmock.h>

#include "tests/core/words/lexicons.h"

namespace earshot::core {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::SizeIs;

class ThemesTest : public testing::Test {
  protected:
    // An hour apart, at tills in turn.
    void say(const std::string& text, const std::string& till = "") {
        const std::string id = "s" + std::to_string(said_.size());
        said_.push_back({id, text, "en", till.empty() ? (said_.size() % 2 != 0U ? "1" : "2") : till,
                         Instant{std::chrono::hours{said_.size()}}});
    }
    Themes themes() {
        std::vector<Examples::Example> confirmed;
        const Examples none({});
        Reader comparing(lexicons_, none, decided_, {"en", "de"});
        for (const Said& each : said_)
            if (const auto theme = decided_.find(each.id);
                theme != decided_.end() && !theme->second.empty())
                confirmed.push_back({theme->second, comparing.compare(each)});
        const Examples examples(confirmed);
        Reader reader(lexicons_, examples, decided_, {"en", "de"});
        return themes_of(said_, reader, Instant{std::chrono::hours{said_.size()}});
    }

    const std::vector<Lexicon>& lexicons_ = test::lexicons();
    std::vector<Said> said_;
    Decided decided_;
};

TEST_F(ThemesTest, WhatAPersonDecidedGoesBeforeWhatTheLexiconSays) {
    say("long queue at the till");
    say("another long queue at the till");
    decided_["s0"] = "lunch";
    const auto told = themes();
    EXPECT_EQ(told.codings[0]->theme, "lunch");
    EXPECT_EQ(told.codings[0]->sure, Sure::confirmed);
    EXPECT_EQ(told.codings[1]->theme, "queue");
    EXPECT_EQ(told.codings[1]->sure, Sure::proposed);
}

TEST_F(ThemesTest, WhatHasNoThemeByAPersonsWordStaysWithout) {
    say("long queue at the till");
    decided_["s0"] = "";
    const auto told = themes();
    EXPECT_FALSE(told.codings[0]);
    EXPECT_TRUE(told.groups.empty());
}

TEST_F(ThemesTest, TheNearestConfirmedExamplesPropose) {
    say("umbrellas would sell well");
    say("umbrellas by the rain");
    say("an umbrella please");
    say("zzz qqq vvv");
    decided_["s0"] = decided_["s1"] = "umbrellas";
    const auto told = themes();
    ASSERT_TRUE(told.codings[2]);
    EXPECT_EQ(told.codings[2]->theme, "umbrellas");
    EXPECT_EQ(told.codings[2]->sure, Sure::proposed);
    EXPECT_FALSE(told.codings[3]) << "it abstains";
}

TEST_F(ThemesTest, WhatIsLeftIsLaidTogetherByItsLooks) {
    say("wants blue umbrellas");
    say("umbrellas when raining");
    say("umbrellas again");
    say("hairdresser moustache");
    say("blue umbrellas there");
    const auto told = themes();
    ASSERT_THAT(told.groups, SizeIs(1));
    EXPECT_THAT(told.groups[0].members, ElementsAre(0, 1, 2, 4));
    EXPECT_THAT(told.groups[0].names, Contains("blue umbrellas"));
}

TEST_F(ThemesTest, ANewTopicTakesFiveLatelyFromTwoTills) {
    for (int time = 0; time < 4; ++time) say("umbrellas umbrellas " + std::to_string(time));
    EXPECT_FALSE(themes().groups.at(0).is_new);
    say("umbrellas for everybody");
    EXPECT_TRUE(themes().groups.at(0).is_new);
    for (Said& each : said_) each.till = "1";
    EXPECT_FALSE(themes().groups.at(0).is_new) << "one till alone";
}

TEST_F(ThemesTest, ThreeWhoSayTheVerySameAreAGroup) {
    for (int time = 0; time < 3; ++time) say("umbrellas");
    ASSERT_THAT(themes().groups, SizeIs(1));
    EXPECT_THAT(themes().groups[0].members, ElementsAre(0, 1, 2));
}

TEST_F(ThemesTest, ADecisionHoldsWhateverComesAfter) {
    say("umbrellas");
    decided_["s0"] = "weather";
    for (int time = 0; time < 50; ++time)
        say("long queue at the till " + std::string(static_cast<std::size_t>(time % 7), 'x'));
    const auto told = themes();
    EXPECT_EQ(told.codings[0]->theme, "weather");
    EXPECT_EQ(told.codings[0]->sure, Sure::confirmed);
}

TEST(LookAlikes, JoinByTheAverageOfAllPairs) {
    // Each is like its neighbours; between the halves of the chain the average is too low.
    const std::vector<Stems> texts = {{"a", "b"}, {"b", "c"}, {"c", "d"}, {"d", "e"}, {"e", "f"},
                                      {"f", "g"}, {"x"},      {"x"},      {"x"}};
    for (const auto& group : look_alikes(texts)) EXPECT_LE(group.members.size(), 4u);
}

TEST(LookAlikes, TheCentralOneIsTheOneMostLikeTheOthers) {
    const std::vector<Stems> texts = {{"a", "b"}, {"a", "b", "c"}, {"b", "c"}};
    const auto groups = look_alikes(texts);
    ASSERT_THAT(groups, SizeIs(1));
    EXPECT_EQ(groups[0].central, 1u);
}

}  // namespace
}  // namespace earshot::core
