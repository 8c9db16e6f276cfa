#include "app/kiosk/exposure_file.h"

#include <utility>

#include "sync/wire/json.h"
#include "sync/wire/record.h"

namespace earshot::app {
namespace {

// They are no records yet, and have no id.
constexpr auto no_id = "00000000-0000-0000-0000-000000000000";

}  // namespace

std::string written(const std::vector<core::Exposure>& hours) {
    std::string text;
    for (const core::Exposure& hour : hours)
        text += sync::wire::numbered(sync::wire::encode({no_id, 1, hour.hour, hour}), 1) + "\n";
    return text;
}

std::vector<core::Exposure> read_exposures(std::string_view text) {
    std::vector<core::Exposure> hours;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto value = sync::wire::parse(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!value) continue;
        auto read = sync::wire::decode_record(*value);
        auto* record = std::get_if<core::Record>(&read);
        if (record == nullptr) continue;
        if (auto* hour = std::get_if<core::Exposure>(&record->body))
            hours.push_back(std::move(*hour));
    }
    return hours;
}

}  // namespace earshot::app
