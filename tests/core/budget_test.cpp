#include "core/budget.h"

#include <gtest/gtest.h>

#include "core/chance.h"
#include "tests/core/chance.h"
#include "tests/support/size.h"

namespace earshot::core {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::local_days a_day{std::chrono::year{2026} / 11 / 23};

Budget a_budget(double ask_share, double dark_share = 0) {
    Budget budget("device", test::chance(test::seed()));
    budget.use("till", ask_share, dark_share);
    return budget;
}

int asked_of(Budget& budget, int transactions) {
    int asked = 0;
    for (int i = 0; i < transactions; ++i)
        if (budget.next(a_day + 9h) == Turn::ask) ++asked;
    return asked;
}

TEST(Budget, AsksAllNobodyOrAShare) {
    auto all = a_budget(1);
    EXPECT_EQ(asked_of(all, 100), 100);
    auto nobody = a_budget(0);
    EXPECT_EQ(asked_of(nobody, 100), 0);
    // Five standard deviations of 20,000 draws.
    auto third = a_budget(0.33);
    EXPECT_NEAR(asked_of(third, 20'000) / 20'000.0, 0.33, 0.017);
}

TEST(Budget, IsDarkOnAShareOfDaysAndForAllOfEach) {
    const auto budget = a_budget(1, 0.1);
    int dark = 0;
    for (int day = 0; day < 4'000; ++day) {
        const auto date = a_day + std::chrono::days{day};
        const bool morning = budget.is_dark(date + 0h);
        EXPECT_EQ(morning, budget.is_dark(date + 24h - 1ms));
        if (morning) ++dark;
    }
    EXPECT_NEAR(dark / 4'000.0, 0.1, 0.024);
}

TEST(Budget, DevicesHaveDarkDaysOfTheirOwn) {
    Budget one("one", test::chance(1));
    Budget other("other", test::chance(1));
    one.use("till", 1, 0.5);
    other.use("till", 1, 0.5);
    int both = 0;
    for (int day = 0; day < 2'000; ++day) {
        const auto date = a_day + std::chrono::days{day};
        if (one.is_dark(date) && other.is_dark(date)) ++both;
    }
    EXPECT_NEAR(both / 2'000.0, 0.25, 0.05);
}

TEST(Budget, AsksNobodyOnADarkDay) {
    auto budget = a_budget(1, 1);
    EXPECT_EQ(budget.next(a_day), Turn::dark_day);
}

TEST(Budget, LeavesTheNextInPeaceAfterNotToday) {
    auto budget = a_budget(1);
    budget.refuse();
    EXPECT_EQ(budget.next(a_day), Turn::refused);
    EXPECT_EQ(budget.next(a_day), Turn::ask);
}

TEST(Budget, BusyPostponesWhoWouldBeAskedAndAsksTheNextInstead) {
    auto budget = a_budget(0.2);
    budget.postpone();
    Turn turn = budget.next(a_day);
    while (turn == Turn::not_drawn) turn = budget.next(a_day);
    EXPECT_EQ(turn, Turn::postponed);
    EXPECT_EQ(budget.next(a_day), Turn::ask);
}

TEST(Budget, WhoWasPostponedWhileAskedIsMadeUpForByTheNext) {
    auto budget = a_budget(0);
    budget.postpone_this();
    EXPECT_EQ(budget.next(a_day), Turn::ask);
    EXPECT_EQ(budget.next(a_day), Turn::not_drawn);
}

TEST(Chance, HappensAsOftenAsItsShare) {
    EXPECT_FALSE(happens(0, 0));
    EXPECT_TRUE(happens(1, ~std::uint64_t{0}));
    EXPECT_TRUE(happens(0.5, (std::uint64_t{1} << 63) - 1));
    EXPECT_FALSE(happens(0.5, std::uint64_t{1} << 63));
}

}  // namespace
}  // namespace earshot::core
