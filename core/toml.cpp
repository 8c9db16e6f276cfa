#include "core/toml.h"

#include <toml++/toml.h>

#include <algorithm>

namespace earshot::core {
namespace {

Place place_of(const toml::source_region& region) {
    return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

TomlValue value_of(const toml::node& node);

TomlTable table_of(const toml::table& table) {
    TomlTable entries;
    for (const auto& [key, value] : table)
        entries.push_back({std::string(key.str()), place_of(key.source()), value_of(value)});
    std::ranges::stable_sort(entries, {}, &TomlEntry::at);
    return entries;
}

TomlArray array_of(const toml::array& array) {
    TomlArray values;
    for (const toml::node& value : array) values.push_back(value_of(value));
    return values;
}

// Recursion ends with toml++'s own limit on nesting (TOML_MAX_NESTED_VALUES).
TomlValue value_of(const toml::node& node) {
    TomlValue value{place_of(node.source()), {}};
    if (const auto* table = node.as_table()) value.data = table_of(*table);
    if (const auto* array = node.as_array()) value.data = array_of(*array);
    if (const auto* text = node.as_string()) value.data = text->get();
    if (const auto* number = node.as_integer()) value.data = number->get();
    if (const auto* truth = node.as_boolean()) value.data = truth->get();
    return value;
}

}  // namespace

tl::expected<TomlTable, TomlSyntaxError> parse_toml(std::string_view text) {
    if (text.size() > toml_size_max)
        return tl::unexpected(TomlSyntaxError{{}, "the file is larger than 1 MiB"});
    try {
        return table_of(toml::parse(text));
    } catch (const toml::parse_error& error) {
        return tl::unexpected(
            TomlSyntaxError{place_of(error.source()), std::string(error.description())});
    }
}

}  // namespace earshot::core
