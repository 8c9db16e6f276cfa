#include "app/kiosk/edid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numeric>

namespace earshot::app {
namespace {

constexpr std::size_t block_size = 128;
constexpr std::array<std::uint8_t, 8> header{0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00};
// The size in whole centimetres, for the eye; then the first timing, with its millimetres.
constexpr std::size_t centimetres_at = 21;
constexpr std::size_t timing_at = 54;
constexpr std::size_t timing_size = 18;
// Millimetres that round to other centimetres than the display names are not its size.
constexpr float centimetre_off = 10;
// Several displays of one size may differ by what they round.
constexpr float same_dpi = 1;
constexpr float mm_per_inch = 25.4F;

bool is_whole(std::span<const std::uint8_t> block) {
    return block.size() >= block_size && std::ranges::equal(block.first(header.size()), header) &&
           std::accumulate(block.begin(), block.begin() + block_size, 0U) % 256 == 0;
}

// Two numbers of 12 bits, the upper four of each in one byte.
std::pair<int, int> two_of_12(int low_first, int low_second, int high) {
    return {low_first | (high & 0xF0) << 4, low_second | (high & 0x0F) << 8};
}

float density(const Edid& display) {
    return mm_per_inch * std::max(static_cast<float>(display.width) / display.size.width,
                                  static_cast<float>(display.height) / display.size.height);
}

bool is_possible(const Edid& display) {
    return display.width > 0 && display.height > 0 && display.size.width > 0 &&
           display.size.height > 0 && is_sane(density(display));
}

}  // namespace

std::optional<Edid> read_edid(std::span<const std::uint8_t> block) {
    if (!is_whole(block)) return std::nullopt;
    const auto timing = block.subspan(timing_at, timing_size);
    // Without a pixel clock it is no timing but a text.
    if (timing[0] == 0 && timing[1] == 0) return std::nullopt;
    const int width = timing[2] | (timing[4] & 0xF0) << 4;
    const int height = timing[5] | (timing[7] & 0xF0) << 4;
    const auto [fine_width, fine_height] = two_of_12(timing[12], timing[13], timing[14]);
    const Edid coarse{
        width, height, {block[centimetres_at] * 10.0F, block[centimetres_at + 1] * 10.0F}};
    const Edid fine{
        width, height, {static_cast<float>(fine_width), static_cast<float>(fine_height)}};
    const bool agree = std::abs(fine.size.width - coarse.size.width) <= centimetre_off &&
                       std::abs(fine.size.height - coarse.size.height) <= centimetre_off;
    if (is_possible(fine) && (agree || !is_possible(coarse))) return fine;
    return is_possible(coarse) ? std::optional(coarse) : std::nullopt;
}

std::vector<Edid> plugged_in(const std::filesystem::path& folder) {
    std::vector<Edid> displays;
    std::error_code none;
    for (const auto& connector : std::filesystem::directory_iterator(folder, none)) {
        std::ifstream file(connector.path() / "edid", std::ios::binary);
        std::array<char, block_size> bytes{};
        if (!file.read(bytes.data(), bytes.size())) continue;
        std::array<std::uint8_t, block_size> block{};
        std::ranges::transform(bytes, block.begin(),
                               [](char byte) { return static_cast<std::uint8_t>(byte); });
        if (const auto display = read_edid(block)) displays.push_back(*display);
    }
    return displays;
}

std::optional<float> dots_per_inch(const std::vector<Edid>& displays, int width, int height) {
    std::optional<float> found;
    for (const Edid& display : displays) {
        const bool lying = display.width == width && display.height == height;
        const bool standing = display.width == height && display.height == width;
        if (!lying && !standing) continue;
        if (found && std::abs(*found - density(display)) > same_dpi) return std::nullopt;
        found = std::max(found.value_or(0), density(display));
    }
    return found;
}

}  // namespace earshot::app
