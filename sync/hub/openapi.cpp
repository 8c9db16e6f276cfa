#include "sync/hub/openapi.h"

#include <algorithm>
#include <array>

#include "sync/hub/desk.h"
#include "sync/hub/router.h"
#include "sync/hub/schemas.h"
#include "sync/wire/json.h"

namespace earshot::sync {
namespace {

namespace json = wire::json;

constexpr std::string_view ndjson = "application/x-ndjson";
constexpr std::string_view octets = "application/octet-stream";
constexpr std::string_view spans = "from to shop";
constexpr std::string_view report_query =
    "from to shop till question source flagged by compare language";

constexpr auto table = std::to_array<Described>({
    {"POST", "/v1/devices", "Trades an enrolment code for a token; a code works once", "",
     "EnrolmentRequest", "Enrolment", 201},
    {"POST", "/v1/devices/self/token", "A new token; the old one works for one more hour", "", "",
     "RenewedToken", 201},
    {"POST", "/v1/batches", "Hands records over, one JSON object a line", "", ndjson, "Receipt"},
    {"GET", "/v1/bundle", "What the kiosk should show", "", "", "Bundle"},
    {"GET", "/v1/report", "The reasons, counted", report_query, "", "Report"},
    {"GET", "/v1/loyalty",
     "Who chooses the shop first, who comes back, and what goes together with it",
     "from to shop language", "", "Loyalty"},
    {"GET", "/v1/shops", "The shops that the caller may see", "", "", "Shops"},
    {"GET", "/v1/shops/{shop}", "A shop's settings", "", "", "Shop"},
    {"PATCH", "/v1/shops/{shop}", "Changes what is given", "", "ShopChange", "Shop"},
    {"GET", "/v1/shops/{shop}/days", "The days that somebody marked as unusual", "", "", "Days"},
    {"GET", "/v1/shops/{shop}/days/{date}", "Whether something was different on this day", "", "",
     "Day"},
    {"PUT", "/v1/shops/{shop}/days/{date}", "Marks a day as unusual, and says why", "", "DayMark",
     "Day"},
    {"GET", "/v1/questionnaires", "Every questionnaire with its versions", "", "",
     "Questionnaires"},
    {"GET", "/v1/questionnaires/{questionnaire}", "Its newest version and its draft", "", "",
     "QuestionnaireState"},
    {"PUT", "/v1/questionnaires/{questionnaire}", "Keeps a draft, finished or not", "",
     "Questionnaire", "QuestionnaireState"},
    {"POST", "/v1/questionnaires/{questionnaire}/publish", "Lets kiosks ask it", "", "ForShop",
     "QuestionnaireState"},
    {"POST", "/v1/questionnaires/{questionnaire}/check",
     "What keeps it from being published, and what breaks a rule of good asking; keeps nothing", "",
     "Questionnaire", "Findings"},
    {"DELETE", "/v1/questionnaires/{questionnaire}/draft", "Drops the draft", "", "", "", 204},
    {"GET", "/v1/questionnaires/{questionnaire}/versions/{version}", "As it was published", "", "",
     "Questionnaire"},
    {"GET", "/v1/reasons", "The reason book", "", "", "Reasons"},
    {"PUT", "/v1/reasons", "The whole reason book, changed", "", "Reasons", "Reasons"},
    {"GET", "/v1/actions", "What the managers took up", "shop state", "", "Actions"},
    {"POST", "/v1/actions", "Takes something up", "", "ActionChange", "Action", 201},
    {"GET", "/v1/actions/{action}", "One of them with its history", "", "", "Action"},
    {"PATCH", "/v1/actions/{action}", "Changes what is given", "", "ActionChange", "Action"},
    {"GET", "/v1/actions/{action}/effect", "Whether the complaint became rarer afterwards", "", "",
     "Effect"},
    {"GET", "/v1/comments", "What was heard, by day and its part",
     "from to shop q order daypart topic tone theme worded cursor", "", "Comments"},
    {"GET", "/v1/comments/{record}", "A comment, as lists show it", "", "", "Comment"},
    {"DELETE", "/v1/comments/{record}", "Erases a comment, for good", "", "", "", 204},
    {"GET", "/v1/responses", "What was answered, by day and its part",
     "from to shop q order daypart question choice theme flagged worded cursor", "", "Responses"},
    {"GET", "/v1/responses/{record}", "A response, as lists show it", "", "", "Response"},
    {"DELETE", "/v1/responses/{record}", "Erases a response, for good", "", "", "", 204},
    {"PUT", "/v1/blobs/{blob}", "Hands over what a comment names, sealed", "", octets,
     "BlobReceipt"},
    {"GET", "/v1/blobs/{blob}", "What a cashier said aloud: Opus", "", "", "audio/ogg"},
    {"GET", "/v1/themes", "What people talk about, counted and proposed, and groups without a name",
     spans, "", "Themes"},
    {"PATCH", "/v1/themes", "Confirms, names, renames or merges", "", "ThemeChange", "ThemeMade"},
    {"GET", "/v1/quality", "What was set aside or refused, and why", spans, "", "Quality"},
    {"PATCH", "/v1/quality", "Sets a response aside, puts it back, or takes in what was refused",
     "", "Decision", "", 204},
    {"GET", "/v1/live",
     "Server-sent events: response, comment, follow_up, alert and device, each with its shop and "
     "id; missed, where more happened than is kept. Resumable with Last-Event-ID",
     "shop", "", "text/event-stream"},
    {"GET", "/v1/export/{file}",
     "responses, comments, tallies, actions or the codebook, as .csv or as .ndjson",
     "from to shop q topic tone theme question choice flagged worded language", "", ndjson},
    {"GET", "/v1/follow-ups", "Shoppers who want to hear back; the box is for whoever has taken it",
     "shop", "", "FollowUps"},
    {"PATCH", "/v1/follow-ups/{follow_up}",
     "Takes it, gives it back, notes something; once done it is gone (204)", "", "FollowUpChange",
     "FollowUp"},
    {"GET", "/v1/follow-ups/keys", "The keys that contacts are sealed to", "", "", "FollowUpKeys"},
    {"POST", "/v1/follow-ups/keys",
     "A new key, or one there is for more shops; its secret comes wrapped", "", "NewFollowUpKey",
     "FollowUpKey", 201},
    {"PUT", "/v1/follow-ups/keys/{key}/copies/{user}",
     "Asks for a copy of the secret, or gives one, wrapped for this person", "", "FollowUpCopy", "",
     204},
    {"DELETE", "/v1/follow-ups/keys/{key}/copies/{user}", "Takes a copy away", "", "", "", 204},
    {"POST", "/v1/follow-ups/keys/{key}/failures",
     "A page says that a passphrase did not open it: for the audit log", "", "", "", 204},
    {"GET", "/v1/devices", "The kiosks", "shop", "", "Devices"},
    {"POST", "/v1/devices/{device}/batches",
     "Hands over what a kiosk could not send, as it would itself", "", ndjson, "Receipt"},
    {"DELETE", "/v1/devices/{device}", "Revokes a kiosk", "", "", "", 204},
    {"POST", "/v1/enrolments", "A code that enrols one kiosk within 15 minutes", "", "ForTill",
     "EnrolmentCode", 201},
    {"POST", "/v1/sessions", "Lets a person in: a cookie, or a token for a terminal", "", "Login",
     "Session", 201},
    {"GET", "/v1/sessions/self", "Who calls, and a page's CSRF token", "", "", "Session"},
    {"DELETE", "/v1/sessions/self", "Ends the session", "", "", "", 204},
    {"POST", "/v1/users/self/totp", "Offers a second factor", "", "", "TotpOffer", 201},
    {"PUT", "/v1/users/self/totp", "Asks for it from now on", "", "TotpCode", "", 204},
    {"DELETE", "/v1/users/self/totp", "Asks for it no more", "", "TotpCode", "", 204},
    {"PUT", "/v1/users/self/password", "A new password; other sessions end", "", "PasswordChange",
     "", 204},
    {"GET", "/v1/users", "The accounts", "", "", "Users"},
    {"POST", "/v1/users", "Makes an account", "", "NewUser", "User", 201},
    {"PATCH", "/v1/users/{user}", "Changes what is given: role, shops, password", "", "UserChange",
     "User"},
    {"DELETE", "/v1/users/{user}", "Ends an account with its sessions and tokens", "", "", "", 204},
    {"GET", "/v1/tokens", "The API tokens that work", "", "", "Tokens"},
    {"POST", "/v1/tokens", "Makes an API token, shown this once", "", "NewToken", "Token", 201},
    {"DELETE", "/v1/tokens/{token}", "Revokes an API token", "", "", "", 204},
    {"GET", "/v1/keeping", "How long what is kept of a shopper stays", "", "", "Keeping"},
    {"GET", "/v1/audit", "Who changed what, and when", "cursor", "", "Audit"},
    {"GET", "/healthz", "Whether the hub runs", "", "", "Status"},
    {"GET", "/readyz", "Whether it can store", "", "", "Status"},
    {"GET", "/metrics", "Figures of the running hub, for Prometheus", "", "", "text/plain"},
    {"GET", "/openapi.json", "This description", "", "", "application/json"},
    {"GET", "/", "The manager's page", "", "", "text/html"},
    {"GET", "/call", "The same, where contacts may be opened", "", "", "text/html"},
    {"GET", "/assets/{file}", "What the page is made of", "", "", "text/plain"},
});

bool is_media_type(std::string_view name) { return name.find('/') != std::string_view::npos; }

json::object content(std::string_view what) {
    if (is_media_type(what)) return {{what, json::object{{"schema", {{"type", "string"}}}}}};
    return {{"application/json",
             {{"schema", {{"$ref", "#/components/schemas/" + std::string(what)}}}}}};
}

json::array parameters(const Described& call) {
    json::array all;
    const auto add = [&](std::string_view name, const char* where) {
        all.push_back(json::object{{"name", name},
                                   {"in", where},
                                   {"required", std::string_view(where) == "path"},
                                   {"schema", {{"type", "string"}}}});
    };
    for (std::size_t from = call.path.find('{'); from != std::string_view::npos;
         from = call.path.find('{', from + 1))
        add(call.path.substr(from + 1, call.path.find('}', from) - from - 1), "path");
    for (std::string_view rest = call.query; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        add(rest.substr(0, end), "query");
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return all;
}

json::array security(Caller caller) {
    const json::array none;
    if (caller == Caller::anyone) return none;
    if (caller == Caller::device) return {json::object{{"device", none}}};
    return {json::object{{"token", none}}, json::object{{"session", none}}};
}

json::object operation(const Route& route, const Described& call) {
    json::object done{{"description", call.does}};
    if (!call.gives.empty()) done["content"] = content(call.gives);
    json::object out{{"summary", call.does},
                     {"parameters", parameters(call)},
                     {"security", security(route.caller)},
                     {"responses",
                      {{std::to_string(call.status), std::move(done)},
                       {"default",
                        {{"description", "What is wrong (RFC 9457)"},
                         {"content",
                          {{"application/problem+json",
                            {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}}}};
    constexpr std::array roles = {"anyone", "device", "viewer", "manager", "admin"};
    out["x-role"] = roles[static_cast<std::size_t>(route.caller)];
    if (!call.takes.empty())
        out["requestBody"] = json::object{{"required", true}, {"content", content(call.takes)}};
    return out;
}

std::string lower(std::string_view method) {
    std::string text(method);
    std::ranges::transform(text, text.begin(),
                           [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    return text;
}

}  // namespace

std::span<const Described> descriptions() { return table; }

std::string openapi() {
    json::object paths;
    for (const Route& route : routes()) {
        const auto call = std::ranges::find_if(table, [&](const Described& each) {
            return each.method == route.method && each.path == route.path;
        });
        if (call == table.end()) continue;
        if (!paths.contains(route.path)) paths[route.path] = json::object();
        paths[route.path].as_object()[lower(route.method)] = operation(route, *call);
    }
    const auto bearer = [](const char* whose) {
        return json::object{{"type", "http"}, {"scheme", "bearer"}, {"description", whose}};
    };
    return wire::write(json::object{
        {"openapi", "3.1.0"},
        {"info", {{"title", "Earshot"}, {"version", EARSHOT_VERSION}}},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", wire::parse(schemas, schemas.size()).value()},
          {"securitySchemes",
           {{"device", bearer("a device's token")},
            {"token", bearer("an API token")},
            {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "earshot_session"}}}}}}}});
}

void give_openapi(Desk&, Call, const Reply& reply) {
    Response response;
    response.body = openapi();
    reply(std::move(response));
}

}  // namespace earshot::sync
