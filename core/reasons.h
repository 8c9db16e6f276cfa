#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace earshot::core {

// Words in each language, by its code ("en", "de", …).
using Wording = std::map<std::string, std::string>;

// The words in `language`, else in the first language there is. Never empty where any exist.
const std::string& wording_in(const Wording& wording, const std::string& language);

enum class ReasonState { live, retired, merged };

// One entry of the reason book: why a shopper comes, or what they would change.
// A retired or merged reason stays in the book, so that the past stays countable.
struct Reason {
    std::string id;
    Wording text;
    std::string icon;  // a name of Material Design Icons
    ReasonState state = ReasonState::live;
    std::optional<std::string> into;  // set when merged

    bool operator==(const Reason&) const = default;
};

// Reads a reason book's file (assets/reasons.toml). An error names line, column and the remedy.
Result<std::vector<Reason>> read_reasons(std::string_view toml);

}  // namespace earshot::core
