#include "sync/wire/batch.h"

#include <gtest/gtest.h>

#include "sync/wire/limits.h"
#include "tests/support/golden.h"
#include "tests/sync/wire/samples.h"

namespace earshot::sync::wire {
namespace {

std::string line(std::int64_t seq) {
    return numbered(encode(test::a_record(test::a_response(), seq)), seq);
}

const Rejection* rejection(const Line& line) { return std::get_if<Rejection>(&line.read); }

TEST(BatchTest, IsCutIntoLinesAndEmptyOnesAreSkipped) {
    const auto lines = decode_batch("\n" + line(4) + "\r\n\r\n\n" + line(5));
    ASSERT_TRUE(lines);
    ASSERT_EQ(lines->size(), 2u);
    EXPECT_EQ(lines->at(0).number, 2);
    EXPECT_EQ(lines->at(1).number, 5);
    EXPECT_EQ(lines->at(1).seq, 5);
    EXPECT_EQ(std::get<core::Record>(lines->at(0).read), test::a_record(test::a_response(), 4));
    EXPECT_EQ(decode_batch("")->size(), 0u);
    EXPECT_EQ(decode_batch("\n \t\n")->size(), 0u);
}

TEST(BatchTest, LosesNoLineForABadOne) {
    const auto lines = decode_batch(line(1) + "\n{\"id\":\n" + line(2) + "\n[1]\n\xff\n{}\n");
    ASSERT_EQ(lines->size(), 6u);
    for (const std::size_t bad : {1u, 3u, 4u, 5u}) {
        ASSERT_NE(rejection(lines->at(bad)), nullptr);
        EXPECT_EQ(rejection(lines->at(bad))->seq, std::nullopt);
        EXPECT_EQ(rejection(lines->at(bad))->line, static_cast<int>(bad) + 1);
    }
    EXPECT_EQ(rejection(lines->at(2)), nullptr);
    EXPECT_EQ(lines->at(4).content, "\xff");
}

TEST(BatchTest, ARejectedLineKeepsWhatCanBeReadOfItsNames) {
    std::string unknown = line(9);
    unknown.replace(unknown.find("\"response\""), 10, "\"applause\"");
    const auto lines = decode_batch(unknown + "\n{\"seq\":10}\n{\"id\":\"" + test::an_id + "\"}");
    EXPECT_EQ(*rejection(lines->at(0)),
              (Rejection{9, 1, test::an_id, "unknown record type", "/type"}));
    EXPECT_EQ(rejection(lines->at(1))->seq, 10);
    EXPECT_EQ(rejection(lines->at(2))->id, test::an_id);
    EXPECT_EQ(rejection(lines->at(2))->seq, std::nullopt);
}

TEST(BatchTest, HasNoSeqBeyondWhatEveryReaderCountsExactly) {
    const auto lines = decode_batch(line(seq_max) + "\n" + line(seq_max + 1));
    EXPECT_EQ(rejection(lines->at(0)), nullptr);
    EXPECT_EQ(rejection(lines->at(1))->seq, std::nullopt);
}

TEST(BatchTest, RejectsALineOver64KiBByItselfAndStillKnowsItsSeq) {
    std::string fits = line(1);
    fits.append(line_max - fits.size(), ' ');
    std::string long_line = line(2);
    long_line.insert(1, "\"padding\":\"" + std::string(line_max, 'x') + "\",");
    const auto lines = decode_batch(fits + '\n' + long_line + '\n' + line(3));
    ASSERT_EQ(lines->size(), 3u);
    EXPECT_EQ(rejection(lines->at(0)), nullptr);
    EXPECT_EQ(*rejection(lines->at(1)), (Rejection{2, 2, test::an_id, "line over 64 KiB", ""}));
    EXPECT_EQ(rejection(lines->at(2)), nullptr);
}

TEST(BatchTest, HasAsManyRecordsAsAgreedAndNoMore) {
    std::string body;
    for (std::size_t i = 0; i < records_max; ++i) body += "x\n\n";
    EXPECT_EQ(decode_batch(body)->size(), records_max);
    EXPECT_FALSE(decode_batch(body + "x"));
}

TEST(BatchTest, TellsTheSameContentHoweverItIsWritten) {
    const auto lines = decode_batch("{\"a\":1,\"b\":2}\n{ \"b\" : 2, \"a\" : 1 }");
    EXPECT_EQ(lines->at(0).content, lines->at(1).content);
}

Receipt a_receipt() {
    return {4711,
            499,
            3,
            {{4603, 392, test::an_id, "unknown choice", "/answers/0/choices/1"},
             {std::nullopt, 393, std::nullopt, "not JSON", ""}},
            test::noon(),
            "\"v17\""};
}

TEST(ReceiptTest, IsWrittenAndReadAsEver) {
    const std::string written = encode(a_receipt()) + '\n';
    EXPECT_EQ(written, test::golden("receipt.json", written));
    EXPECT_EQ(decode_receipt(written), a_receipt());
}

TEST(ReceiptTest, WithoutAFieldOfOursIsNone) {
    const json::object whole = parse(encode(a_receipt()))->as_object();
    for (const auto& member : whole) {
        json::object part = whole;
        part.erase(member.key());
        EXPECT_FALSE(decode_receipt(write(part))) << std::string(member.key());
    }
    for (const char* text : {"", "{}", "[]", "<html>", "null", "{\"acked_through\":4711}"})
        EXPECT_FALSE(decode_receipt(text)) << text;
}

}  // namespace
}  // namespace earshot::sync::wire
