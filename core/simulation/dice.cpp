#include "core/simulation/dice.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

#include "core/chance.h"

namespace earshot::core::simulation {

Dice::Dice(std::uint64_t seed) : seed_(seed) {
    for (auto& part : state_) part = seeded({}, static_cast<std::int64_t>(seed++));
}

Dice Dice::apart(std::string_view name, std::int64_t number) const {
    return Dice(seeded(name, number) ^ std::rotl(seed_, 29) * std::uint64_t{0x9e3779b97f4a7c15});
}

std::uint64_t Dice::bits() {
    const std::uint64_t drawn = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return drawn;
}

double Dice::unit() { return static_cast<double>(bits() >> 11) * 0x1p-53; }

std::uint64_t Dice::below(std::uint64_t count) {
    return draw_below(count, [this] { return bits(); });
}

// Box and Muller; the second of the pair is thrown away, so that a draw has no memory.
double Dice::normal() {
    const double radius = std::sqrt(-2 * std::log(1 - unit()));
    return radius * std::cos(2 * std::numbers::pi * unit());
}

double Dice::lognormal(double median, double sigma) { return median * std::exp(sigma * normal()); }

double Dice::exponential(double mean) { return -mean * std::log(1 - unit()); }

// Counts arrivals; long times in pieces, as e^-mean must not vanish.
std::int64_t Dice::poisson(double mean) {
    constexpr double piece = 32;
    std::int64_t count = 0;
    for (double left = mean; left > 0; left -= piece) {
        const double end = std::exp(-std::min(left, piece));
        for (double product = unit(); product > end; product *= unit()) ++count;
    }
    return count;
}

std::size_t Dice::pick(std::span<const double> weights) {
    double left = unit() * std::accumulate(weights.begin(), weights.end(), 0.0);
    std::size_t last = 0;
    for (std::size_t index = 0; index < weights.size(); ++index) {
        if (weights[index] <= 0) continue;
        last = index;
        left -= weights[index];
        if (left < 0) return index;
    }
    return last;  // what rounding left over
}

Random Dice::random() {
    return [this] { return bits(); };
}

}  // namespace earshot::core::simulation
