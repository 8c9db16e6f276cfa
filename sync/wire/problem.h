#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace earshot::sync::wire {

// RFC 9457. Every error body of the hub; only a 401 with one of these stops a device.
struct Problem {
    std::string type = "about:blank";
    std::string title;
    int status = 0;
    std::string detail;
    std::string pointer;  // JSON pointer to what is wrong, or empty

    bool operator==(const Problem&) const = default;
};

inline constexpr std::string_view problem_type = "application/problem+json";

std::string encode(const Problem& problem);
core::Result<Problem> decode_problem(std::string_view body);

}  // namespace earshot::sync::wire
