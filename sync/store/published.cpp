#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/reading.h"
#include "sync/store/store.h"
#include "sync/wire/bundle.h"
#include "sync/wire/json.h"

namespace earshot::sync {
namespace {

constexpr std::string_view published_body =
    "SELECT body FROM questionnaires WHERE id = $1 AND version = $2";

constexpr std::string_view insert_questionnaire =
    "INSERT INTO questionnaires (id, version, body, published_at) VALUES ($1, $2, $3, $4)";

constexpr std::string_view all_questionnaires =
    "SELECT body FROM questionnaires ORDER BY id, version";

constexpr std::string_view upsert_reason = R"(
    INSERT INTO reasons (id, place, body) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO UPDATE SET place = excluded.place, body = excluded.body)";

constexpr std::string_view all_reasons = "SELECT body FROM reasons ORDER BY place, id";

core::Reason reason_in(const sql::Row& row) {
    auto reason = wire::decode(row.text(0), wire::to_reason);
    if (!reason) throw sql::Unavailable("a kept reason does not read: " + reason.error().message);
    return *std::move(reason);
}

}  // namespace

core::Result<void> Store::publish(const core::Questionnaire& questionnaire, const Act& act) {
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    const std::string body = wire::canonical(wire::to_json(questionnaire));
    const auto published =
        connection.run(published_body, {questionnaire.id, questionnaire.version});
    if (!published.empty()) {
        if (published[0].text(0) == body) return {};
        return core::fail(core::ErrorKind::invalid,
                          questionnaire.id + " version " + std::to_string(questionnaire.version) +
                              " is published already and never changes: give it a new version");
    }
    connection.run(insert_questionnaire,
                   {questionnaire.id, questionnaire.version, body, number_of(act.at)});
    note(connection, keys_, act, "questionnaire.publish", std::nullopt, questionnaire.id,
         {{"version", questionnaire.version}});
    transaction.commit();
    return {};
}

void Store::set_reasons(const std::vector<core::Reason>& reasons) {
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    std::int64_t place = 0;
    for (const core::Reason& reason : reasons)
        connection.run(upsert_reason, {reason.id, place++, wire::canonical(wire::to_json(reason))});
    transaction.commit();
}

Catalogue Store::catalogue() {
    Reading reading(*this);
    Catalogue catalogue;
    for (const sql::Row& row : reading.run(all_questionnaires, {})) {
        auto questionnaire = wire::to_questionnaire(kept(row.text(0)));
        if (!questionnaire) throw sql::Unavailable(questionnaire.error().message);
        catalogue.add(*std::move(questionnaire));
    }
    std::vector<core::Reason> reasons;
    for (const sql::Row& row : reading.run(all_reasons, {})) reasons.push_back(reason_in(row));
    catalogue.set_reasons(std::move(reasons));
    return catalogue;
}

}  // namespace earshot::sync
