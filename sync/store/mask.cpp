#include "sync/store/mask.h"

#include <vector>

namespace earshot::sync {
namespace {

// Prices, years and times of day have fewer; telephone numbers have more.
constexpr std::size_t digits_min = 7;
constexpr std::size_t iban_min = 15;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool letter(char c) { return upper(c) || (c >= 'a' && c <= 'z'); }
bool between_digits(char c) {
    return std::string_view(" -./()+").find(c) != std::string_view::npos;
}
// Bytes of other scripts too: addresses may hold them.
bool in_address(char c) {
    return letter(c) || digit(c) || (static_cast<unsigned char>(c) & 0x80U) != 0 ||
           std::string_view("._%+-").find(c) != std::string_view::npos;
}

using Marks = std::vector<bool>;

void mark_addresses(std::string_view words, Marks& marks) {
    for (std::size_t at = words.find('@'); at != std::string_view::npos;
         at = words.find('@', at + 1)) {
        std::size_t from = at;
        while (from > 0 && in_address(words[from - 1])) --from;
        std::size_t to = at + 1;
        while (to < words.size() && in_address(words[to])) ++to;
        if (from == at || words.substr(at, to - at).find('.') == std::string_view::npos) continue;
        for (std::size_t i = from; i < to; ++i) marks[i] = true;
    }
}

void mark_digits(std::string_view words, std::size_t from, std::size_t to, Marks& marks) {
    for (std::size_t i = from; i < to; ++i)
        if (digit(words[i])) marks[i] = true;
}

void mark_numbers(std::string_view words, Marks& marks) {
    for (std::size_t from = 0; from < words.size(); ++from) {
        if (!digit(words[from])) continue;
        std::size_t to = from;
        std::size_t digits = 0;
        for (; to < words.size() && (digit(words[to]) || between_digits(words[to])); ++to)
            if (digit(words[to])) ++digits;
        if (digits >= digits_min) mark_digits(words, from, to, marks);
        from = to;
    }
}

// Two letters, two digits, then letters and digits in groups.
void mark_ibans(std::string_view words, Marks& marks) {
    for (std::size_t from = 0; from + 4 <= words.size(); ++from) {
        const bool starts = upper(words[from]) && upper(words[from + 1]) &&
                            digit(words[from + 2]) && digit(words[from + 3]) &&
                            (from == 0 || !letter(words[from - 1]));
        if (!starts) continue;
        std::size_t to = from;
        std::size_t signs = 0;
        for (; to < words.size() && (digit(words[to]) || upper(words[to]) || words[to] == ' ');
             ++to)
            if (words[to] != ' ') ++signs;
        if (signs >= iban_min) mark_digits(words, from, to, marks);
    }
}

}  // namespace

std::string mask(std::string_view words) {
    Marks marks(words.size());
    mark_addresses(words, marks);
    mark_numbers(words, marks);
    mark_ibans(words, marks);

    std::string masked;
    masked.reserve(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!marks[i])
            masked += words[i];
        else if ((static_cast<unsigned char>(words[i]) & 0xC0U) != 0x80U)  // once a character
            masked += "•";
    }
    return masked;
}

}  // namespace earshot::sync
