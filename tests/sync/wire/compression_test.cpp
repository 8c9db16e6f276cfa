#include "sync/wire/compression.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <random>

namespace earshot::sync::wire {
namespace {

using core::ErrorKind;

constexpr std::size_t limit = 8 << 20;

std::string noise(std::size_t size) {
    std::mt19937 chance(7);
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(chance());
    return bytes;
}

std::string gzip(std::string_view bytes) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

// A frame that asks for a window of 2^log bytes.
std::string zstd_with_window(int log, std::string_view bytes) {
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, log);
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    ZSTD_outBuffer out{packed.data(), packed.size(), 0};
    ZSTD_compressStream2(context, &out, &in, ZSTD_e_continue);
    ZSTD_compressStream2(context, &out, &in, ZSTD_e_end);
    packed.resize(out.pos);
    ZSTD_freeCCtx(context);
    return packed;
}

class CompressionTest : public testing::TestWithParam<Encoding> {
  protected:
    static std::string pack(std::string_view bytes) {
        return GetParam() == Encoding::zstd ? compress_zstd(bytes) : gzip(bytes);
    }
    static core::Result<std::string> unpacked(std::string_view bytes, std::size_t most = limit) {
        return unpack(GetParam(), bytes, most);
    }
};

TEST_P(CompressionTest, GivesBackWhatWasPacked) {
    for (const std::string& bytes : {std::string(), std::string("a"), noise(300'000)})
        EXPECT_EQ(unpacked(pack(bytes)), bytes);
    EXPECT_EQ(unpacked(""), "");
}

TEST_P(CompressionTest, ReadsSeveralFramesAsOne) {
    EXPECT_EQ(unpacked(pack("one ") + pack("") + pack("two")), "one two");
}

TEST_P(CompressionTest, StopsAtTheLimit) {
    const std::string bytes(10'000, 'x');
    EXPECT_TRUE(unpacked(pack(bytes), bytes.size()));
    EXPECT_EQ(unpacked(pack(bytes), bytes.size() - 1).error().kind, ErrorKind::unavailable);
    EXPECT_EQ(unpacked(pack(bytes) + pack("x"), bytes.size()).error().kind, ErrorKind::unavailable);
}

TEST_P(CompressionTest, StopsABomb) {
    const std::string bomb = pack(std::string(64 << 20, '\0'));
    EXPECT_LT(bomb.size(), std::size_t{1} << 20);
    EXPECT_EQ(unpacked(bomb).error().kind, ErrorKind::unavailable);
}

TEST_P(CompressionTest, RefusesEveryPart) {
    const std::string whole = pack(noise(200));
    for (std::size_t size = 1; size < whole.size(); ++size)
        EXPECT_EQ(unpacked(whole.substr(0, size)).error().kind, ErrorKind::invalid) << size;
}

TEST_P(CompressionTest, RefusesGarbage) {
    const std::string whole = pack("whole");
    for (const std::string& bytes : {whole + "x", whole + std::string(4, '\0'), noise(100),
                                     std::string("{}"), std::string(1, '\0')})
        EXPECT_EQ(unpacked(bytes).error().kind, ErrorKind::invalid);
    std::string altered = pack(noise(1'000));
    altered[altered.size() / 2] = static_cast<char>(altered[altered.size() / 2] ^ 1);
    EXPECT_NE(unpacked(altered), noise(1'000));
}

INSTANTIATE_TEST_SUITE_P(Encodings, CompressionTest,
                         testing::Values(Encoding::zstd, Encoding::gzip), [](const auto& encoding) {
                             return encoding.param == Encoding::zstd ? "Zstd" : "Gzip";
                         });

TEST(CompressionLimitTest, AWindowOver8MiBIsTooLarge) {
    EXPECT_EQ(unpack(Encoding::zstd, zstd_with_window(23, "a"), limit), "a");
    EXPECT_EQ(unpack(Encoding::zstd, zstd_with_window(24, "a"), limit).error().kind,
              ErrorKind::unavailable);
}

TEST(CompressionLimitTest, HoldsForPlainBodiesToo) {
    EXPECT_EQ(unpack(Encoding::identity, "abc", 3), "abc");
    EXPECT_EQ(unpack(Encoding::identity, "abcd", 3).error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace earshot::sync::wire
