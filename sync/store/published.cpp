#include <algorithm>

#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/reading.h"
#include "sync/store/store.h"
#include "sync/wire/bundle.h"
#include "sync/wire/json.h"

namespace earshot::sync {
namespace {

constexpr std::string_view published_body =
    "SELECT body, shops FROM questionnaires WHERE id = $1 AND version = $2";

constexpr std::string_view insert_questionnaire = R"(
    INSERT INTO questionnaires (id, version, body, published_at, shops, asked_from)
    VALUES ($1, $2, $3, $4, $5, $4))";

constexpr std::string_view ask_again = R"(
    UPDATE questionnaires SET shops = $3, asked_from = $4 WHERE id = $1 AND version = $2)";

constexpr std::string_view all_questionnaires =
    "SELECT body, shops, asked_from FROM questionnaires ORDER BY id, version";

constexpr std::string_view all_reasons = "SELECT body FROM reasons ORDER BY place, id";

core::Reason reason_in(const sql::Row& row) {
    auto reason = wire::decode(row.text(0), wire::to_reason);
    if (!reason) throw sql::Unavailable("a kept reason does not read: " + reason.error().message);
    return *std::move(reason);
}

// For one shop more, or for all.
std::optional<std::string> widened(const std::optional<std::string>& shops,
                                   const std::optional<std::string>& more) {
    if (!shops || !more) return std::nullopt;
    const auto listed = split(*shops);
    if (std::ranges::find(listed, *more) != listed.end()) return shops;
    return *shops + "," + *more;
}

}  // namespace

core::Result<void> Store::publish(const core::Questionnaire& questionnaire, const Act& act,
                                  const std::optional<std::string>& shop) {
    TRY(catalogue().fits(questionnaire));
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    const std::string body = wire::canonical(wire::to_json(questionnaire));
    const auto published =
        connection.run(published_body, {questionnaire.id, questionnaire.version});
    if (published.empty()) {
        connection.run(insert_questionnaire,
                       {questionnaire.id, questionnaire.version, body, number_of(act.at), shop});
    } else if (published[0].text(0) == body) {
        connection.run(ask_again,
                       {questionnaire.id, questionnaire.version,
                        widened(published[0].optional_text(1), shop), number_of(act.at)});
    } else {
        return core::fail(core::ErrorKind::invalid,
                          questionnaire.id + " version " + std::to_string(questionnaire.version) +
                              " is published already and never changes: give it a new version "
                              "at \"/version\"");
    }
    note(connection, keys_, act, "questionnaire.publish", shop, questionnaire.id,
         {{"version", questionnaire.version}});
    transaction.commit();
    return {};
}

Catalogue Store::catalogue() {
    Reading reading(*this);
    Catalogue catalogue;
    for (const sql::Row& row : reading.run(all_questionnaires, {})) {
        auto questionnaire = wire::to_questionnaire(kept(row.text(0)));
        if (!questionnaire) throw sql::Unavailable(questionnaire.error().message);
        std::optional<std::vector<std::string>> shops;
        if (const auto listed = row.optional_text(1)) shops = split(*listed);
        catalogue.add(*std::move(questionnaire), std::move(shops), instant_of(row.number(2)));
    }
    std::vector<core::Reason> reasons;
    for (const sql::Row& row : reading.run(all_reasons, {})) reasons.push_back(reason_in(row));
    catalogue.set_reasons(std::move(reasons));
    return catalogue;
}

}  // namespace earshot::sync
