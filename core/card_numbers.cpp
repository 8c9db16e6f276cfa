#include "core/card_numbers.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/text.h"

namespace earshot::core {
namespace {

constexpr char32_t cover = U'•';
constexpr std::string_view cover_utf8 = "•";
constexpr std::size_t card_min = 12;
constexpr std::size_t card_max = 19;
constexpr std::size_t any_scheme_min = 13;
constexpr std::size_t iban_max = 34;
// "4111 - 1111" is one number, "4111, or was it 1111?" is not.
constexpr std::size_t separators_max = 3;
// Dates and prices come in shorter groups than a card's number.
constexpr std::size_t group_min = 4;

// Where each script's digits begin: the decimal digits (Nd) of Unicode 15.
constexpr auto zeros = std::to_array<char32_t>(
    {0x30,    0x660,   0x6f0,   0x7c0,   0x966,   0x9e6,   0xa66,   0xae6,   0xb66,   0xbe6,
     0xc66,   0xce6,   0xd66,   0xde6,   0xe50,   0xed0,   0xf20,   0x1040,  0x1090,  0x17e0,
     0x1810,  0x1946,  0x19d0,  0x1a80,  0x1a90,  0x1b50,  0x1bb0,  0x1c40,  0x1c50,  0xa620,
     0xa8d0,  0xa900,  0xa9d0,  0xa9f0,  0xaa50,  0xabf0,  0xff10,  0x104a0, 0x10d30, 0x11066,
     0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0,
     0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8,
     0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950, 0x1fbf0});

// -1 for what is no digit.
int digit_of(char32_t sign) {
    const auto* after = std::ranges::upper_bound(zeros, sign);
    if (after == zeros.begin()) return -1;
    const char32_t distance = sign - *(after - 1);
    return distance < 10 ? static_cast<int>(distance) : -1;
}

bool is_separator(char32_t sign) {
    constexpr std::u32string_view ascii = U" -./_";
    const bool space = sign == 0xa0 || sign == 0x1680 || (sign >= 0x2000 && sign <= 0x200f) ||
                       sign == 0x202f || sign == 0x205f || sign == 0x2060 || sign == 0x3000;
    const bool dash = (sign >= 0x2010 && sign <= 0x2015) || sign == 0x2212 || sign == 0xfe58 ||
                      sign == 0xfe63 || sign == 0xff0d;
    const bool dot = sign == 0xb7 || sign == 0x2219 || sign == 0x22c5;
    return space || dash || dot || ascii.find(sign) != std::u32string_view::npos;
}

// 'A' to 'Z' for a letter in either case and in either width; 0 for all else.
char letter_of(char32_t sign) {
    if (sign >= 0xff21 && sign <= 0xff5a) sign -= 0xff21 - U'A';
    if (sign >= U'a' && sign <= U'z') sign -= U'a' - U'A';
    return sign >= U'A' && sign <= U'Z' ? static_cast<char>(sign) : '\0';
}

struct Sign {
    char32_t sign = 0;
    int digit = -1;
    bool separator = false;
    bool hidden = false;
};

std::vector<Sign> read(std::string_view text) {
    std::vector<Sign> signs;
    signs.reserve(text.size());
    while (!text.empty()) {
        const Beginning first = first_character(text);
        text.remove_prefix(first.length);
        const char32_t sign = first.sign.value_or(0xfffd);
        signs.push_back({sign, digit_of(sign), is_separator(sign), false});
    }
    return signs;
}

struct Scheme {
    int from, to;  // of the number's first digits
    std::size_t shortest, longest;
};

// ISO/IEC 7812, by what the schemes publish.
constexpr auto schemes = std::to_array<Scheme>({
    {4, 4, 13, 19},                                                // Visa
    {51, 55, 16, 16},     {2221, 2720, 16, 16},                    // Mastercard
    {34, 34, 15, 15},     {37, 37, 15, 15},                        // American Express
    {300, 305, 14, 19},   {36, 36, 14, 19},     {38, 39, 14, 19},  // Diners Club
    {6011, 6011, 16, 19}, {644, 649, 16, 19},   {65, 65, 16, 19},  // Discover, RuPay
    {3528, 3589, 16, 19},                                          // JCB
    {62, 62, 14, 19},     {81, 82, 16, 19},                        // UnionPay, RuPay
    {50, 50, 12, 19},     {56, 61, 12, 19},     {63, 64, 12, 19}, {66, 69, 12, 19},  // Maestro
    {2200, 2204, 16, 19},                                                            // Mir
    {9792, 9792, 16, 16},                                                            // Troy
});

bool passes_luhn(std::span<const int> digits) {
    int sum = 0;
    bool twice = false;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, twice = !twice) {
        const int value = twice ? *digit * 2 : *digit;
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

bool starts_as(std::span<const int> digits, const Scheme& scheme) {
    int prefix = 0;
    for (int rest = scheme.to; rest > 0; rest /= 10) {
        prefix = prefix * 10 + digits.front();
        digits = digits.subspan(1);
    }
    return prefix >= scheme.from && prefix <= scheme.to;
}

bool is_of_a_scheme(std::span<const int> digits) {
    return std::ranges::any_of(schemes, [&](const Scheme& scheme) {
        return digits.size() >= scheme.shortest && digits.size() <= scheme.longest &&
               starts_as(digits, scheme);
    });
}

// Digits with separators between them.
struct Run {
    std::vector<int> digits;
    std::vector<std::size_t> places;  // of each among the signs
    std::vector<std::size_t> groups;  // which digits begin a group, and one past the last digit
    bool dialled = false;             // after a +
};

Run run_at(const std::vector<Sign>& signs, std::size_t from) {
    Run run;
    run.dialled = from > 0 && (signs[from - 1].sign == U'+' || signs[from - 1].sign == 0xff0b);
    std::size_t separators = 1;
    for (std::size_t at = from; at < signs.size() && separators <= separators_max; ++at) {
        if (signs[at].digit < 0) {
            if (!signs[at].separator) break;
            ++separators;
            continue;
        }
        if (separators > 0) run.groups.push_back(run.digits.size());
        separators = 0;
        run.digits.push_back(signs[at].digit);
        run.places.push_back(at);
    }
    run.groups.push_back(run.digits.size());
    return run;
}

// Groups `first` up to, and without, `last`.
bool is_card(const Run& run, std::size_t first, std::size_t last, std::size_t digits_min) {
    const std::size_t from = run.groups[first];
    const std::size_t count = run.groups[last] - from;
    if (count < std::max(digits_min, card_min) || count > card_max) return false;
    if (run.dialled && first == 0) return false;
    const std::span digits(run.digits.data() + from, count);
    if (!passes_luhn(digits)) return false;
    if (is_of_a_scheme(digits)) return true;
    for (std::size_t group = first; group + 1 < last; ++group)
        if (run.groups[group + 1] - run.groups[group] < group_min) return false;
    // No card begins with 0, as numbers that are dialled do.
    return count >= any_scheme_min && digits.front() != 0;
}

void hide(std::vector<Sign>& signs, const Run& run, std::size_t from, std::size_t to) {
    for (std::size_t digit = from; digit < to; ++digit) signs[run.places[digit]].hidden = true;
}

// A card's number with others run on to it, such as its date, stands in one long group.
void hide_inside(std::vector<Sign>& signs, const Run& run, std::size_t from, std::size_t to) {
    for (std::size_t first = from; first + card_min <= to; ++first)
        for (std::size_t count = std::min(card_max, to - first); count >= card_min; --count) {
            const std::span digits(run.digits.data() + first, count);
            if (is_of_a_scheme(digits) && passes_luhn(digits)) hide(signs, run, from, to);
        }
}

void hide_cards(std::vector<Sign>& signs, std::size_t digits_min) {
    for (std::size_t at = 0; at < signs.size(); ++at) {
        if (signs[at].digit < 0) continue;
        const Run run = run_at(signs, at);
        for (std::size_t first = 0; first + 1 < run.groups.size(); ++first) {
            for (std::size_t last = first + 1; last < run.groups.size(); ++last)
                if (is_card(run, first, last, digits_min))
                    hide(signs, run, run.groups[first], run.groups[last]);
            if (run.groups[first + 1] - run.groups[first] > card_max)
                hide_inside(signs, run, run.groups[first], run.groups[first + 1]);
        }
        at = run.places.back();
    }
}

// From what is hidden already on to the digits that follow it.
void hide_what_follows(std::vector<Sign>& signs) {
    std::size_t covered = 0;
    std::size_t separators = 0;
    for (Sign& sign : signs) {
        if (sign.sign == cover || sign.hidden ||
            (sign.digit >= 0 && covered >= card_min && covered < iban_max)) {
            sign.hidden |= sign.digit >= 0;
            ++covered;
            separators = 0;
        } else if (!sign.separator || ++separators > separators_max) {
            covered = separators = 0;
        }
    }
}

struct Country {
    std::string_view code;
    std::size_t length;
};

// The IBAN registry (ISO 13616), release 96.
constexpr auto countries = std::to_array<Country>(
    {{"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16},
     {"BG", 22}, {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22},
     {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20},
     {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22},
     {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28},
     {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30},
     {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21},
     {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27},
     {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
     {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33},
     {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27},
     {"SO", 23}, {"ST", 25}, {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29},
     {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30}});

// Its signs one after the other, as far as it would go; empty where none begins.
std::vector<std::size_t> iban_places(const std::vector<Sign>& signs, std::size_t from) {
    if (from + 1 >= signs.size()) return {};
    const std::array code{letter_of(signs[from].sign), letter_of(signs[from + 1].sign)};
    const auto* country =
        std::ranges::find(countries, std::string_view(code.data(), code.size()), &Country::code);
    if (country == countries.end()) return {};
    std::vector<std::size_t> places;
    std::size_t separators = 0;
    for (std::size_t at = from; at < signs.size() && places.size() < country->length; ++at) {
        if (signs[at].digit >= 0 || letter_of(signs[at].sign) != '\0') {
            places.push_back(at);
            separators = 0;
        } else if (!signs[at].separator || ++separators > separators_max) {
            break;
        }
    }
    return places.size() == country->length ? places : std::vector<std::size_t>{};
}

// ISO 7064: with the first four behind the others, letters as 10 to 35, the rest by 97 is 1.
bool passes_97(const std::vector<Sign>& signs, std::vector<std::size_t> places) {
    if (signs[places[2]].digit < 0 || signs[places[3]].digit < 0) return false;
    std::ranges::rotate(places, places.begin() + 4);
    int rest = 0;
    for (const std::size_t place : places) {
        const int digit = signs[place].digit;
        rest = digit >= 0 ? (rest * 10 + digit) % 97
                          : (rest * 100 + letter_of(signs[place].sign) - 'A' + 10) % 97;
    }
    return rest == 1;
}

void hide_ibans(std::vector<Sign>& signs) {
    for (std::size_t from = 0; from < signs.size(); ++from) {
        const auto places = iban_places(signs, from);
        if (places.empty() || !passes_97(signs, places)) continue;
        for (const std::size_t place : places)
            if (signs[place].digit >= 0) signs[place].hidden = true;
    }
}

}  // namespace

WithoutCardNumbers hide_card_numbers(std::string_view text, std::size_t digits_min) {
    std::vector<Sign> signs = read(text);
    hide_ibans(signs);
    hide_cards(signs, digits_min);
    hide_what_follows(signs);

    WithoutCardNumbers without;
    without.text.reserve(text.size());
    for (const Sign& sign : signs) {
        const std::size_t length = std::max<std::size_t>(1, first_character(text).length);
        without.text += sign.hidden ? cover_utf8 : text.substr(0, length);
        without.changed |= sign.hidden;
        text.remove_prefix(length);
    }
    return without;
}

}  // namespace earshot::core
