#pragma once

#include <cstdint>

#include "core/insight/interval.h"

// Rates: counts out of something.
namespace earshot::core::insight {

// x of n.
struct Counted {
    std::int64_t x = 0;
    std::int64_t n = 0;

    Counted& operator+=(const Counted& more) {
        x += more.x;
        n += more.n;
        return *this;
    }
};

// How likely a count of at least `k` is where `expected` are usual (Poisson).
double poisson_tail(std::int64_t k, double expected);

// 95 % interval of a rate from x in n, however few: Garwood, Biometrika 28 (1936) 437-442.
Interval exact_rate(const Counted& counted);

struct Ratio {
    double ratio = 1;
    Interval range;  // 95 %; from 0 to infinity where nothing can be told
};

// How many times the rate of `before` that of `now` is, however few: the share of `now` in all
// that were counted (Clopper and Pearson, Biometrika 26 (1934) 404-413), given both `n`.
Ratio exact_rate_ratio(const Counted& now, const Counted& before);

// The same for larger counts, where they scatter `phi` times more than chance alone would (not
// below 1): normal on the log, a half added to each count so that none is no division by zero.
Ratio rate_ratio(const Counted& now, const Counted& before, double phi);

// Two independent looks at one ratio as one, the surer weighing more (on the log, by inverse
// variance).
Ratio pooled(const Ratio& one, const Ratio& other);

}  // namespace earshot::core::insight
