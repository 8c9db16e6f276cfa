#include "sync/store/reason_book.h"

#include <algorithm>

#include "sync/store/audit.h"
#include "sync/wire/bundle.h"

namespace earshot::sync {
namespace {

constexpr std::string_view upsert_reason = R"(
    INSERT INTO reasons (id, place, body) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO UPDATE SET place = excluded.place, body = excluded.body)";

void write(sql::Connection& connection, const std::vector<core::Reason>& reasons) {
    std::int64_t place = 0;
    for (const core::Reason& reason : reasons)
        connection.run(upsert_reason, {reason.id, place++, wire::canonical(wire::to_json(reason))});
}

core::Result<void> wrong(const std::string& what, std::size_t index, const char* member) {
    return core::fail(core::ErrorKind::invalid,
                      what + " at \"/reasons/" + std::to_string(index) + member + "\"");
}

const core::Reason* find(const std::vector<core::Reason>& reasons, const std::string& id) {
    const auto found = std::ranges::find(reasons, id, &core::Reason::id);
    return found == reasons.end() ? nullptr : &*found;
}

core::Result<void> check(const std::vector<core::Reason>& reasons, std::size_t index) {
    const core::Reason& reason = reasons[index];
    if (find(reasons, reason.id) != &reason) return wrong("given twice", index, "/id");
    const bool worded =
        !reason.text.empty() && std::ranges::none_of(reason.text, [](const auto& in_language) {
            return in_language.second.empty();
        });
    if (!worded) return wrong("without words", index, "/text");
    const bool merged = reason.state == core::ReasonState::merged;
    if (merged != reason.into.has_value())
        return wrong(merged ? "merged into none" : "not merged", index, "/into");
    if (!merged) return {};
    const core::Reason* into = find(reasons, *reason.into);
    if (into == nullptr || into->state != core::ReasonState::live)
        return wrong("not a live reason", index, "/into");
    return {};
}

}  // namespace

void Store::set_reasons(const std::vector<core::Reason>& reasons) {
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    write(connection, reasons);
    transaction.commit();
}

core::Result<void> change_reasons(Store& store, const std::vector<core::Reason>& reasons,
                                  const Act& act) {
    for (std::size_t index = 0; index < reasons.size(); ++index) {
        TRY(check(reasons, index));
    }
    const Catalogue catalogue = store.catalogue();
    for (const core::Reason& before : catalogue.reasons())
        if (find(reasons, before.id) == nullptr)
            return core::fail(
                core::ErrorKind::invalid,
                "the reason \"" + before.id + "\" is missing: retire it instead at \"/reasons\"");
    wire::json::object changed;
    for (const core::Reason& reason : reasons) {
        const core::Reason* before = find(catalogue.reasons(), reason.id);
        if (before == nullptr || !(*before == reason)) changed[reason.id] = wire::to_json(reason);
    }
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    write(connection, reasons);
    note(connection, store.keys(), act, "reasons.change", std::nullopt, "reasons", changed);
    transaction.commit();
    return {};
}

}  // namespace earshot::sync
