#include "app/kiosk/screen_keyboard.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "core/data_folder.h"
#include "core/forget_code.h"
#include "core/nearest.h"
#include "core/toml.h"

namespace earshot::app {
namespace {

using core::TomlEntry;

tl::unexpected<core::Error> wrong(core::Place at, const std::string& message) {
    return core::fail(core::ErrorKind::invalid, std::to_string(at.line) + ": " + message);
}

core::Result<std::string> to_words(const TomlEntry& entry) {
    const auto* words = std::get_if<std::string>(&entry.value.data);
    if (words == nullptr || words->empty())
        return wrong(entry.at, entry.key + " must be a text in quotes");
    return *words;
}

// "q w e"
std::vector<std::string> to_keys(const std::string& row) {
    std::vector<std::string> keys;
    for (std::size_t from = row.find_first_not_of(' '); from != std::string::npos;) {
        const std::size_t to = row.find(' ', from);
        keys.push_back(row.substr(from, to - from));
        from = row.find_first_not_of(' ', to);
    }
    return keys;
}

core::Result<KeyRows> to_rows(const TomlEntry& entry) {
    const auto* rows = std::get_if<core::TomlArray>(&entry.value.data);
    if (rows == nullptr || rows->empty())
        return wrong(entry.at, entry.key + " must be a list of rows, as [\"q w e\"]");
    KeyRows read;
    for (const core::TomlValue& row : *rows) {
        const auto* keys = std::get_if<std::string>(&row.data);
        if (keys == nullptr || to_keys(*keys).empty())
            return wrong(row.at, "a row must be its keys in quotes, with spaces between");
        read.push_back(to_keys(*keys));
    }
    return read;
}

core::Result<KeyLayer> to_layer(const core::TomlValue& value) {
    const auto* fields = std::get_if<core::TomlTable>(&value.data);
    if (fields == nullptr) return wrong(value.at, "expected a table [[layer]]");
    KeyLayer layer;
    for (const TomlEntry& field : *fields) {
        if (field.key == "label") {
            TRY_ASSIGN(layer.label, to_words(field));
        } else if (field.key == "latin") {
            const auto* latin = std::get_if<bool>(&field.value.data);
            if (latin == nullptr) return wrong(field.at, "latin must be true or false");
            layer.latin = *latin;
        } else if (field.key == "rows") {
            TRY_ASSIGN(layer.rows, to_rows(field));
        } else if (field.key == "shifted") {
            TRY_ASSIGN(layer.shifted, to_rows(field));
        } else {
            return wrong(field.at,
                         "unknown key \"" + field.key + "\"" +
                             core::did_you_mean(field.key, {"label", "latin", "rows", "shifted"}));
        }
    }
    if (layer.label.empty() || layer.rows.empty())
        return wrong(value.at, "a layer needs a label and rows");
    const auto same_length = [](const auto& one, const auto& other) {
        return one.size() == other.size();
    };
    if (!layer.shifted.empty() && !std::ranges::equal(layer.rows, layer.shifted, same_length))
        return wrong(value.at, "shifted must have as many keys in each row as rows has");
    return layer;
}

core::Result<ScreenKeyboard> to_keyboard(const core::TomlTable& table,
                                         const std::filesystem::path& folder) {
    ScreenKeyboard keyboard;
    for (const TomlEntry& entry : table) {
        if (entry.key == "beside_space") {
            TRY_ASSIGN(const std::string keys, to_words(entry));
            keyboard.beside_space = to_keys(keys);
        } else if (entry.key == "pinyin") {
            TRY_ASSIGN(const std::string name, to_words(entry));
            TRY_ASSIGN(Pinyin pinyin, Pinyin::read(folder / name));
            keyboard.pinyin = std::make_shared<const Pinyin>(std::move(pinyin));
        } else if (entry.key == "layer") {
            const auto* layers = std::get_if<core::TomlArray>(&entry.value.data);
            if (layers == nullptr) return wrong(entry.at, "layers are written as [[layer]]");
            for (const core::TomlValue& layer : *layers) {
                TRY_ASSIGN(keyboard.layers.emplace_back(), to_layer(layer));
            }
        } else {
            return wrong(entry.at,
                         "unknown key \"" + entry.key + "\"" +
                             core::did_you_mean(entry.key, {"beside_space", "layer", "pinyin"}));
        }
    }
    if (keyboard.layers.empty()) return wrong({1, 1}, "a keyboard needs a [[layer]]");
    return keyboard;
}

}  // namespace

core::Result<ScreenKeyboard> read_screen_keyboard(const std::filesystem::path& file) {
    TRY_ASSIGN(const std::string text, core::read_file(file));
    const auto table = core::parse_toml(text);
    if (!table)
        return core::fail(core::ErrorKind::invalid, file.string() + ":" +
                                                        std::to_string(table.error().at.line) +
                                                        ": " + table.error().message);
    auto keyboard = to_keyboard(*table, file.parent_path());
    if (!keyboard)
        return core::fail(core::ErrorKind::invalid, file.string() + ":" + keyboard.error().message);
    return keyboard;
}

std::shared_ptr<const ScreenKeyboard> ScreenKeyboards::in(const std::string& language) {
    const auto known = read_.find(language);
    if (known != read_.end()) return known->second;
    auto keyboard = read_screen_keyboard(folder_ / (language + ".toml"));
    if (keyboard)
        return read_[language] = std::make_shared<const ScreenKeyboard>(*std::move(keyboard));
    if (keyboard.error().kind != core::ErrorKind::not_found)
        spdlog::error("{}", keyboard.error().message);
    return read_[language] = language == "en" ? nullptr : in("en");
}

const std::shared_ptr<const ScreenKeyboard>& code_keyboard() {
    static const auto keyboard = [] {
        constexpr std::size_t columns = 11;
        KeyLayer layer{"ABC", true, {}, {}};
        for (std::size_t at = 0; at < core::forget_code_signs.size(); ++at) {
            if (at % columns == 0) layer.rows.emplace_back();
            layer.rows.back().emplace_back(1, core::forget_code_signs[at]);
        }
        return std::make_shared<const ScreenKeyboard>(ScreenKeyboard{{std::move(layer)}, {}});
    }();
    return keyboard;
}

}  // namespace earshot::app
