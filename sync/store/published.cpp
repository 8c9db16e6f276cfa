#include <array>

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

wire::json::value to_json(const core::Reason& reason) {
    constexpr std::array states = {"live", "retired", "merged"};
    wire::json::object text;
    for (const auto& [language, words] : reason.text) text[language] = words;
    wire::json::object object{{"id", reason.id},
                              {"text", text},
                              {"icon", reason.icon},
                              {"state", states[static_cast<std::size_t>(reason.state)]}};
    object["into"] = reason.into ? wire::json::value(*reason.into) : wire::json::value(nullptr);
    return object;
}

core::Reason to_reason(const wire::json::value& value) {
    core::Reason reason;
    reason.id = value.at("id").as_string().c_str();
    for (const auto& [language, words] : value.at("text").as_object())
        reason.text[std::string(language)] = words.as_string().c_str();
    reason.icon = value.at("icon").as_string().c_str();
    const auto& state = value.at("state").as_string();
    reason.state = state == "live"      ? core::ReasonState::live
                   : state == "retired" ? core::ReasonState::retired
                                        : core::ReasonState::merged;
    if (value.at("into").is_string()) reason.into = value.at("into").as_string().c_str();
    return reason;
}

}  // namespace

core::Result<void> Store::publish(const core::Questionnaire& questionnaire, core::Instant now) {
    sql::Connection& connection = database_->writer();
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
                   {questionnaire.id, questionnaire.version, body, number_of(now)});
    return {};
}

void Store::set_reasons(const std::vector<core::Reason>& reasons) {
    sql::Connection& connection = database_->writer();
    sql::Transaction transaction(connection);
    std::int64_t place = 0;
    for (const core::Reason& reason : reasons)
        connection.run(upsert_reason, {reason.id, place++, wire::canonical(to_json(reason))});
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
    for (const sql::Row& row : reading.run(all_reasons, {}))
        reasons.push_back(to_reason(kept(row.text(0))));
    catalogue.set_reasons(std::move(reasons));
    return catalogue;
}

}  // namespace earshot::sync
