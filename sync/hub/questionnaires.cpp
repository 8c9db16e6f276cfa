#include <algorithm>
#include <charconv>

#include "core/questionnaire_rules.h"
#include "sync/hub/answers.h"
#include "sync/hub/desk.h"
#include "sync/store/drafts.h"
#include "sync/store/keys.h"
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
            {"drafted", state.drafted ? json::value{{"at", wire::to_text(state.drafted->at)},
                                                    {"by", state.drafted->by}}
                                      : json::value(nullptr)},
            {"versions", to_json(state.versions)}};
}

// With a tag by which a second editor notices the first one's change.
Response answer_of(const QuestionnaireState& state, const HubKeys& keys) {
    Response response = answer_with(to_json(state));
    response.headers.emplace_back("ETag", "\"" + digest_of(response.body, keys) + "\"");
    return response;
}

// Whether it is another one than the caller had read. In the writer's turn.
bool is_changed(Store& store, const std::string& id, const std::optional<std::string>& expected) {
    if (!expected) return false;
    const auto state = find_questionnaire(store, id);
    return !state || answer_of(*state, store.keys()).headers.front().second != *expected;
}

Response changed_meanwhile() {
    return problem(412, "The questionnaire was changed meanwhile: read it again.");
}

json::array to_json(const core::Findings& findings) {
    json::array list;
    for (const core::Finding& finding : findings)
        list.push_back(json::object{
            {"part", finding.part},
            {"rule", finding.rule},
            {"limit", finding.limit > 0 ? json::value(finding.limit) : json::value(nullptr)},
            {"message", finding.message}});
    return list;
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
    reply(state ? answer_of(*state, desk.store.keys()) : no_such_questionnaire());
}

void give_version(Desk& desk, Call call, const Reply& reply) {
    const std::string& number = call.parts.at("version");
    int version = 0;
    std::from_chars(number.data(), number.data() + number.size(), version);
    const auto found = find_version(desk.store, call.parts.at("questionnaire"), version);
    if (!found || std::to_string(version) != number)
        return reply(problem(404, "There is no such version."));
    reply(answer_with(wire::to_json(*found)));
}

void check_questionnaire(Desk& desk, Call call, const Reply& reply) {
    if (!is_json(call.request)) return reply(not_json());
    const auto body = wire::parse(call.request.body);
    if (!body) return reply(problem_of(body.error()));
    const auto draft = wire::to_unfinished_questionnaire(*body);
    if (!draft) return reply(problem_of(draft.error()));
    core::Findings errors = core::broken_rules(*draft);
    if (const auto fits = desk.store.catalogue().fits(*draft); errors.empty() && !fits)
        errors.push_back({"", fits.error().message, "unlike_before"});
    core::Findings warnings = core::nothing_asked(*draft);
    std::ranges::move(core::poor_asking(*draft), std::back_inserter(warnings));
    reply(answer_with(json::object{{"errors", to_json(errors)}, {"warnings", to_json(warnings)}}));
}

void put_questionnaire(Desk& desk, Call call, const Reply& reply) {
    if (call.manager->shops) return reply(not_for_all());
    if (!is_json(call.request)) return reply(not_json());
    const auto body = wire::parse(call.request.body);
    if (!body) return reply(problem_of(body.error()));
    const auto draft = wire::to_unfinished_questionnaire(*body);
    if (!draft) return reply(problem_of(draft.error()));
    if (draft->id != call.parts.at("questionnaire"))
        return reply(problem(400, "It has another id than its address.", "/id"));
    const Act act = act_of(desk, call);
    const auto expected = call.request.header("if-match");
    bool meanwhile = false;
    desk.writer.run([&](Store& store) {
        meanwhile = is_changed(store, draft->id, expected);
        if (!meanwhile) keep_draft(store, *draft, act);
    });
    if (meanwhile) return reply(changed_meanwhile());
    give_questionnaire(desk, std::move(call), reply);
}

void drop_questionnaire_draft(Desk& desk, Call call, const Reply& reply) {
    if (call.manager->shops) return reply(not_for_all());
    const std::string& id = call.parts.at("questionnaire");
    const Act act = act_of(desk, call);
    const auto expected = call.request.header("if-match");
    bool meanwhile = false;
    desk.writer.run([&](Store& store) {
        meanwhile = is_changed(store, id, expected);
        if (!meanwhile) drop_draft(store, id, act);
    });
    reply(meanwhile ? changed_meanwhile() : done());
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
    const auto expected = call.request.header("if-match");
    bool meanwhile = false;
    desk.writer.run([&](Store& store) {
        const std::string& id = call.parts.at("questionnaire");
        meanwhile = is_changed(store, id, expected);
        if (!meanwhile) published = publish_draft(store, id, *shop, act);
    });
    if (meanwhile) return reply(changed_meanwhile());
    if (!published) return reply(problem_of(published.error()));
    desk.published.renew();
    desk.bundles.renewed(*shop);
    give_questionnaire(desk, std::move(call), reply);
}

}  // namespace earshot::sync
