#include "core/forget_code.h"

#include <sodium.h>

namespace earshot::core {
namespace {

constexpr std::size_t group = 4;

char to_upper(char sign) {
    return sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign;
}

}  // namespace

std::string make_forget_code(const Random& random) {
    // 64 random bits leave no sign more likely than another by more than one in 2^50.
    std::uint64_t bits = random();
    std::string code;
    for (std::size_t sign = 0; sign < forget_code_length; ++sign) {
        code += forget_code_signs[bits % forget_code_signs.size()];
        bits /= forget_code_signs.size();
    }
    return code;
}

std::string grouped(std::string_view code) {
    std::string shown;
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (at > 0 && at % group == 0) shown += ' ';
        shown += code[at];
    }
    return shown;
}

std::string read_forget_code(std::string_view typed) {
    std::string code;
    for (const char sign : typed) {
        if (sign == ' ' || sign == '-') continue;
        const char upper = to_upper(sign);
        if (forget_code_signs.find(upper) == std::string_view::npos) return {};
        code += upper;
    }
    return code.size() == forget_code_length ? code : std::string();
}

std::string hash_of_forget_code(std::string_view code) {
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                       reinterpret_cast<const unsigned char*>(code.data()), code.size());
    return hash;
}

}  // namespace earshot::core
