#include "core/chance.h"

#include <cassert>
#include <limits>

namespace earshot::core {

// What would favour the low numbers is drawn again.
std::uint64_t draw_below(std::uint64_t count, const Random& random) {
    assert(count > 0);
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t fair = most - most % count;
    std::uint64_t drawn = random();
    while (drawn >= fair) drawn = random();
    return drawn % count;
}

// FNV-1a over the name, then the mixing steps of SplitMix64 with the number.
std::uint64_t seeded(std::string_view name, std::int64_t number) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * std::uint64_t{0x100000001b3};
    hash += static_cast<std::uint64_t>(number) * std::uint64_t{0x9e3779b97f4a7c15};
    hash = (hash ^ (hash >> 30)) * std::uint64_t{0xbf58476d1ce4e5b9};
    hash = (hash ^ (hash >> 27)) * std::uint64_t{0x94d049bb133111eb};
    return hash ^ (hash >> 31);
}

bool happens(double share, std::uint64_t bits) {
    // The upper 53 bits are all that a double tells apart between 0 and 1.
    return static_cast<double>(bits >> 11) * 0x1p-53 < share;
}

}  // namespace earshot::core
