#pragma once

#include <cstdint>
#include <string>
#include <vector>

// What must hold of the numbers (survey.md 7.2), measured on shops whose truth is known. The bench
// prints the table; tests hold a smaller sure size of the same measurements.
namespace earshot::claims {

struct Claim {
    std::string id;    // V1 … V17
    std::string what;  // which quantity
    std::string must;  // what it must be
    std::string seen;  // what it is
    bool holds = false;
};

struct Size {
    int replicates = 100;  // shops; each has a seed of its own, from `seed` on
    std::uint64_t seed = 1;
};

// One a group of claims, in a file of its own; claims.cpp lists them.
std::vector<Claim> device_claims(const Size& size);  // V5, V12, V13
std::vector<Claim> alert_claims(const Size& size);   // V7 to V11

// All of them, by id.
std::vector<Claim> every_claim(const Size& size);

// How likely χ² of so many degrees of freedom is `x` or more.
double chi_square_p(double x, double degrees);
// How likely p-values that are uniform stray so far from it (Kolmogorov and Smirnov's test, with
// the series of Stephens, J. R. Stat. Soc. B 32 (1970) 115-122).
double uniform_p(std::vector<double> p);
// 0.0123 as "1.2 %".
std::string per_cent(double share);

}  // namespace earshot::claims
