#include "sync/wire/json.h"

#include <gtest/gtest.h>

namespace earshot::sync::wire {
namespace {

using namespace std::chrono;

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(JsonTest, TakesWhatIsJson) {
    for (const char* text : {"null", " {\"a\":[1,2.5,\"\\u00e9\\ud83c\\udf4e\",true]} ", "\"\"",
                             "-0", "9007199254740991", "[]", "{\"a\":{\"a\":1}}"})
        EXPECT_TRUE(parse(text)) << text;
}

TEST(JsonTest, RefusesWhatHasNoOneReading) {
    const std::vector<std::string> bad = {"",
                                          " ",
                                          "{",
                                          "{}x",
                                          "{} {}",
                                          "NaN",
                                          "[Infinity]",
                                          "1e999",
                                          "-1e999",
                                          "01",
                                          "+1",
                                          "[1,]",
                                          "{\"a\":1,}",
                                          "// note\n1",
                                          "'a'",
                                          "\"a\nb\"",
                                          "{\"a\":1,\"a\":1}",
                                          "{\"a\":1,\"\\u0061\":2}",
                                          "[{\"b\":{\"a\":1,\"c\":2,\"a\":1}}]",
                                          "{\"a\":{\"b\":1},\"a\":{}}",
                                          "\"\\ud83c\"",
                                          "\"\\ud83cx\"",
                                          "\"\\udf4e\"",
                                          "\"\\ud83c\\u0041\"",
                                          "\"\xc0\xaf\"",
                                          "\"\xed\xa0\x80\"",
                                          "\"\xf4\x90\x80\x80\"",
                                          "\"\xff\"",
                                          "\"\xe2\x82\"",
                                          "\xef\xbb\xbf{}",
                                          "{\"\xff\":1}"};
    for (const std::string& text : bad) EXPECT_FALSE(parse(text)) << text;
}

TEST(JsonTest, StopsAtTheDepthThatNobodyNeeds) {
    EXPECT_TRUE(parse(nested(json_depth_max)));
    EXPECT_FALSE(parse(nested(json_depth_max + 1)));
    EXPECT_FALSE(parse(nested(100'000)));
    EXPECT_FALSE(parse(std::string(100'000, '[')));
}

TEST(JsonTest, StopsAtTheStringThatNobodyNeeds) {
    const auto quoted = [](std::size_t size) { return '"' + std::string(size, 'x') + '"'; };
    EXPECT_TRUE(parse(quoted(json_string_max)));
    EXPECT_FALSE(parse(quoted(json_string_max + 1)));
    EXPECT_FALSE(parse('{' + quoted(json_string_max + 1) + ":1}"));
    EXPECT_TRUE(parse(quoted(json_string_max + 1), json_string_max + 1));
}

TEST(JsonTest, GivesTheSameContentTheSameBytes) {
    EXPECT_EQ(canonical(*parse(R"({ "b":[{"z":1,"y":"é"}], "a":null })")),
              R"({"a":null,"b":[{"y":"é","z":1}]})");
    EXPECT_EQ(canonical(*parse(R"({"a":"\u00e9"})")), canonical(*parse(R"({"a":"é"})")));
}

TEST(JsonTest, WritesNumbersAsShortAsTheyCanBe) {
    EXPECT_EQ(write(json::array{0.33, 1.0, -2, 1e300, "\"\n"}), R"([0.33,1,-2,1e+300,"\"\n"])");
}

TEST(TimeTest, IsWrittenInUtcWithMilliseconds) {
    const core::Instant instant = sys_days(2026y / November / 22) + 8h + 15min + 30s + 125ms;
    EXPECT_EQ(to_text(instant), "2026-11-22T08:15:30.125Z");
    EXPECT_EQ(to_instant("2026-11-22T08:15:30.125Z"), instant);
    EXPECT_EQ(to_text(core::Instant(-1ms)), "1969-12-31T23:59:59.999Z");
}

TEST(TimeTest, IsReadWithAnyOffsetAndFraction) {
    const core::Instant instant = sys_days(2026y / November / 22) + 8h + 15min + 30s + 120ms;
    for (const char* text : {"2026-11-22T09:15:30.12+01:00", "2026-11-22T02:45:30.120-05:30",
                             "2026-11-22t08:15:30.120999z", "2026-11-21T23:15:30.12-09:00"})
        EXPECT_EQ(to_instant(text), instant) << text;
    EXPECT_EQ(to_instant("2026-11-22T08:15:30Z"), instant - 120ms);
    EXPECT_TRUE(to_instant("2024-02-29T23:59:60Z"));
}

TEST(TimeTest, IsNotGuessed) {
    for (const char* text : {"",
                             "2026-11-22",
                             "2026-11-22T08:15:30",
                             "2026-11-22 08:15:30Z",
                             "2026-02-29T00:00:00Z",
                             "2026-13-01T00:00:00Z",
                             "2026-00-01T00:00:00Z",
                             "2026-01-00T00:00:00Z",
                             "2026-01-01T24:00:00Z",
                             "2026-01-01T00:60:00Z",
                             "2026-01-01T00:00:61Z",
                             "2026-01-01T00:00:00.Z",
                             "2026-01-01T00:00:00Zx",
                             "2026-01-01T00:00:00+24:00",
                             "2026-01-01T00:00:00+0100",
                             "26-01-01T00:00:00Z",
                             "-026-01-01T00:00:00Z",
                             "9999-12-31T23:59:59-23:00",
                             "0000-01-01T00:00:00+01:00",
                             " 2026-01-01T00:00:00Z"})
        EXPECT_FALSE(to_instant(text)) << text;
}

}  // namespace
}  // namespace earshot::sync::wire
