#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>

#include "tests/bench/claims/claims.h"

// Prints the table of claims: claims_bench [replicates] [seed]. Exits with 1 where one does not
// hold.
int main(int argc, char** argv) {
    using namespace earshot::claims;
    Size size;
    if (argc > 1) size.replicates = std::max(1, std::atoi(argv[1]));
    if (argc > 2) size.seed = std::strtoull(argv[2], nullptr, 10);
    fmt::print("{} replicates, seeds from {}\n", size.replicates, size.seed);
    const auto from = std::chrono::steady_clock::now();
    bool all = true;
    for (const Claim& claim : every_claim(size)) {
        fmt::print("{:<4} {:<62} {:<22} {:<28} {}\n", claim.id, claim.what, claim.must, claim.seen,
                   claim.holds ? "holds" : "DOES NOT HOLD");
        all = all && claim.holds;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - from;
    fmt::print("{:.0f} s\n", took.count());
    return all ? EXIT_SUCCESS : EXIT_FAILURE;
}
