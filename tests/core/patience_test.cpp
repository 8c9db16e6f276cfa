#include "core/patience.h"

#include <gtest/gtest.h>

namespace earshot::core {
namespace {

using namespace std::chrono_literals;
using State = Patience::State;

TEST(PatienceTest, WaitsThenWarnsThenIsOver) {
    const Patience patience(patience_for_words, 1s);
    EXPECT_EQ(patience.state(46s - 1ms), State::waits);
    EXPECT_EQ(patience.state(46s), State::warns);
    EXPECT_EQ(patience.state(66s - 1ms), State::warns);
    EXPECT_EQ(patience.state(66s), State::over);
}

TEST(PatienceTest, TellsWhenItChanges) {
    const Patience patience(patience_for_words, 1s);
    EXPECT_EQ(patience.deadline(1s), 46s);
    EXPECT_EQ(patience.deadline(46s), 66s);
    EXPECT_EQ(patience.deadline(66s), std::nullopt);
}

TEST(PatienceTest, BeginsAnewWithEveryTouch) {
    Patience patience(patience_for_words, 0s);
    patience.touched(44s);
    EXPECT_EQ(patience.state(88s), State::waits);
    EXPECT_EQ(patience.state(89s), State::warns);
}

TEST(PatienceTest, IsCalledBackFromAWarningByMoreTimeAlone) {
    Patience patience(patience_for_words, 0s);
    patience.touched(50s);
    EXPECT_EQ(patience.state(50s), State::warns);
    EXPECT_TRUE(patience.more_time(50s));
    EXPECT_EQ(patience.state(94s), State::waits);
    EXPECT_FALSE(patience.more_time(94s)) << "there is nothing to extend yet";
}

TEST(PatienceTest, CanBeExtendedTenTimes) {
    Patience patience(patience_for_words, 0s);
    milliseconds now = 0s;
    for (int time = 0; time < 10; ++time) {
        now += 50s;
        ASSERT_TRUE(patience.more_time(now));
    }
    EXPECT_FALSE(patience.can_extend());
    EXPECT_FALSE(patience.more_time(now + 50s));
    EXPECT_EQ(patience.state(now + 65s), State::over);
}

TEST(PatienceTest, CountsFromTheEndOfWhatIsSpoken) {
    Patience patience(patience_for_words, 0s);
    patience.attended(40s);
    EXPECT_EQ(patience.state(85s - 1ms), State::waits);
    patience.attended(90s);
    EXPECT_EQ(patience.state(110s - 1ms), State::warns);
    EXPECT_EQ(patience.state(110s), State::over);
}

TEST(PatienceTest, IsOverForGood) {
    Patience patience(patience_for_words, 0s);
    patience.touched(65s);
    EXPECT_FALSE(patience.more_time(65s));
    EXPECT_EQ(patience.state(65s), State::over);
}

}  // namespace
}  // namespace earshot::core
