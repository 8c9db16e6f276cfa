#include "tests/support/size.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace earshot::test {

int sized(const char* what, int fits, int whole) {
    const char* wish = std::getenv("EARSHOT_TEST_LONG");
    const int size = wish != nullptr && std::string_view(wish) == "1" ? whole : fits;
    std::printf("[   size   ] %s: %d\n", what, size);
    return size;
}

std::uint64_t seed() {
    const char* wish = std::getenv("EARSHOT_TEST_SEED");
    const std::uint64_t start = wish != nullptr ? std::strtoull(wish, nullptr, 10) : 1;
    std::printf("[   seed   ] %llu\n", static_cast<unsigned long long>(start));
    return start;
}

}  // namespace earshot::test
