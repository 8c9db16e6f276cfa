#pragma once

#include <string>
#include <string_view>

// Numbers that pay, in words that were meant to tell something else.
namespace earshot::core {

struct WithoutCardNumbers {
    std::string text;  // each digit of such a number is a •
    bool changed = false;
};

// Hides the digits of payment cards (12 to 19 that pass Luhn's check, of a known scheme, or 13 and
// more of any) and of IBANs (of their country's length, that pass their check), in whatever digits
// and groups they are written. What goes on after a hidden one is hidden with it, so that a number
// that is being typed does not outgrow its cover. Telephone numbers, prices and dates stay.
// `text` is UTF-8. `digits_min` spares shorter cards: no telephone number has 14 digits or more.
WithoutCardNumbers hide_card_numbers(std::string_view text, std::size_t digits_min = 12);

}  // namespace earshot::core
