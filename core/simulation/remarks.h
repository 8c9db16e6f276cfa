#pragma once

#include <string>
#include <string_view>

#include "core/record.h"
#include "core/simulation/dice.h"

// What a cashier types of what a customer said, or a shopper of "something else": short, in a
// hurry, with the slips of a hurry.
namespace earshot::core::simulation {

// `code` is a trouble of change_codes for trouble and ideas, a reason of why_codes for praise, and
// either for what is bought elsewhere. `language` is "de" or any other, which gives English. At
// most cashier_text_max characters. `typos`: how many of the remarks have some.
std::string remark(std::string_view code, Tone tone, std::string_view language, double typos,
                   Dice& dice);

}  // namespace earshot::core::simulation
