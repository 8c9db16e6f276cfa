#include "sync/hub/router.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "core/id.h"
#include "sync/hub/caller.h"

namespace earshot::sync {
namespace {

constexpr auto table = std::to_array<Route>({
    {"POST", "/v1/devices", Caller::anyone, enrol_device},
    {"POST", "/v1/devices/self/token", Caller::device, renew_token},
    {"POST", "/v1/batches", Caller::device, take_batch},
    {"GET", "/v1/bundle", Caller::device, give_bundle},
    {"GET", "/v1/report", Caller::viewer, give_report},
    {"GET", "/v1/loyalty", Caller::viewer, give_loyalty},
    {"GET", "/v1/shops", Caller::viewer, give_shops},
    {"GET", "/v1/shops/{shop}", Caller::viewer, give_shop},
    {"PATCH", "/v1/shops/{shop}", Caller::manager, patch_shop},
    {"GET", "/v1/shops/{shop}/days", Caller::viewer, give_days},
    {"GET", "/v1/shops/{shop}/days/{date}", Caller::viewer, give_day},
    {"PUT", "/v1/shops/{shop}/days/{date}", Caller::manager, put_day},
    {"GET", "/v1/questionnaires", Caller::viewer, give_questionnaires},
    {"GET", "/v1/questionnaires/{questionnaire}", Caller::viewer, give_questionnaire},
    {"PUT", "/v1/questionnaires/{questionnaire}", Caller::manager, put_questionnaire},
    {"POST", "/v1/questionnaires/{questionnaire}/publish", Caller::manager, publish_questionnaire},
    {"POST", "/v1/questionnaires/{questionnaire}/check", Caller::manager, check_questionnaire},
    {"DELETE", "/v1/questionnaires/{questionnaire}/draft", Caller::manager,
     drop_questionnaire_draft},
    {"GET", "/v1/questionnaires/{questionnaire}/versions/{version}", Caller::viewer, give_version},
    {"GET", "/v1/reasons", Caller::viewer, give_reasons},
    {"PUT", "/v1/reasons", Caller::manager, put_reasons},
    {"GET", "/v1/actions", Caller::viewer, give_actions},
    {"POST", "/v1/actions", Caller::manager, begin_action},
    {"GET", "/v1/actions/{action}", Caller::viewer, give_action},
    {"PATCH", "/v1/actions/{action}", Caller::manager, patch_action},
    {"GET", "/v1/actions/{action}/effect", Caller::viewer, give_effect},
    {"GET", "/v1/comments", Caller::viewer, give_comments},
    {"GET", "/v1/comments/{record}", Caller::viewer, give_comment},
    {"DELETE", "/v1/comments/{record}", Caller::manager, erase_comment},
    {"GET", "/v1/responses", Caller::viewer, give_responses},
    {"GET", "/v1/responses/{record}", Caller::viewer, give_response},
    {"DELETE", "/v1/responses/{record}", Caller::manager, erase_response},
    {"PUT", "/v1/blobs/{blob}", Caller::device, put_blob},
    {"GET", "/v1/blobs/{blob}", Caller::manager, give_blob},
    {"GET", "/v1/themes", Caller::viewer, give_themes},
    {"PATCH", "/v1/themes", Caller::manager, patch_themes},
    {"GET", "/v1/quality", Caller::viewer, give_quality},
    {"PATCH", "/v1/quality", Caller::manager, patch_quality},
    {"GET", "/v1/live", Caller::viewer, give_live},
    {"GET", "/v1/export/{file}", Caller::viewer, give_export},
    {"GET", "/v1/follow-ups", Caller::manager, give_follow_ups},
    {"PATCH", "/v1/follow-ups/{follow_up}", Caller::manager, patch_follow_up},
    {"GET", "/v1/follow-ups/keys", Caller::manager, give_followup_keys},
    {"POST", "/v1/follow-ups/keys", Caller::manager, make_followup_key},
    {"PUT", "/v1/follow-ups/keys/{key}/copies/{user}", Caller::manager, put_followup_copy},
    {"DELETE", "/v1/follow-ups/keys/{key}/copies/{user}", Caller::manager, delete_followup_copy},
    {"POST", "/v1/follow-ups/keys/{key}/failures", Caller::manager, note_failed_opening},
    {"GET", "/v1/devices", Caller::viewer, give_devices},
    {"POST", "/v1/devices/{device}/batches", Caller::manager, take_carried_batch},
    {"DELETE", "/v1/devices/{device}", Caller::admin, revoke_device},
    {"POST", "/v1/enrolments", Caller::admin, make_enrolment},
    {"POST", "/v1/sessions", Caller::anyone, log_in},
    {"GET", "/v1/sessions/self", Caller::viewer, give_session},
    {"DELETE", "/v1/sessions/self", Caller::viewer, log_out},
    {"POST", "/v1/users/self/totp", Caller::viewer, offer_totp},
    {"PUT", "/v1/users/self/totp", Caller::viewer, confirm_totp},
    {"DELETE", "/v1/users/self/totp", Caller::viewer, end_totp},
    {"PUT", "/v1/users/self/password", Caller::viewer, change_password},
    {"GET", "/v1/users", Caller::admin, give_users},
    {"POST", "/v1/users", Caller::admin, make_user},
    {"PATCH", "/v1/users/{user}", Caller::admin, patch_user},
    {"DELETE", "/v1/users/{user}", Caller::admin, delete_user},
    {"GET", "/v1/tokens", Caller::admin, give_tokens},
    {"POST", "/v1/tokens", Caller::admin, make_token},
    {"DELETE", "/v1/tokens/{token}", Caller::admin, delete_token},
    {"GET", "/v1/keeping", Caller::viewer, give_keeping},
    {"GET", "/v1/audit", Caller::admin, give_audit},
    {"GET", "/healthz", Caller::anyone, give_health},
    {"GET", "/readyz", Caller::anyone, give_readiness},
    {"GET", "/metrics", Caller::anyone, give_metrics},
    {"GET", "/openapi.json", Caller::anyone, give_openapi},
    {"GET", "/", Caller::anyone, give_page},
    {"GET", "/call", Caller::anyone, give_call_page},
    {"GET", "/assets/{file}", Caller::anyone, give_asset},
});

struct Target {
    std::vector<std::string> path;  // its parts
    std::map<std::string, std::string> query;
};

core::Result<Target> target_of(const std::string& text) {
    const auto parsed = boost::urls::parse_origin_form(text);
    if (!parsed) return core::fail(core::ErrorKind::invalid, "The target is no path and query.");
    Target target;
    for (const auto& part : parsed->segments()) target.path.push_back(part);
    for (const auto& parameter : parsed->params()) {
        if (!target.query.emplace(parameter.key, parameter.value).second)
            return core::fail(core::ErrorKind::invalid,
                              "The parameter " + parameter.key + " is given twice.");
    }
    return target;
}

bool answers(const Route& route, std::string_view method) {
    return route.method == method || (route.method == "GET" && method == "HEAD");
}

bool is_variable(std::string_view part) { return part.starts_with('{'); }

// The variable parts of a path, by name, if it is one of the route's.
std::optional<std::map<std::string, std::string>> parts_of(const Route& route,
                                                           const std::vector<std::string>& path) {
    std::map<std::string, std::string> parts;
    std::string_view pattern = route.path;
    for (const std::string& part : path) {
        if (pattern.empty()) return std::nullopt;
        pattern.remove_prefix(1);
        const std::string_view expected = pattern.substr(0, pattern.find('/'));
        pattern.remove_prefix(expected.size());
        if (is_variable(expected) && !part.empty())
            parts.emplace(expected.substr(1, expected.size() - 2), part);
        else if (expected != part)
            return std::nullopt;
    }
    // The root has no parts.
    if (!pattern.empty() && pattern != "/") return std::nullopt;
    return parts;
}

Response wrong_method(const std::vector<std::string>& path) {
    std::string allowed;
    for (const Route& route : table) {
        if (!parts_of(route, path)) continue;
        allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
        if (route.method == "GET") allowed += ", HEAD";
    }
    if (allowed.empty()) return problem(404, "There is nothing here.");
    Response response = problem(405, "This takes " + allowed + ".");
    response.headers.emplace_back("Allow", allowed);
    return response;
}

// The number by which a person finds the line in the log that belongs to an answer.
Reply with_number(Desk& desk, const std::string& number, Reply reply) {
    return [&desk, number, reply = std::move(reply)](Response response) {
        desk.metrics.answered(response.status);
        if (response.status >= 400) response.headers.emplace_back(request_id_header, number);
        reply(std::move(response));
    };
}

void call_resource(Desk& desk, Request request, const Reply& reply) {
    auto target = target_of(request.target);
    if (!target) return reply(problem(400, target.error().message));
    Call call{std::move(request), std::move(target->query)};
    const Route* found = nullptr;
    for (const Route& route : table) {
        if (!answers(route, call.request.method)) continue;
        if (auto parts = parts_of(route, target->path)) {
            found = &route;
            call.parts = *std::move(parts);
            break;
        }
    }
    if (found == nullptr) return reply(wrong_method(target->path));

    if (auto refusal = refused(desk, *found, call)) return reply(*std::move(refusal));
    const bool known = found->caller != Caller::anyone;
    found->resource(desk, std::move(call), [known, reply](Response response) {
        response.trusted = response.trusted || known;
        reply(std::move(response));
    });
}

}  // namespace

std::span<const Route> routes() { return table; }

void route(Desk& desk, Request request, const Reply& reply) {
    const std::string number = core::make_id(desk.clock().wall, core::system_random);
    const Reply numbered = with_number(desk, number, reply);
    try {
        call_resource(desk, std::move(request), numbered);
    } catch (const sql::Unavailable& error) {
        spdlog::error("request {}: the store is not available: {}", number, error.what());
        numbered(come_back(503, "The hub cannot use its store now.", 10));
    } catch (const std::exception& error) {
        spdlog::error("request {}: {}", number, error.what());
        numbered(problem(500, "The hub failed at this. Its log has the request's number."));
    }
}

}  // namespace earshot::sync
