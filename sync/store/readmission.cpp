#include "sync/store/readmission.h"

#include "sync/store/audit.h"
#include "sync/store/fleet.h"
#include "sync/store/intake.h"
#include "sync/store/reading.h"
#include "sync/wire/batch.h"

namespace earshot::sync {
namespace {

constexpr std::string_view quarantined_line = R"(
    SELECT content, clock_off_ms FROM quarantine
    WHERE shop_id = $1 AND device_id = $2 AND digest = $3 AND content IS NOT NULL)";

constexpr std::string_view leave_quarantine =
    "DELETE FROM quarantine WHERE shop_id = $1 AND device_id = $2 AND digest = $3";

auto not_there() {
    return core::fail(core::ErrorKind::not_found, "There is no such refused record.");
}

auto refused_again(const wire::Rejection& why) {
    return core::fail(
        core::ErrorKind::invalid,
        "It is refused again: " + why.title + (why.pointer.empty() ? "" : " at " + why.pointer));
}

}  // namespace

core::Result<std::vector<News>> take_in(Store& store, const Catalogue& catalogue,
                                        const Readmission& wanted, const Act& act) {
    const auto device = device_named(store, wanted.device);
    if (!device) return not_there();
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    const auto rows = connection.run(quarantined_line, {device->shop, device->id, wanted.line});
    if (rows.empty()) return not_there();
    TRY_ASSIGN(auto lines, wire::decode_batch(rows[0].text(0)));

    const core::milliseconds clock_off{rows[0].number(1)};
    const Delivery delivery = make_delivery(*device, std::move(lines), catalogue, store.keys(),
                                            act.at - clock_off, act.at);
    if (delivery.arrivals.size() != 1) return not_there();
    const auto* sound = std::get_if<Sound>(&delivery.arrivals[0].outcome);
    if (sound != nullptr && std::holds_alternative<core::Retraction>(sound->record.body))
        return core::fail(core::ErrorKind::invalid,
                          "This takes something back: erase what it is about where it is listed.");

    connection.run(leave_quarantine, {device->shop, device->id, wanted.line});
    Intake intake(connection, delivery, Intake::From::quarantine);
    const wire::Receipt receipt = intake.run();
    if (!receipt.rejected.empty()) return refused_again(receipt.rejected[0]);
    note(connection, store.keys(), act, "record.take_in", device->shop, device->id,
         {{"because", wanted.because}});
    transaction.commit();
    return intake.news();
}

}  // namespace earshot::sync
