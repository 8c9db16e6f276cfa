#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

// Speech as Opus in Ogg (RFC 7845), one channel.
namespace earshot::app {

inline constexpr int sound_rate = 48'000;  // samples a second
using Samples = std::vector<std::int16_t>;

// Encodes as sound comes in: half a minute is 90 KiB. Throws std::runtime_error where there is no
// memory for it. What it holds is wiped as it goes.
class OpusWriter {
  public:
    OpusWriter();
    ~OpusWriter();
    OpusWriter(const OpusWriter&) = delete;
    OpusWriter& operator=(const OpusWriter&) = delete;

    void write(std::span<const std::int16_t> samples);
    // The whole file; nothing is written after it.
    std::string finish();

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

// Fails as `invalid` for what is no Opus.
core::Result<Samples> read_opus(std::string_view file);

}  // namespace earshot::app
