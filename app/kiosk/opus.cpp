#include "app/kiosk/opus.h"

#include <opusenc.h>
#include <opusfile.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "core/wipe.h"

namespace earshot::app {
namespace {

// Clear speech; music would want more.
constexpr int bits_a_second = 24'000;
// Cheap on an old till's machine, and hardly to be told from the best.
constexpr int complexity = 5;

void check(int code) {
    if (code != OPE_OK) throw std::runtime_error(std::string("Opus: ") + ope_strerror(code));
}

struct EncoderFree {
    void operator()(OggOpusEnc* encoder) const { ope_encoder_destroy(encoder); }
};
struct CommentsFree {
    void operator()(OggOpusComments* comments) const { ope_comments_destroy(comments); }
};
struct FileFree {
    void operator()(OggOpusFile* file) const { op_free(file); }
};

int take(void* into, const unsigned char* bytes, opus_int32 count) {
    static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes),
                                            static_cast<std::size_t>(count));
    return 0;
}

int close(void*) { return 0; }

}  // namespace

struct OpusWriter::Inside {
    std::string written;
    std::unique_ptr<OggOpusComments, CommentsFree> comments{ope_comments_create()};
    std::unique_ptr<OggOpusEnc, EncoderFree> encoder;
};

OpusWriter::OpusWriter() : inside_(std::make_unique<Inside>()) {
    static constexpr OpusEncCallbacks calls{take, close};
    constexpr int one_channel = 1;
    constexpr int mono_or_stereo = 0;
    int code = OPE_OK;
    inside_->encoder.reset(ope_encoder_create_callbacks(&calls, &inside_->written,
                                                        inside_->comments.get(), sound_rate,
                                                        one_channel, mono_or_stereo, &code));
    check(code);
    OggOpusEnc* encoder = inside_->encoder.get();
    check(ope_encoder_ctl(encoder, OPUS_SET_BITRATE(bits_a_second)));
    check(ope_encoder_ctl(encoder, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)));
    check(ope_encoder_ctl(encoder, OPUS_SET_COMPLEXITY(complexity)));
}

OpusWriter::~OpusWriter() { core::wipe(inside_->written); }

void OpusWriter::write(std::span<const std::int16_t> samples) {
    check(ope_encoder_write(inside_->encoder.get(), samples.data(),
                            static_cast<int>(samples.size())));
}

std::string OpusWriter::finish() {
    check(ope_encoder_drain(inside_->encoder.get()));
    return std::exchange(inside_->written, {});
}

core::Result<Samples> read_opus(std::string_view file) {
    int code = 0;
    const std::unique_ptr<OggOpusFile, FileFree> opened(
        op_open_memory(reinterpret_cast<const unsigned char*>(file.data()), file.size(), &code));
    if (!opened) return core::fail(core::ErrorKind::invalid, "this is no Opus");
    if (op_channel_count(opened.get(), -1) != 1)
        return core::fail(core::ErrorKind::invalid, "this has more channels than one");
    Samples samples;
    constexpr std::size_t longest_frame = 5'760;  // 120 ms
    std::array<opus_int16, longest_frame> part{};
    for (;;) {
        const int got = op_read(opened.get(), part.data(), static_cast<int>(part.size()), nullptr);
        if (got == 0) return samples;
        if (got < 0) return core::fail(core::ErrorKind::invalid, "this Opus is damaged");
        samples.insert(samples.end(), part.begin(), part.begin() + got);
    }
}

}  // namespace earshot::app
