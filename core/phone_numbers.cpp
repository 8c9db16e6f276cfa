#include "core/phone_numbers.h"

#include <cstddef>
#include <vector>

namespace earshot::core {
namespace {

constexpr std::size_t digits_min = 7;
constexpr std::size_t digits_max = 15;  // ITU-T E.164

bool is_digit(char character) { return character >= '0' && character <= '9'; }
// What may stand between the digits of one number.
bool separates(char character) {
    return std::string_view(" -/.()").find(character) != std::string_view::npos;
}

struct Number {
    std::vector<std::size_t> groups;  // digits of each
    std::size_t digits = 0;
};

// 2026-11-25, 25.11.2026, 25/11/26
bool is_date(const Number& number) {
    if (number.groups.size() != 3) return false;
    const auto part = [&](std::size_t index) { return number.groups[index]; };
    const auto year = [](std::size_t digits) { return digits == 2 || digits == 4; };
    return (part(0) <= 2 && part(1) <= 2 && year(part(2))) ||
           (part(0) == 4 && part(1) == 2 && part(2) == 2);
}

}  // namespace

bool has_phone_number(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        Number number;
        // At most two signs between groups, as in "(030) 123".
        for (std::size_t gap = 0; at < text.size() && gap <= 2;) {
            std::size_t digits = 0;
            for (; at < text.size() && is_digit(text[at]); ++at) ++digits;
            if (digits > 0) {
                number.groups.push_back(digits);
                number.digits += digits;
                gap = 0;
            }
            if (at == text.size() || !separates(text[at])) break;
            ++gap;
            ++at;
        }
        if (number.digits >= digits_min && number.digits <= digits_max && !is_date(number))
            return true;
    }
    return false;
}

}  // namespace earshot::core
