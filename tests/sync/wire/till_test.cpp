#include "sync/wire/till.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace earshot::sync::wire {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::Optional;

const std::vector<core::Reason> book{{"produce", {}, "", core::ReasonState::live, {}}};

core::TillEvent read(std::string_view line) {
    auto event = decode_till_line(line, book);
    EXPECT_TRUE(event) << event.error().message;
    return event ? *std::move(event) : core::TillEvent{};
}

std::string wrong(std::string_view line) {
    const auto event = decode_till_line(line, book);
    EXPECT_FALSE(event);
    return event ? "" : event.error().message;
}

TEST(TillLine, TellsOfTransactions) {
    EXPECT_TRUE(std::holds_alternative<core::TransactionStarted>(
        read(R"({"event":"transaction_started","lane":4})")));
    const auto bare =
        std::get<core::TransactionFinished>(read(R"({"event":"transaction_finished"})"));
    EXPECT_EQ(bare.token, std::nullopt);
    EXPECT_EQ(bare.basket, std::nullopt);
    const auto full = std::get<core::TransactionFinished>(
        read(R"({"event":"transaction_finished","token":"4711","basket":"produce"})"));
    EXPECT_THAT(full.token, Optional(std::string("4711")));
    EXPECT_THAT(full.basket, Optional(core::Basket::produce));
    const auto empty = std::get<core::TransactionFinished>(
        read(R"({"event":"transaction_finished","token":"","basket":null})"));
    EXPECT_EQ(empty.token, std::nullopt);
}

TEST(TillLine, TellsWhatAPersonAtTheTillWants) {
    EXPECT_TRUE(std::holds_alternative<core::AskNow>(read(R"({"event":"ask_now"})")));
    EXPECT_TRUE(std::holds_alternative<core::Busy>(read(R"({"event":"busy"})")));
    const auto comment = std::get<core::Comment>(read(R"({"event":"comment","code":"PRODUCE+"})"));
    EXPECT_EQ(comment.topics, std::vector<std::string>{"produce"});
}

TEST(TillLine, SaysWhatIsWrongWithoutRepeatingIt) {
    EXPECT_THAT(wrong("{"), Not(testing::IsEmpty()));
    EXPECT_THAT(wrong("[]"), Not(testing::IsEmpty()));
    EXPECT_THAT(wrong("{}"), HasSubstr("/event"));
    EXPECT_THAT(wrong(R"({"event":"tea"})"), HasSubstr("/event"));
    EXPECT_THAT(wrong(R"({"event":"transaction_finished","basket":"huge"})"), HasSubstr("/basket"));
    EXPECT_THAT(wrong(R"({"event":"comment"})"), HasSubstr("/code"));
    EXPECT_THAT(wrong(R"({"event":"comment","code":"tea+"})"), HasSubstr("reason book"));
    const std::string token(token_max + 1, '7');
    const std::string long_one =
        wrong(R"({"event":"transaction_finished","token":")" + token + "\"}");
    EXPECT_THAT(long_one, HasSubstr("/token"));
    EXPECT_THAT(long_one, Not(HasSubstr("77")));
}

TEST(TillLine, ARefusalIsOneLine) {
    EXPECT_EQ(till_refusal("no \"such\"\nthing"), "{\"error\":\"no \\\"such\\\"\\nthing\"}\n");
}

}  // namespace
}  // namespace earshot::sync::wire
