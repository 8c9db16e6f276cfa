#include "core/reasons.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/id.h"
#include "core/nearest.h"
#include "core/toml.h"

namespace earshot::core {
namespace {

tl::unexpected<Error> wrong(Place at, const std::string& message) {
    return fail(ErrorKind::invalid,
                fmt::format("line {}, column {}: {}", at.line, at.column, message));
}

Result<std::string> read_words(const TomlEntry& entry) {
    const auto* words = std::get_if<std::string>(&entry.value.data);
    if (!words || words->empty())
        return wrong(entry.at, fmt::format("\"{}\" must be a text in quotes", entry.key));
    return *words;
}

Result<Wording> read_wording(const TomlEntry& entry) {
    const auto* languages = std::get_if<TomlTable>(&entry.value.data);
    if (!languages || languages->empty())
        return wrong(entry.at, "text must be the words in each language, as { en = \"…\" }");
    Wording wording;
    for (const TomlEntry& language : *languages) {
        TRY_ASSIGN(wording[language.key], read_words(language));
    }
    return wording;
}

Result<Reason> read_reason(const TomlEntry& entry) {
    if (!is_name(entry.key))
        return wrong(entry.at,
                     fmt::format("\"{}\" is not 1 to 64 of A-Z a-z 0-9 . _ -", entry.key));
    const auto* fields = std::get_if<TomlTable>(&entry.value.data);
    if (!fields) return wrong(entry.at, "expected a table [reason.ID]");
    Reason reason;
    reason.id = entry.key;
    for (const TomlEntry& field : *fields) {
        if (field.key == "icon") {
            TRY_ASSIGN(reason.icon, read_words(field));
        } else if (field.key == "text") {
            TRY_ASSIGN(reason.text, read_wording(field));
        } else {
            return wrong(field.at, fmt::format("unknown key \"{}\"{}", field.key,
                                               did_you_mean(field.key, {"icon", "text"})));
        }
    }
    if (reason.text.empty())
        return wrong(entry.at, fmt::format("reason \"{}\" has no text", entry.key));
    return reason;
}

}  // namespace

const std::string& wording_in(const Wording& wording, const std::string& language) {
    static const std::string nothing;
    if (const auto found = wording.find(language); found != wording.end()) return found->second;
    return wording.empty() ? nothing : wording.begin()->second;
}

Result<std::vector<Reason>> read_reasons(std::string_view toml) {
    const auto file = parse_toml(toml);
    if (!file) return wrong(file.error().at, "not TOML: " + file.error().message);
    std::vector<Reason> reasons;
    for (const TomlEntry& entry : *file) {
        const auto* table = std::get_if<TomlTable>(&entry.value.data);
        if (entry.key != "reason" || !table)
            return wrong(entry.at, fmt::format("\"{}\" is not expected here; a reason book has "
                                               "tables [reason.ID]",
                                               entry.key));
        for (const TomlEntry& reason : *table) {
            TRY_ASSIGN(reasons.emplace_back(), read_reason(reason));
        }
    }
    return reasons;
}

}  // namespace earshot::core
