#include "app/kiosk/theme.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

namespace earshot::app {
namespace {

constexpr double text_contrast_min = 7;
constexpr double edge_contrast_min = 3;

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}

std::optional<Colour> to_colour(std::string_view text) {
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 7, value, 16);
    if (error != std::errc{} || end != text.data() + 7) return std::nullopt;
    return Colour{static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
                  static_cast<std::uint8_t>(value), 255};
}

struct Token {
    const char* name;
    Colour Theme::*colour;
};

constexpr std::array tokens{
    Token{"paper", &Theme::paper},
    Token{"ink", &Theme::ink},
    Token{"soft_ink", &Theme::soft_ink},
    Token{"edge", &Theme::edge},
    Token{"hairline", &Theme::hairline},
    Token{"card", &Theme::card},
    Token{"quiet", &Theme::quiet},
    Token{"quiet_tint", &Theme::quiet_tint},
    Token{"leaf", &Theme::leaf},
    Token{"on_leaf", &Theme::on_leaf},
    Token{"soft_on_leaf", &Theme::soft_on_leaf},
    Token{"leaf_ink", &Theme::leaf_ink},
    Token{"leaf_tint", &Theme::leaf_tint},
    Token{"leaf_deep", &Theme::leaf_deep},
    Token{"sun", &Theme::sun},
};

struct Pair {
    const char* above;
    const char* below;
    double least;
};

// Every pair that is drawn one upon the other and must be told apart.
constexpr std::array pairs{
    Pair{"ink", "paper", text_contrast_min},
    Pair{"ink", "card", text_contrast_min},
    Pair{"ink", "quiet", text_contrast_min},
    Pair{"soft_ink", "paper", text_contrast_min},
    Pair{"soft_ink", "card", text_contrast_min},
    Pair{"ink", "leaf_tint", text_contrast_min},
    Pair{"leaf_ink", "card", edge_contrast_min},
    Pair{"leaf_ink", "paper", edge_contrast_min},
    Pair{"on_leaf", "leaf", text_contrast_min},
    Pair{"on_leaf", "leaf_deep", text_contrast_min},
    Pair{"soft_on_leaf", "leaf", text_contrast_min},
    Pair{"soft_on_leaf", "leaf_deep", text_contrast_min},
    Pair{"edge", "paper", edge_contrast_min},
    Pair{"edge", "card", edge_contrast_min},
    Pair{"edge", "quiet", edge_contrast_min},
    Pair{"leaf_ink", "leaf_tint", edge_contrast_min},
    Pair{"soft_ink", "quiet_tint", edge_contrast_min},
    Pair{"sun", "leaf", edge_contrast_min},
    Pair{"sun", "leaf_deep", edge_contrast_min},
};

Colour named(const Theme& theme, std::string_view name) {
    const auto token =
        std::ranges::find_if(tokens, [&](const Token& each) { return name == each.name; });
    assert(token != tokens.end());
    return theme.*token->colour;
}

core::Result<void> check_contrast(const Theme& theme, const std::string& file) {
    for (const Pair& pair : pairs) {
        const double found = contrast(named(theme, pair.above), named(theme, pair.below));
        if (found < pair.least)
            return core::fail(
                core::ErrorKind::invalid,
                fmt::format("{}: {} on {} has a contrast of {:.1f}:1; make it {:.0f}:1 or more",
                            file, pair.above, pair.below, found, pair.least));
    }
    return {};
}

core::Result<void> fill_in(Theme& theme, const toml::table& table, const std::string& file,
                           bool whole) {
    for (const Token& token : tokens) {
        const auto node = table["colour"][token.name];
        if (!node && !whole) continue;
        const auto colour = to_colour(node.value_or(std::string_view{}));
        if (!colour)
            return core::fail(
                core::ErrorKind::invalid,
                fmt::format("{}:{}: colour.{} should be a colour such as \"#0B5D3B\"", file,
                            node.node() ? node.node()->source().begin.line : 0, token.name));
        theme.*token.colour = *colour;
    }
    theme.radius = table["millimetres"]["radius"].value_or(theme.radius);
    theme.edge_width = table["millimetres"]["edge"].value_or(theme.edge_width);
    return {};
}

}  // namespace

double contrast(Colour one, Colour other) {
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

Colour blend(Colour from, Colour to, float share) {
    const auto mix = [share](std::uint8_t a, std::uint8_t b) {
        const float value =
            static_cast<float>(a) + (static_cast<float>(b) - static_cast<float>(a)) * share;
        return static_cast<std::uint8_t>(std::lround(value));
    };
    return {mix(from.red, to.red), mix(from.green, to.green), mix(from.blue, to.blue),
            mix(from.alpha, to.alpha)};
}

core::Result<Theme> read_theme(const std::filesystem::path& file,
                               const std::filesystem::path& base) {
    try {
        const toml::table table = toml::parse_file(file.string());
        Theme theme;
        const auto extends = table["extends"].value<std::string>();
        if (extends) {
            const auto folder = base.empty() ? file.parent_path() : base;
            const auto parent = folder / std::filesystem::path(*extends + ".toml").filename();
            if (std::filesystem::equivalent(folder, file.parent_path()) &&
                parent.filename() == file.filename())
                return core::fail(core::ErrorKind::invalid,
                                  file.string() + ": extends itself; name another theme");
            TRY_ASSIGN(theme, read_theme(parent));
        }
        TRY(fill_in(theme, table, file.string(), !extends));
        TRY(check_contrast(theme, file.string()));
        return theme;
    } catch (const toml::parse_error& error) {
        return core::fail(core::ErrorKind::invalid,
                          fmt::format("{}:{}: {}", file.string(), error.source().begin.line,
                                      error.description()));
    } catch (const std::filesystem::filesystem_error& error) {
        return core::fail(core::ErrorKind::invalid, file.string() + ": " + error.what());
    }
}

core::Result<Themes> Themes::read(const std::filesystem::path& shipped,
                                  const std::filesystem::path& own,
                                  std::vector<std::string>& problems) {
    Themes themes;
    for (const std::string name : {"light", "dark", "contrast", "pad"}) {
        TRY_ASSIGN(themes.themes_[name], read_theme(shipped / (name + ".toml")));
    }
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(own, none)) {
        if (entry.path().extension() != ".toml") continue;
        auto theme = read_theme(entry.path(), shipped);
        if (theme)
            themes.themes_.insert_or_assign(entry.path().stem().string(), *theme);
        else
            problems.push_back(theme.error().message);
    }
    return themes;
}

const Theme& Themes::of(const std::string& look, bool contrast) const {
    if (contrast) return themes_.at("contrast");
    const auto found = themes_.find(look);
    return found == themes_.end() ? themes_.at("light") : found->second;
}

}  // namespace earshot::app
