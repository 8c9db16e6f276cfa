#include "tests/support/golden.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

namespace earshot::test {

std::string golden(const std::string& name, const std::string& actual) {
    const std::filesystem::path file = std::filesystem::path(EARSHOT_TEST_DATA) / name;
    const char* accept = std::getenv("TEST_ACCEPT");
    if (accept != nullptr && accept == std::string_view("1"))
        std::ofstream(file, std::ios::binary) << actual;
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace earshot::test
