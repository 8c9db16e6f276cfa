#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

// A TOML file as a tree that knows where in the file each part stands, so that whoever reads it can
// tell a person which line to mend.
namespace earshot::core {

struct Place {
    int line = 0;  // from 1; 0 where there is none
    int column = 0;

    auto operator<=>(const Place&) const = default;
};

struct TomlValue;
struct TomlEntry;
using TomlArray = std::vector<TomlValue>;
using TomlTable = std::vector<TomlEntry>;  // in the order of the file

struct TomlValue {
    Place at;
    // monostate: what we have no use for (fractions, dates).
    std::variant<std::monostate, TomlTable, TomlArray, std::string, std::int64_t, bool> data;
};

struct TomlEntry {
    std::string key;
    Place at;
    TomlValue value;
};

struct TomlSyntaxError {
    Place at;
    std::string message;
};

// Larger files are refused unread: whatever people write by hand is far below.
inline constexpr std::size_t toml_size_max = 1 << 20;

tl::expected<TomlTable, TomlSyntaxError> parse_toml(std::string_view text);

}  // namespace earshot::core
