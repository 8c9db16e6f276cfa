#pragma once

#include <cstdint>

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

}  // namespace earshot::core::insight
