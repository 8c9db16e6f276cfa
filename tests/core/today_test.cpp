#include "core/today.h"

#include <gtest/gtest.h>

namespace earshot::core {
namespace {

using Counts = Today::Counts;

constexpr std::chrono::local_days monday{std::chrono::days(20'000)};
constexpr std::chrono::local_days tuesday = monday + std::chrono::days(1);

Response said(const std::string& choice, std::vector<std::string> flags = {}) {
    Response response;
    Answer answer;
    answer.question = "A";
    answer.choices = {choice};
    response.answers = {answer};
    response.flags = std::move(flags);
    return response;
}

TEST(TodayTest, CountsWhatIsSaid) {
    Today today;
    today.add("1", said("price"), monday);
    today.add("2", said("price"), monday);
    today.add("3", said("habit"), monday);
    EXPECT_EQ(today.counts(monday), (Counts{{{"A", "habit"}, 1}, {{"A", "price"}, 2}}));
}

TEST(TodayTest, CountsNothingThatIsSetAside) {
    Today today;
    today.add("1", said("price", {"Q1"}), monday);
    today.add("2", said("price", {"Q8"}), monday);
    EXPECT_EQ(today.counts(monday), (Counts{{{"A", "price"}, 1}}));
}

TEST(TodayTest, BeginsEachDayAtNothing) {
    Today today;
    today.add("1", said("price"), monday);
    EXPECT_EQ(today.counts(tuesday), Counts());
    today.add("2", said("habit"), tuesday);
    EXPECT_EQ(today.counts(tuesday), (Counts{{{"A", "habit"}, 1}}));
    EXPECT_EQ(today.counts(monday), Counts());
}

TEST(TodayTest, ForgetsTheNewestWhenItIsTakenBackAndOnlyOnce) {
    Today today;
    today.add("1", said("price"), monday);
    today.add("2", said("price"), monday);
    today.take_back("1");
    today.take_back("2");
    today.take_back("2");
    EXPECT_EQ(today.counts(monday), (Counts{{{"A", "price"}, 1}}));
    today.add("3", said("habit"), monday);
    today.take_back("3");
    EXPECT_EQ(today.counts(monday), (Counts{{{"A", "price"}, 1}}));
}

TEST(TodayTest, ReadsWhatItWrote) {
    Today today;
    today.add("1", said("price"), monday);
    today.add("2", said("habit"), monday);
    EXPECT_EQ(Today::read(today.written()).counts(monday), today.counts(monday));
    EXPECT_EQ(Today::read(Today().written()).counts(monday), Counts());
}

TEST(TodayTest, IsADayOfNothingWhereItCannotBeRead) {
    for (const char* text : {"", "x", "20000\nA price", "20000\nA price -1\n", "20000\nA pr:ce 1\n",
                             "20000\nA price 1\nA habit x\n", "20000\nA price 99999999999\n"})
        EXPECT_EQ(Today::read(text).counts(monday), Counts()) << text;
    EXPECT_EQ(Today::read("20000\nA price 1\n").counts(monday), (Counts{{{"A", "price"}, 1}}));
}

}  // namespace
}  // namespace earshot::core
