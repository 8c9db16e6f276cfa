#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.h"

// Flags that only several interviews of one device show: Q5, Q5+, Q7 and Q9 (survey.md 2.2). Pure.
namespace earshot::sync {

// What of an interview the rules look at.
struct Glimpse {
    core::Instant at;
    bool completed = false;
    // The first question's answer, if it has just one: question and choice.
    std::optional<std::pair<std::string, std::string>> first;
    // Where on the screen that choice stood; none where its place is not drawn anew each time.
    std::optional<std::size_t> place;
    bool anchored = false;  // its choice always stands last
};

// How often that choice is taken of those who answer the question, within (0, 1); none where too
// few have answered to tell.
using ShareOf =
    std::function<std::optional<double>(const std::string& question, const std::string& choice)>;

// The flags of each, for interviews of one device in their order.
std::vector<std::vector<std::string>> flags_of_several(const std::vector<Glimpse>& interviews,
                                                       const ShareOf& share_of);

}  // namespace earshot::sync
