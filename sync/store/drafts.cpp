#include "sync/store/drafts.h"

#include "sync/store/audit.h"
#include "sync/store/counting.h"
#include "sync/store/reading.h"
#include "sync/wire/bundle.h"

namespace earshot::sync {
namespace {

constexpr std::string_view all_versions = R"(
    SELECT id, version, published_at, shops FROM questionnaires ORDER BY id, version DESC)";

constexpr std::string_view versions_of = R"(
    SELECT id, version, published_at, shops, body FROM questionnaires
    WHERE id = $1 ORDER BY version DESC)";

constexpr std::string_view all_drafts = "SELECT id FROM drafts ORDER BY id";

constexpr std::string_view version_of =
    "SELECT body FROM questionnaires WHERE id = $1 AND version = $2";

constexpr std::string_view draft_of = "SELECT body, at, by FROM drafts WHERE id = $1";

constexpr std::string_view upsert_draft = R"(
    INSERT INTO drafts (id, body, at, by) VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO UPDATE SET body = excluded.body, at = excluded.at, by = excluded.by)";

constexpr std::string_view delete_draft = "DELETE FROM drafts WHERE id = $1 RETURNING id";

core::Questionnaire questionnaire_in(const std::string& body) {
    auto questionnaire = wire::to_unfinished_questionnaire(kept(body));
    if (!questionnaire) throw sql::Unavailable(questionnaire.error().message);
    return *std::move(questionnaire);
}

PublishedVersion version_in(const sql::Row& row) {
    PublishedVersion version{static_cast<int>(row.number(1)), instant_of(row.number(2)), {}};
    if (const auto shops = row.optional_text(3)) version.shops = split(*shops);
    return version;
}

}  // namespace

std::vector<QuestionnaireState> questionnaires(Store& store) {
    Store::Reading reading(store);
    std::map<std::string, QuestionnaireState> states;
    for (const sql::Row& row : reading.run(all_versions, {}))
        states[row.text(0)].versions.push_back(version_in(row));
    for (const sql::Row& row : reading.run(all_drafts, {}))
        states[row.text(0)].draft.emplace().id = row.text(0);
    std::vector<QuestionnaireState> list;
    for (auto& [id, state] : states) {
        state.id = id;
        list.push_back(std::move(state));
    }
    return list;
}

std::optional<QuestionnaireState> find_questionnaire(Store& store, const std::string& id) {
    Store::Reading reading(store);
    QuestionnaireState state;
    state.id = id;
    for (const sql::Row& row : reading.run(versions_of, {id})) {
        if (!state.newest) state.newest = questionnaire_in(row.text(4));
        state.versions.push_back(version_in(row));
    }
    const auto draft = reading.run(draft_of, {id});
    if (!draft.empty()) {
        state.draft = questionnaire_in(draft[0].text(0));
        state.drafted.emplace(instant_of(draft[0].number(1)), draft[0].text(2));
    }
    if (!state.newest && !state.draft) return std::nullopt;
    return state;
}

std::optional<core::Questionnaire> find_version(Store& store, const std::string& id, int version) {
    Store::Reading reading(store);
    const auto found = reading.run(version_of, {id, version});
    if (found.empty()) return std::nullopt;
    return questionnaire_in(found[0].text(0));
}

void keep_draft(Store& store, const core::Questionnaire& draft, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    connection.run(upsert_draft,
                   {draft.id, wire::canonical(wire::to_json(draft)), number_of(act.at), act.by});
    note(connection, store.keys(), act, "questionnaire.draft", std::nullopt, draft.id,
         {{"version", draft.version}});
    transaction.commit();
}

void drop_draft(Store& store, const std::string& id, const Act& act) {
    sql::Connection& connection = store.writer();
    sql::Transaction transaction(connection);
    if (connection.run(delete_draft, {id}).empty()) return;
    note(connection, store.keys(), act, "questionnaire.drop", std::nullopt, id, {});
    transaction.commit();
}

core::Result<void> publish_draft(Store& store, const std::string& id,
                                 const std::optional<std::string>& shop, const Act& act) {
    const auto state = find_questionnaire(store, id);
    if (!state) return core::fail(core::ErrorKind::not_found, "There is no such questionnaire.");
    if (state->draft)
        for (const core::Problem& broken : core::check(*state->draft))
            return core::fail(core::ErrorKind::invalid, broken.message);
    TRY(store.publish(state->draft ? *state->draft : *state->newest, act, shop));
    store.writer().run(delete_draft, {id});
    return {};
}

}  // namespace earshot::sync
