#pragma once

#include <cstdint>
#include <optional>

namespace earshot::core::insight {

struct Interval {
    double low = 0;
    double high = 1;
};

// 95 % score interval of a share: Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212, formula of
// Newcombe, Statistics in Medicine 17 (1998) 857-872, method 3, without continuity correction.
// `share` in 0..1; `n` > 0, whole or an effective size.
Interval wilson(double share, double n);

// How many independent answers `n` are worth at most: people who answer at one till resemble each
// other a little (design effect 1.1; Kish, Survey Sampling, 1965).
double effective_size(std::int64_t n);

// 95 % interval of the difference p1 - p2 of two independent shares: Newcombe, Statistics in
// Medicine 17 (1998) 873-890, method 10. Sizes as of wilson().
Interval newcombe(double p1, double n1, double p2, double n2);

// The widest that `interval`, found among those who answered, may have to be to hold for all: those
// who hold a view are taken to answer up to `odds` times as readily as others, or as rarely.
Interval cautious(Interval interval, double odds);

// How much more readily, at most, by the share that answers; none: not known.
double answering_odds(std::optional<double> response_rate);

}  // namespace earshot::core::insight
