#include "app/cli/report_command.h"

#include <gtest/gtest.h>

namespace earshot::app {
namespace {

const core::Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} +
                         std::chrono::hours{12}};

TEST(ReportPathTest, AsksForEverythingWhereNothingIsWished) {
    EXPECT_EQ(report_path({}, noon), "/v1/report");
}

TEST(ReportPathTest, TurnsFlagsIntoTheQuery) {
    EXPECT_EQ(report_path({.shop = "harbour",
                           .since = "7d",
                           .question = "B.produce",
                           .by = "day",
                           .flagged = "include"},
                          noon),
              "/v1/report?shop=harbour&question=B.produce&from=2026-11-15T12:00:00Z&by=day&"
              "flagged=include");
    EXPECT_EQ(report_path({.since = "36h"}, noon), "/v1/report?from=2026-11-21T00:00:00Z");
    EXPECT_EQ(report_path({.since = "2026-11-01"}, noon), "/v1/report?from=2026-11-01");
}

TEST(ReportPathTest, TakesEveryFilterOfTheHub) {
    EXPECT_EQ(report_path({.shop = "harbour",
                           .until = "2026-11-20",
                           .till = "till-1",
                           .source = "kiosk",
                           .compare = "previous",
                           .language = "de"},
                          noon),
              "/v1/report?shop=harbour&to=2026-11-20&till=till-1&source=kiosk&compare=previous&"
              "language=de");
}

TEST(LoyaltyPathTest, IsOfShopsAsAWhole) {
    EXPECT_EQ(loyalty_path({.shop = "harbour", .since = "2026-09-01", .language = "ar"}, noon),
              "/v1/loyalty?shop=harbour&from=2026-09-01&language=ar");
    EXPECT_EQ(loyalty_path({.till = "till-1"}, noon).error().kind, core::ErrorKind::usage);
    EXPECT_EQ(loyalty_path({.by = "day"}, noon).error().kind, core::ErrorKind::usage);
}

TEST(ReportPathTest, RefusesWhatIsNoTimeAndNoName) {
    for (const char* since : {"7", "d", "-7d", "7 d", "yesterday", "2026-1-1"})
        EXPECT_EQ(report_path({.since = since}, noon).error().kind, core::ErrorKind::usage)
            << since;
    EXPECT_EQ(report_path({.shop = "a&b"}, noon).error().kind, core::ErrorKind::usage);
}

}  // namespace
}  // namespace earshot::app
