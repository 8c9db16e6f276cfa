#include "core/topics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace earshot::core {
namespace {

using testing::ElementsAre;

std::vector<Reason> book() {
    return {{"price", {}, "", ReasonState::live, {}},
            {"produce", {}, "", ReasonState::live, {}},
            {"bread", {}, "", ReasonState::merged, "produce"},
            {"queue", {}, "", ReasonState::live, {}}};
}

std::vector<std::string> order(const Topics& topics) {
    std::vector<std::string> ids;
    for (const Reason& each : topics.in_order(book())) ids.push_back(each.id);
    return ids;
}

TEST(TopicsTest, StandAsInTheBookUntilSomeAreUsedMore) {
    Topics topics;
    EXPECT_THAT(order(topics), ElementsAre("price", "produce", "queue"));
    topics.add("queue");
    EXPECT_THAT(order(topics), ElementsAre("queue", "price", "produce"));
    topics.add("produce");
    topics.add("produce");
    EXPECT_THAT(order(topics), ElementsAre("produce", "queue", "price"));
    topics.take_back("produce");
    topics.take_back("produce");
    topics.take_back("produce");
    EXPECT_THAT(order(topics), ElementsAre("queue", "price", "produce"));
}

TEST(TopicsTest, AreReadAsTheyWereWritten) {
    Topics topics;
    for (int count = 0; count < 3; ++count) topics.add("queue");
    topics.add("produce");
    EXPECT_EQ(Topics::read(topics.written()).written(), "produce 1\nqueue 3\n");
    for (const char* damaged : {"queue", "queue -1", "queue 1 x", "que ue\n", "queue 99999999"})
        EXPECT_EQ(Topics::read(damaged).written(), "") << damaged;
}

TEST(TopicsTest, ForgetWhatWasLongAgo) {
    Topics topics;
    topics.add("price");
    for (int count = 0; count <= Topics::count_max; ++count) topics.add("queue");
    EXPECT_EQ(topics.written(), "queue 500\n");
}

}  // namespace
}  // namespace earshot::core
