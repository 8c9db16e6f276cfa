#include "sync/store/fleet.h"

#include <algorithm>

#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/reading.h"

namespace earshot::sync {
namespace {

constexpr std::string_view devices_of = R"(
    SELECT device_id, shop_id, till, name, hardware, version, enrolled_at, revoked_at, last_heard,
           status, acked_through, first_seq, seen, explained, conflict_at, clock_off_ms
    FROM devices WHERE $1 IS NULL OR shop_id = $1
    ORDER BY shop_id, till, enrolled_at, device_id)";
constexpr std::size_t health_columns = 10;  // where those of health_in() begin

constexpr std::string_view device_health = R"(
    SELECT acked_through, first_seq, seen, explained, conflict_at, clock_off_ms
    FROM devices WHERE device_id = $1)";

constexpr std::string_view shop_by_device = "SELECT shop_id FROM devices WHERE device_id = $1";

constexpr std::string_view revoke_device = R"(
    UPDATE devices SET revoked_at = $2 WHERE device_id = $1 AND revoked_at IS NULL
    RETURNING shop_id, till)";

DeviceHealth health_in(const sql::Row& row, std::size_t from) {
    DeviceHealth health;
    health.acked_through = row.number(from);
    if (!row.null(from + 1))
        health.missing = std::max(std::int64_t{0}, row.number(from) - row.number(from + 1) + 1 -
                                                       row.number(from + 2) - row.number(from + 3));
    health.conflict = !row.null(from + 4);
    health.clock_off = core::milliseconds{row.number(from + 5)};
    return health;
}

std::optional<core::Instant> optional_instant(const sql::Row& row, std::size_t column) {
    if (row.null(column)) return std::nullopt;
    return instant_of(row.number(column));
}

constexpr std::string_view enrolled_device = R"(
    SELECT device_id, devices.shop_id, till, timezone FROM devices JOIN shops USING (shop_id)
    WHERE device_id = $1)";

}  // namespace

std::vector<FleetDevice> fleet(Store& store, const std::optional<std::string>& shop) {
    std::vector<FleetDevice> devices;
    for (const sql::Row& row : Store::Reading(store).run(devices_of, {shop})) {
        FleetDevice device{row.text(0),
                           row.text(1),
                           row.text(2),
                           row.text(3),
                           row.text(4),
                           row.text(5),
                           instant_of(row.number(6))};
        device.revoked_at = optional_instant(row, 7);
        device.last_heard = optional_instant(row, 8);
        if (!row.null(9)) device.status = std::get<core::Status>(kept_record(row.text(9), 1).body);
        device.health = health_in(row, health_columns);
        devices.push_back(std::move(device));
    }
    return devices;
}

std::optional<DeviceHealth> Store::health_of(const std::string& device) {
    const auto rows = Reading(*this).run(device_health, {device});
    if (rows.empty()) return std::nullopt;
    return health_in(rows[0], 0);
}

std::optional<std::string> shop_of_device(Store& store, const std::string& device) {
    const auto rows = Store::Reading(store).run(shop_by_device, {device});
    if (rows.empty()) return std::nullopt;
    return rows[0].text(0);
}

void revoke(Store& store, const std::string& device, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    for (const sql::Row& row : connection.run(revoke_device, {device, number_of(act.at)}))
        note(connection, store.keys(), act, "device.revoke", row.text(0), device,
             {{"till", row.text(1)}});
    transaction.commit();
}

std::optional<Device> device_named(Store& store, const std::string& id) {
    for (const sql::Row& row : Store::Reading(store).run(enrolled_device, {id}))
        return Device{row.text(0), row.text(1), row.text(2), row.text(3)};
    return std::nullopt;
}

void note_carried(Store& store, const Device& device, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    note(connection, store.keys(), act, "device.carry", device.shop, device.id,
         {{"till", device.till}});
    transaction.commit();
}

}  // namespace earshot::sync
