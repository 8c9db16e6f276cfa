#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/id.h"

namespace earshot::core::simulation {

// Chance that is the same for the same seed on every machine: xoshiro256** (Blackman and Vigna,
// ACM TOMS 47 (2021) 36), with draws of our own, as those of <random> differ between libraries.
// Not thread-safe.
class Dice {
  public:
    explicit Dice(std::uint64_t seed);

    // Chance of its own for one part of the world: what is drawn there changes nothing elsewhere.
    Dice apart(std::string_view name, std::int64_t number) const;

    std::uint64_t bits();
    double unit();  // 0 up to but not 1
    bool happens(double share) { return unit() < share; }
    std::uint64_t below(std::uint64_t count);  // `count` is above 0
    double between(double low, double high) { return low + (high - low) * unit(); }
    double normal();  // mean 0, deviation 1
    // `median` × e^(`sigma` × normal).
    double lognormal(double median, double sigma);
    double exponential(double mean);
    std::int64_t poisson(double mean);
    // An index, each as likely as its weight is to the sum. At least one weight is above 0.
    std::size_t pick(std::span<const double> weights);
    // For what takes chance from outside. It draws from this: it must not outlive it.
    Random random();

  private:
    std::uint64_t seed_;
    std::uint64_t state_[4];
};

}  // namespace earshot::core::simulation
