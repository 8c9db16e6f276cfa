#include <algorithm>

#include "sync/store/reading.h"
#include "sync/store/store.h"
#include "sync/wire/json.h"

namespace earshot::sync {
namespace {

constexpr std::string_view all_shops =
    "SELECT shop_id, name, timezone, languages, reader FROM shops ORDER BY shop_id";

constexpr std::string_view one_shop = R"(
    SELECT shop_id, name, timezone, languages, reader, look, hours, ask_share, dark_share,
           offer_words, offer_contact, offer_voice, pin, visit_key, followup_key, followup_key_id
    FROM shops WHERE shop_id = $1)";

constexpr std::string_view device_health = R"(
    SELECT acked_through, first_seq, seen, explained, conflict_at, clock_off_ms
    FROM devices WHERE device_id = $1)";

core::Shop shop_of(const sql::Row& row) {
    return {row.text(0), row.text(1), row.text(2), split(row.text(3)), row.text(4)};
}

std::map<std::string, core::OpenHours> hours_of(const std::string& body) {
    std::map<std::string, core::OpenHours> hours;
    const wire::json::value days = kept(body);
    for (const auto& [day, spans] : days.as_object())
        for (const auto& span : spans.as_array())
            hours[std::string(day)].emplace_back(std::string(span.as_array()[0].as_string()),
                                                 std::string(span.as_array()[1].as_string()));
    return hours;
}

}  // namespace

std::vector<core::Shop> Store::shops() {
    std::vector<core::Shop> shops;
    for (const sql::Row& row : Reading(*this).run(all_shops, {})) shops.push_back(shop_of(row));
    return shops;
}

std::optional<core::Bundle> Store::shop_settings(const std::string& shop) {
    const auto rows = Reading(*this).run(one_shop, {shop});
    if (rows.empty()) return std::nullopt;
    const sql::Row& row = rows[0];
    core::Bundle bundle;
    bundle.shop = shop_of(row);
    bundle.look = row.text(5);
    if (!row.null(6)) bundle.hours = hours_of(row.text(6));
    bundle.ask_share = row.real(7);
    bundle.dark_share = row.real(8);
    bundle.offer = {row.number(9) != 0, row.number(10) != 0, row.number(11) != 0};
    bundle.pin = row.optional_text(12);
    bundle.visit_key = row.optional_text(13);
    bundle.followup_key = row.optional_text(14);
    bundle.followup_key_id = row.optional_text(15);
    return bundle;
}

std::optional<DeviceHealth> Store::health_of(const std::string& device) {
    const auto rows = Reading(*this).run(device_health, {device});
    if (rows.empty()) return std::nullopt;
    const sql::Row& row = rows[0];
    DeviceHealth health;
    health.acked_through = row.number(0);
    if (!row.null(1))
        health.missing = std::max(
            std::int64_t{0}, row.number(0) - row.number(1) + 1 - row.number(2) - row.number(3));
    health.conflict = !row.null(4);
    health.clock_off = core::milliseconds{row.number(5)};
    return health;
}

}  // namespace earshot::sync
