#include "core/reasons.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace earshot::core {
namespace {

std::string asset(const std::string& name) {
    std::ifstream file(std::string(ASSETS_FOLDER) + "/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string error_of(std::string_view toml) {
    const auto reasons = read_reasons(toml);
    return reasons ? "none" : reasons.error().message;
}

TEST(Reasons, AreReadInTheOrderOfTheFile) {
    const auto reasons = read_reasons(R"(
[reason.produce]
icon = "food-apple"
text = { en = "Fruit", de = "Obst" }

[reason.access]
text = { en = "Parking" }
)");
    ASSERT_TRUE(reasons) << reasons.error().message;

    ASSERT_EQ(reasons->size(), 2u);
    const Reason produce{"produce",
                         {{"en", "Fruit"}, {"de", "Obst"}},
                         "food-apple",
                         ReasonState::live,
                         std::nullopt};
    EXPECT_EQ((*reasons)[0], produce);
    EXPECT_EQ((*reasons)[1].id, "access");
}

TEST(Reasons, SayWhereTheFileIsWrongAndWhatWasMeant) {
    EXPECT_EQ(error_of("[reason.produce]\ntext = { en = \"a\" }\nicno = \"x\""),
              "line 3, column 1: unknown key \"icno\"; did you mean \"icon\"?");
    EXPECT_EQ(error_of("[reason.produce]\nicon = \"x\""),
              "line 1, column 9: reason \"produce\" has no text");
    EXPECT_EQ(error_of("[reason.produce]\ntext = \"Fruit\""),
              "line 2, column 1: text must be the words in each language, as { en = \"…\" }");
    EXPECT_EQ(error_of("[reason.produce]\ntext = { en = 5 }"),
              "line 2, column 10: \"en\" must be a text in quotes");
    EXPECT_EQ(error_of("[reason.\"a b\"]"),
              "line 1, column 9: \"a b\" is not 1 to 64 of A-Z a-z 0-9 . _ -");
    EXPECT_EQ(error_of("reason = 1"),
              "line 1, column 1: \"reason\" is not expected here; a reason book has tables "
              "[reason.ID]");
    EXPECT_TRUE(error_of("[reason").starts_with("line 1, column ")) << error_of("[reason");
}

TEST(Reasons, WordingFallsBackToALanguageThereIs) {
    const Wording wording{{"de", "Obst"}, {"en", "Fruit"}};
    EXPECT_EQ(wording_in(wording, "en"), "Fruit");
    EXPECT_EQ(wording_in(wording, "fr"), "Obst");
    EXPECT_EQ(wording_in({}, "fr"), "");
}

TEST(Reasons, OfTheFirstBookAreTheTaxonomyInEachLanguage) {
    const auto reasons = read_reasons(asset("reasons.toml"));
    ASSERT_TRUE(reasons) << reasons.error().message;

    std::set<std::string> ids;
    for (const Reason& reason : *reasons) {
        ids.insert(reason.id);
        EXPECT_FALSE(reason.icon.empty()) << reason.id;
        for (const char* language : {"en", "de", "es", "fr", "pl", "uk", "tr", "ar", "hi", "zh"})
            EXPECT_TRUE(reason.text.contains(language)) << reason.id << " " << language;
    }
    const std::set<std::string> taxonomy{
        "location",      "price", "offers",    "produce", "fresh",  "range",
        "stock",         "staff", "queue",     "clean",   "find",   "access",
        "quality_other", "habit", "community", "danger",  "illness"};
    EXPECT_EQ(ids, taxonomy);
}

}  // namespace
}  // namespace earshot::core
