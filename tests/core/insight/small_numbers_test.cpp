#include "core/insight/small_numbers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/size.h"

namespace earshot::core::insight {
namespace {

using Rows = std::vector<std::vector<Shown>>;
constexpr auto hidden = std::nullopt;

Rows after(Rows rows) {
    hide_small(rows, 5);
    return rows;
}

TEST(SmallNumbersTest, HidesWhatIsBelowTheSmallestAndNothingElse) {
    EXPECT_EQ(after({{3, 4, 9, 20}}), (Rows{{hidden, hidden, 9, 20}}));
    EXPECT_EQ(after({{5, 6}}), (Rows{{5, 6}}));
}

TEST(SmallNumbersTest, HidesZeroAsWell) {
    EXPECT_EQ(after({{0, 0, 8}}), (Rows{{hidden, hidden, 8}}));
}

TEST(SmallNumbersTest, HidesTheNextSmallestWhereOneWouldFollowBySubtraction) {
    EXPECT_EQ(after({{3, 9, 20}}), (Rows{{hidden, hidden, 20}}));
}

TEST(SmallNumbersTest, LooksDownColumnsToo) {
    EXPECT_EQ(after({{3, 4, 9}, {10, 11, 12}, {20, 21, 22}}),
              (Rows{{hidden, hidden, 9}, {hidden, hidden, 12}, {20, 21, 22}}));
}

// Whoever knows all sums of rows and columns must not learn a hidden cell from one line.
TEST(SmallNumbersTest, NeverLeavesOneCellHiddenInALine) {
    std::mt19937_64 chance(test::seed());
    std::uniform_int_distribution<std::int64_t> count(0, 15);
    for (int round = test::sized("tables", 2'000, 50'000); round > 0; --round) {
        Rows rows(4, std::vector<Shown>(5));
        for (auto& row : rows)
            for (Shown& cell : row) cell = count(chance);
        hide_small(rows, 5);
        for (const auto& row : rows) ASSERT_NE(std::ranges::count(row, Shown{}), 1);
        for (std::size_t column = 0; column < 5; ++column)
            ASSERT_NE(std::ranges::count_if(rows, [&](const auto& row) { return !row[column]; }),
                      1);
    }
}

TEST(SmallNumbersTest, CountsInWholeStepsWhileOneComesAfterTheOther) {
    EXPECT_EQ(in_steps(0, 5), std::nullopt);
    EXPECT_EQ(in_steps(4, 5), std::nullopt);
    EXPECT_EQ(in_steps(5, 5), 5);
    EXPECT_EQ(in_steps(9, 5), 5);
    EXPECT_EQ(in_steps(10, 5), 10);
}

}  // namespace
}  // namespace earshot::core::insight
