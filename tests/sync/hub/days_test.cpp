#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::said;

class DaysTest : public test::HubTest {
  protected:
    test::Answer mark(const std::string& day, const std::string& body) {
        return send("PUT", "/v1/shops/harbour/days/" + day, manager(), body);
    }
};

TEST_F(DaysTest, AreMarkedWithAWordWhyAndBack) {
    const auto plain = read(get("/v1/shops/harbour/days/2026-10-24", manager()));
    EXPECT_EQ(said(plain, "/unusual"), "false");
    EXPECT_EQ(said(plain, "/at"), "null");
    const auto marked = read(mark("2026-10-24", R"({"unusual":true,"why":"power cut"})"));
    EXPECT_EQ(said(marked, "/why"), "power cut");
    EXPECT_EQ(said(marked, "/by"), "ada");
    EXPECT_EQ(read(mark("2026-10-25", R"({"unusual":true,"why":"snow"})")).is_null(), false);
    EXPECT_EQ(said(read(get("/v1/shops/harbour/days", manager())), "/days/0/date"), "2026-10-25");
    EXPECT_EQ(read(mark("2026-10-25", R"({"unusual":false})")).is_null(), false);
    const auto days = read(get("/v1/shops/harbour/days", manager())).at("days");
    EXPECT_EQ(days.as_array().size(), 1U);
    EXPECT_EQ(said(read(get("/v1/audit", manager())), "/entries/0/what"), "day.mark");
}

TEST_F(DaysTest, TakeADayOfTheCalendarAndAReason) {
    EXPECT_EQ(said(read(mark("2026-10-24", R"({"unusual":true})"), 400), "/pointer"), "/why");
    for (const char* day : {"2026-02-30", "yesterday", "24.10.2026"})
        expect_problem(mark(day, R"({"unusual":false})"), 400);
    expect_problem(get("/v1/shops/nowhere/days/2026-10-24", manager()), 404);
    expect_problem(get("/v1/shops/nowhere/days", manager()), 404);
}

}  // namespace
}  // namespace earshot
