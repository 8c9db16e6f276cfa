#include <algorithm>

#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/store/drafts.h"
#include "sync/wire/bundle.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

json::array to_json(const std::vector<PublishedVersion>& versions) {
    json::array list;
    for (const PublishedVersion& version : versions)
        list.push_back(json::object{
            {"version", version.version},
            {"published_at", wire::to_text(version.published_at)},
            {"shops", version.shops ? json::value_from(*version.shops) : json::value(nullptr)}});
    return list;
}

json::object to_json(const QuestionnaireState& state) {
    const auto whole = [](const std::optional<core::Questionnaire>& questionnaire) {
        return questionnaire ? wire::to_json(*questionnaire) : json::value(nullptr);
    };
    return {{"id", state.id},
            {"published", whole(state.newest)},
            {"draft", whole(state.draft)},
            {"versions", to_json(state.versions)}};
}

Response no_such_questionnaire() { return problem(404, "There is no such questionnaire."); }

// What is for all shops is changed by whoever may see them all.
Response not_for_all() {
    return problem(403, "Your account is for some shops only, and this is for all of them.");
}

// {"shop"}, or nothing at all.
core::Result<std::optional<std::string>> shop_to_publish_for(const Call& call) {
    if (call.request.body.empty()) return std::nullopt;
    return body_of(call,
                   [](const wire::Field& in) { return in["shop"].optional(&wire::Field::name); });
}

}  // namespace

void give_questionnaires(Desk& desk, Call, const Reply& reply) {
    json::array list;
    for (const QuestionnaireState& state : questionnaires(desk.store))
        list.push_back(json::object{{"id", state.id},
                                    {"draft", state.draft.has_value()},
                                    {"versions", to_json(state.versions)}});
    reply(answer_with(json::object{{"questionnaires", std::move(list)}}));
}

void give_questionnaire(Desk& desk, Call call, const Reply& reply) {
    const auto state = find_questionnaire(desk.store, call.parts.at("questionnaire"));
    reply(state ? answer_with(to_json(*state)) : no_such_questionnaire());
}

void put_questionnaire(Desk& desk, Call call, const Reply& reply) {
    if (call.manager->shops) return reply(not_for_all());
    if (!is_json(call.request)) return reply(not_json());
    const auto body = wire::parse(call.request.body);
    if (!body) return reply(problem_of(body.error()));
    const auto draft = wire::to_questionnaire(*body);
    if (!draft) return reply(problem_of(draft.error()));
    if (draft->id != call.parts.at("questionnaire"))
        return reply(problem(400, "It has another id than its address.", "/id"));
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) { keep_draft(store, *draft, act); });
    give_questionnaire(desk, std::move(call), reply);
}

void publish_questionnaire(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto shop = shop_to_publish_for(call);
    if (!shop) return reply(problem_of(shop.error()));
    if (!*shop && call.manager->shops) return reply(not_for_all());
    if (*shop && (!call.manager->sees(**shop) || !desk.store.shop_settings(**shop)))
        return reply(no_such_shop());
    core::Result<void> published;
    const Act act = act_of(desk, call);
    desk.writer.run([&](Store& store) {
        published = publish_draft(store, call.parts.at("questionnaire"), *shop, act);
    });
    if (!published) return reply(problem_of(published.error()));
    desk.published.renew();
    desk.bundles.renewed(*shop);
    give_questionnaire(desk, std::move(call), reply);
}

}  // namespace earshot::sync
