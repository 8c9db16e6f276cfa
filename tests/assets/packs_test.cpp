#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/support/process.h"

// What the build runs on the packs we ship.
namespace earshot {
namespace {

using testing::HasSubstr;

class PacksTest : public testing::Test {
  protected:
    // Takes the first line that holds `part` out of a text.
    static std::string without(std::string text, const std::string& part) {
        const std::size_t at = text.find(part);
        if (at == std::string::npos) throw std::invalid_argument("no “" + part + "” in the text");
        const std::size_t start = text.rfind('\n', at) + 1;
        return text.erase(start, text.find('\n', at) + 1 - start);
    }

    test::Finished check(const std::string& languages = LANGUAGES) {
        const auto questionnaire = folder_.path() / "questionnaire.toml";
        const auto reasons = folder_.path() / "reasons.toml";
        std::ofstream(questionnaire) << questionnaire_;
        std::ofstream(reasons) << reasons_;
        return test::run({CHECK_PACKS, languages, questionnaire, reasons});
    }

    test::TemporaryFolder folder_;
    std::string questionnaire_ = test::content_of(ASSETS_FOLDER "/questionnaires/supermarket.toml");
    std::string reasons_ = test::content_of(ASSETS_FOLDER "/reasons.toml");
};

TEST_F(PacksTest, PassAsTheyAre) {
    const auto done = check();
    EXPECT_EQ(done.code, 0) << done.err;
    EXPECT_EQ(done.err, "");
}

TEST_F(PacksTest, FailWhereAQuestionOrAChoiceIsNotWorded) {
    questionnaire_ = without(questionnaire_, "您来这里购物的主要原因是什么？");
    questionnaire_ = without(questionnaire_, "Поруч чи по дорозі");
    const auto done = check();
    EXPECT_EQ(done.code, 1);
    EXPECT_THAT(done.err, HasSubstr("questionnaire.toml:21:1: question \"A\": no text in \"zh\""));
    EXPECT_THAT(done.err, HasSubstr("questionnaire.toml:35:1: question \"A\", choice \"location\": "
                                    "no text in \"uk\""));
}

TEST_F(PacksTest, FailWhereAReasonIsNotWorded) {
    reasons_ = without(reasons_, "停车、营业时间、交通");
    const auto done = check();
    EXPECT_EQ(done.code, 1);
    EXPECT_THAT(done.err, HasSubstr("reasons.toml: reason \"access\": no text in \"zh\""));
}

TEST_F(PacksTest, FailWhereTheProgramSpeaksAnotherLanguage) {
    const auto done = check(LANGUAGES ",ja");
    EXPECT_EQ(done.code, 1);
    EXPECT_THAT(done.err, HasSubstr("the program speaks en, de"));
    EXPECT_THAT(done.err, HasSubstr("reason \"location\": no text in \"ja\""));
}

TEST_F(PacksTest, FailWhereAFileIsMissing) {
    EXPECT_EQ(test::run({CHECK_PACKS, LANGUAGES, "/none", "/none"}).code, 1);
}

}  // namespace
}  // namespace earshot
