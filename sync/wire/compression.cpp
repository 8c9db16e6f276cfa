#include "sync/wire/compression.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace earshot::sync::wire {
namespace {

using core::ErrorKind;

constexpr int zstd_level = 3;
constexpr int window_log_max = 23;  // 8 MiB: what a frame may make us keep
constexpr std::size_t first_room = 64 << 10;

auto too_large() { return core::fail(ErrorKind::unavailable, "too large once unpacked"); }
auto broken(std::string_view encoding) {
    return core::fail(ErrorKind::invalid, "not a whole " + std::string(encoding) + " body");
}

// Output that grows as it is needed, to one byte over the limit: that byte tells too much.
class Output {
  public:
    explicit Output(std::size_t limit) : limit_(limit) {}

    char* room() {
        if (size_ == bytes_.size())
            bytes_.resize(std::min(limit_ + 1, std::max(first_room, 2 * bytes_.size())));
        return bytes_.data() + size_;
    }
    std::size_t room_size() const { return bytes_.size() - size_; }
    void filled(std::size_t count) { size_ += count; }
    bool over() const { return size_ > limit_; }
    std::string take() {
        bytes_.resize(size_);
        return std::move(bytes_);
    }

  private:
    std::size_t limit_;
    std::string bytes_;
    std::size_t size_ = 0;
};

struct FreeZstd {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

core::Result<std::string> unpack_zstd(std::string_view bytes, std::size_t limit) {
    const std::unique_ptr<ZSTD_DCtx, FreeZstd> context(ZSTD_createDCtx());
    if (!context) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window_log_max);
    Output output(limit);
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::size_t hint = 0;  // 0: a frame has ended
    // Each turn takes input or gives output: else the frame is cut short.
    while (true) {
        ZSTD_outBuffer out{output.room(), output.room_size(), 0};
        const std::size_t before = in.pos;
        hint = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(hint)) {
            if (ZSTD_getErrorCode(hint) == ZSTD_error_frameParameter_windowTooLarge)
                return too_large();
            return broken("zstd");
        }
        output.filled(out.pos);
        if (output.over()) return too_large();
        if (in.pos == in.size && (hint == 0 || out.pos < out.size)) break;
        if (in.pos == before && out.pos == 0) break;
    }
    if (hint != 0 || in.pos < in.size) return broken("zstd");
    return output.take();
}

// inflate's state, ended with it.
class Inflate {
  public:
    Inflate() {
        constexpr int gzip_only = 15 + 16;
        if (inflateInit2(&stream, gzip_only) != Z_OK) throw std::bad_alloc();
    }
    ~Inflate() { inflateEnd(&stream); }
    Inflate(const Inflate&) = delete;
    Inflate& operator=(const Inflate&) = delete;

    z_stream stream{};
};

core::Result<std::string> unpack_gzip(std::string_view bytes, std::size_t limit) {
    Inflate inflater;
    z_stream& stream = inflater.stream;
    // zlib only reads there; its type is older than const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    Output output(limit);
    while (true) {
        stream.next_out = reinterpret_cast<Bytef*>(output.room());
        const auto room = static_cast<uInt>(output.room_size());
        stream.avail_out = room;
        const int result = inflate(&stream, Z_NO_FLUSH);
        output.filled(room - stream.avail_out);
        if (output.over()) return too_large();
        if (result == Z_STREAM_END) {
            if (stream.avail_in == 0) return output.take();
            inflateReset(&stream);  // one more member, or what zlib finds is none
        } else if (result != Z_OK) {
            return broken("gzip");
        }
    }
}

}  // namespace

std::string compress_zstd(std::string_view bytes) {
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size =
        ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), zstd_level);
    if (ZSTD_isError(size) != 0) throw std::runtime_error("zstd: cannot compress");
    packed.resize(size);
    return packed;
}

core::Result<std::string> unpack(Encoding encoding, std::string_view bytes, std::size_t limit) {
    if (bytes.empty()) return std::string();
    switch (encoding) {
        case Encoding::zstd:
            return unpack_zstd(bytes, limit);
        case Encoding::gzip:
            return unpack_gzip(bytes, limit);
        case Encoding::identity:
            break;
    }
    if (bytes.size() > limit) return too_large();
    return std::string(bytes);
}

}  // namespace earshot::sync::wire
