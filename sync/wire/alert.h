#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "sync/wire/field.h"
#include "sync/wire/json.h"

// What a manager is told without asking.
namespace earshot::sync::wire {

enum class AlertKind {
    rising,       // a complaint that becomes more
    burst,        // many notes of one trouble within two hours
    hot,          // one note of what cannot wait
    silent_till,  // nothing comes from it any more
    response,     // far fewer of those who are asked answer
    too_quiet,    // the shop has too few answers and notes to be watched daily
};
// `watch` is for whoever looks: it is in nobody's hands, and may go by itself. `note` says what
// cannot be watched.
enum class AlertLevel { alert, watch, note };

struct AlertFigures {
    // Reports in the last `hours`, by source, and how many of them would be usual.
    std::int64_t kiosk = 0, cashiers = 0;
    double usual = 0;
    int hours = 0;

    bool operator==(const AlertFigures&) const = default;
};

struct Alert {
    std::string id;  // "" but for an alert
    std::string shop;
    AlertKind kind = AlertKind::rising;
    AlertLevel level = AlertLevel::alert;
    std::optional<std::string> reason, till;
    std::string text;  // the reason's words
    core::Instant at;
    AlertFigures figures;
    std::optional<std::string> action;  // that it opened
    std::optional<std::string> state;   // of the action
    std::optional<std::string> owner;   // who has acknowledged it

    bool operator==(const Alert&) const = default;
};

std::string_view text_of(AlertKind kind);
std::string_view text_of(AlertLevel level);

json::object to_json(const Alert& alert);
// The figures as the store keeps them.
json::object to_json(const AlertFigures& figures);
AlertFigures to_figures(const Field& in);
// None for a word that names no kind.
std::optional<AlertKind> alert_kind(std::string_view text);

}  // namespace earshot::sync::wire
