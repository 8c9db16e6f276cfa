#include "sync/wire/alert.h"

#include <array>
#include <limits>

namespace earshot::sync::wire {
namespace {

constexpr std::array kind_words{Word<AlertKind>{AlertKind::rising, "rising"},
                                Word<AlertKind>{AlertKind::burst, "burst"},
                                Word<AlertKind>{AlertKind::hot, "hot"},
                                Word<AlertKind>{AlertKind::silent_till, "silent_till"},
                                Word<AlertKind>{AlertKind::response, "response"},
                                Word<AlertKind>{AlertKind::too_quiet, "too_quiet"}};
constexpr std::array level_words{Word<AlertLevel>{AlertLevel::alert, "alert"},
                                 Word<AlertLevel>{AlertLevel::watch, "watch"},
                                 Word<AlertLevel>{AlertLevel::note, "note"}};

}  // namespace

std::string_view text_of(AlertKind kind) {
    return text_of(std::span<const Word<AlertKind>>(kind_words), kind);
}

std::string_view text_of(AlertLevel level) {
    return text_of(std::span<const Word<AlertLevel>>(level_words), level);
}

std::optional<AlertKind> alert_kind(std::string_view text) {
    for (const auto& word : kind_words)
        if (word.text == text) return word.meaning;
    return std::nullopt;
}

json::object to_json(const Alert& alert) {
    json::object out{{"id", alert.id.empty() ? json::value(nullptr) : json::value(alert.id)},
                     {"shop", alert.shop},
                     {"kind", text_of(alert.kind)},
                     {"level", text_of(alert.level)},
                     {"reason", nullable(alert.reason)},
                     {"till", nullable(alert.till)},
                     {"text", alert.text},
                     {"at", to_text(alert.at)},
                     {"action", nullable(alert.action)},
                     {"state", nullable(alert.state)},
                     {"owner", nullable(alert.owner)}};
    for (auto& [name, value] : to_json(alert.figures)) out[name] = value;
    return out;
}

json::object to_json(const AlertFigures& figures) {
    return {{"kiosk", figures.kiosk},
            {"cashiers", figures.cashiers},
            {"usual", figures.usual},
            {"hours", figures.hours}};
}

AlertFigures to_figures(const Field& in) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    AlertFigures figures;
    figures.kiosk = in["kiosk"].integer(0, most);
    figures.cashiers = in["cashiers"].integer(0, most);
    figures.usual = in["usual"].number(0, std::numeric_limits<double>::max());
    figures.hours = in["hours"].count();
    return figures;
}

}  // namespace earshot::sync::wire
