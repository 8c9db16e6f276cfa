#include "app/cli/report_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace earshot::app {
namespace {

using namespace core::insight;
using testing::HasSubstr;
using testing::Not;

Report a_report(std::int64_t base, ChoiceShare choice) {
    QuestionReport question{.id = "B", .text = "One thing?", .base = base, .set_aside = 2};
    question.choices.push_back(std::move(choice));
    Report report;
    report.questions.push_back(std::move(question));
    return report;
}

TEST(ReportTableTest, DrawsTheShareSolidToItsLowEndAndLightToItsHighEnd) {
    const Report report = a_report(
        400, {.id = "queue", .text = "Waiting", .n = 100, .share = .25, .low = .2, .high = .3});
    EXPECT_THAT(report_table(report, {}),
                HasSubstr("Waiting                      100  25 %         20–30 %    ████░░\n"));
    EXPECT_THAT(report_table(report, {.utf8 = false}), HasSubstr("####.."));
    EXPECT_THAT(report_table(report, {}), HasSubstr("400 answers, 2 set aside\n"));
}

TEST(ReportTableTest, TellsSharesOnlyAsFinelyAsTheAnswersAllow) {
    const auto line = [](std::int64_t base) {
        return report_table(
            a_report(base, {.id = "q", .text = "Q", .n = 1, .share = .22, .low = .1, .high = .3}),
            {});
    };
    EXPECT_THAT(line(40), HasSubstr("about 1 in 5"));
    EXPECT_THAT(line(40), HasSubstr("about 1 in 5 10–30 %"));
    EXPECT_THAT(line(100), HasSubstr("20 %"));
    EXPECT_THAT(line(400), HasSubstr("22 %"));
}

TEST(ReportTableTest, MarksSingleAnswersWhereTheyAreTooFewForAShare) {
    const std::string table = report_table(a_report(3, {.id = "q", .text = "Q", .n = 3}), {});
    EXPECT_THAT(table, HasSubstr("▪▪▪"));
    EXPECT_THAT(table, HasSubstr("too few to tell shares"));
    EXPECT_THAT(table, Not(HasSubstr("%")));
}

TEST(ReportTableTest, SaysThatACountIsHidden) {
    EXPECT_THAT(report_table(a_report(9, {.id = "q", .text = "Q"}), {}), HasSubstr("hidden"));
}

TEST(ReportTableTest, LeavesOutQuestionsThatNobodyAnswered) {
    Report report;
    report.questions.push_back({.id = "E", .text = "Prices?", .base = 0, .set_aside = 0});
    EXPECT_THAT(report_table(report, {}), Not(HasSubstr("Prices?")));
}

TEST(ReportTableTest, ShowsWhatWasHeardWithItsTones) {
    Report report;
    report.heard.push_back({.reason = "produce", .text = "Fruit", .n = 5, .tones = {1, 4, 0, 0}});
    EXPECT_THAT(report_table(report, {}),
                HasSubstr("Fruit                          5  4 trouble, 1 praise\n"));
}

TEST(ReportTableTest, BreaksSentencesWhereAMailWould) {
    Report report;
    report.sentences = {std::string(70, 'a') + " bb cccccccc dd"};
    EXPECT_THAT(report_table(report, {}),
                HasSubstr("- " + std::string(70, 'a') + " bb\n  cccccccc dd\n"));
    EXPECT_EQ(loyalty_text({"One.", "Two."}), "Loyalty, apart from satisfaction\n- One.\n- Two.\n");
}

TEST(ReportCsvTest, HasARowAChoiceAndAToneAndEmptyCellsForWhatIsNotTold) {
    Report report = a_report(3, {.id = "queue", .text = "Waiting", .n = 3});
    report.heard.push_back({.reason = "produce", .text = "Fruit", .n = 4, .tones = {0, 4, 0, 0}});
    EXPECT_THAT(report_csv(report),
                HasSubstr("\r\nkiosk,,B,One thing?,queue,Waiting,3,3,2,,,,,\r\n"));
    EXPECT_THAT(report_csv(report), HasSubstr("\r\nheard,,,,produce,Fruit,4,,,,,,,trouble\r\n"));
}

TEST(ReportCsvTest, LetsNoCellBeAFormulaOrBreakItsRow) {
    const std::string csv =
        report_csv(a_report(1, {.id = "q", .text = "=HYPERLINK(\"x\",\"y\")", .n = 1}));
    EXPECT_THAT(csv, HasSubstr("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""));
}

}  // namespace
}  // namespace earshot::app
