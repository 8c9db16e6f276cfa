#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/seal.h"
#include "sync/hub/router.h"
#include "sync/store/blobs.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using sync::Caller;
using test::Headers;
using test::said;

// How a route is called where it must work, and where another shop's things stand behind it.
struct Row {
    const char* method;
    const char* path;  // as in the router's table
    std::string own;
    std::optional<std::string> other;
    std::string body;
    std::string other_body;  // where it is the body that names the shop
    int status = 200;
};

// Every route × whoever may call × the own and another shop, from the router's own table.
class RightsTest : public test::HubTest {
  protected:
    RightsTest() {
        spare = shop.enrol("harbour", "till-8").id;
        const sync::Device far = shop.enrol("quay", "till-1");
        foreign = far.id;
        core::Comment heard;
        heard.topics = {"produce"};
        heard.locale = "en";
        shop.send(far,
                  test::body_of({test::a_response(11, "B", {"produce"}), test::a_record(12, heard),
                                 test::a_record(13, test::a_follow_up())}));
        EXPECT_TRUE(sync::keep_blob(*shop.store, "quay", test::an_id(13),
                                    core::seal("hm", {"k", shop.store->keys().sealing.key}).box,
                                    shop.now));
        lost_token = enrolled("till-9");
        shop.store->writer().run("UPDATE devices SET revoked_at = 1 WHERE till = 'till-9'", {});
        shop.device_token = enrolled("till-7");
        own_action = opened("harbour");
        foreign_action = opened("quay");
    }

    std::string enrolled(const std::string& till) {
        shop.enrol("harbour", till);
        return shop.device_token;
    }

    std::string opened(const std::string& where) {
        return said(
            read(post("/v1/actions", manager(), R"({"shop":")" + where + R"(","title":"Bread"})"),
                 201),
            "/id");
    }

    std::vector<Row> rows() const {
        const std::string enrolment = R"({"shop":"harbour","till":"till-5"})";
        return {
            {"POST", "/v1/devices/self/token", "/v1/devices/self/token", {}, "", "", 201},
            {"POST", "/v1/batches", "/v1/batches", {}, "", "", 415},
            {"GET", "/v1/bundle", "/v1/bundle", {}, "", ""},
            {"GET", "/v1/report", "/v1/report?shop=harbour", "/v1/report?shop=quay", "", ""},
            {"GET", "/v1/loyalty", "/v1/loyalty?shop=harbour", "/v1/loyalty?shop=quay", "", ""},
            {"GET", "/v1/shops", "/v1/shops", {}, "", ""},
            {"GET", "/v1/shops/{shop}", "/v1/shops/harbour", "/v1/shops/quay", "", ""},
            {"PATCH", "/v1/shops/{shop}", "/v1/shops/harbour", "/v1/shops/quay", "{}", "{}"},
            {"GET", "/v1/shops/{shop}/days", "/v1/shops/harbour/days", "/v1/shops/quay/days", "",
             ""},
            {"GET", "/v1/shops/{shop}/days/{date}", "/v1/shops/harbour/days/2026-10-24",
             "/v1/shops/quay/days/2026-10-24", "", ""},
            {"PUT", "/v1/shops/{shop}/days/{date}", "/v1/shops/harbour/days/2026-10-24",
             "/v1/shops/quay/days/2026-10-24", R"({"unusual":false})", R"({"unusual":false})"},
            {"GET", "/v1/questionnaires", "/v1/questionnaires", {}, "", ""},
            {"GET", "/v1/questionnaires/{questionnaire}", "/v1/questionnaires/market", {}, "", ""},
            // A manager of one shop writes nothing that is for all of them.
            {"PUT",
             "/v1/questionnaires/{questionnaire}",
             "/v1/questionnaires/market",
             {},
             "",
             "",
             403},
            {"POST", "/v1/questionnaires/{questionnaire}/publish",
             "/v1/questionnaires/market/publish", "/v1/questionnaires/market/publish",
             R"({"shop":"harbour"})", R"({"shop":"quay"})"},
            {"POST",
             "/v1/questionnaires/{questionnaire}/check",
             "/v1/questionnaires/market/check",
             {},
             "",
             "",
             400},
            {"DELETE",
             "/v1/questionnaires/{questionnaire}/draft",
             "/v1/questionnaires/market/draft",
             {},
             "",
             "",
             403},
            {"GET",
             "/v1/questionnaires/{questionnaire}/versions/{version}",
             "/v1/questionnaires/market/versions/3",
             {},
             "",
             ""},
            {"GET", "/v1/keeping", "/v1/keeping", {}, "", ""},
            {"GET", "/v1/reasons", "/v1/reasons", {}, "", ""},
            {"PUT", "/v1/reasons", "/v1/reasons", {}, "", "", 403},
            {"GET", "/v1/actions", "/v1/actions?shop=harbour", "/v1/actions?shop=quay", "", ""},
            {"POST", "/v1/actions", "/v1/actions", "/v1/actions",
             R"({"shop":"harbour","title":"Riper mangoes"})",
             R"({"shop":"quay","title":"Riper mangoes"})", 201},
            {"GET", "/v1/actions/{action}", "/v1/actions/" + own_action,
             "/v1/actions/" + foreign_action, "", ""},
            {"GET", "/v1/actions/{action}/effect", "/v1/actions/" + own_action + "/effect",
             "/v1/actions/" + foreign_action + "/effect", "", ""},
            {"PATCH", "/v1/actions/{action}", "/v1/actions/" + own_action,
             "/v1/actions/" + foreign_action, "{}", "{}"},
            {"GET", "/v1/comments", "/v1/comments?shop=harbour", "/v1/comments?shop=quay", "", ""},
            {"GET", "/v1/comments/{record}", "/v1/comments/" + test::an_id(404),
             "/v1/comments/" + test::an_id(12), "", "", 404},
            {"DELETE", "/v1/comments/{record}", "/v1/comments/" + test::an_id(404),
             "/v1/comments/" + test::an_id(12), "", "", 404},
            {"GET", "/v1/responses", "/v1/responses?shop=harbour", "/v1/responses?shop=quay", "",
             ""},
            {"GET", "/v1/responses/{record}", "/v1/responses/" + test::an_id(404),
             "/v1/responses/" + test::an_id(11), "", "", 404},
            {"DELETE", "/v1/responses/{record}", "/v1/responses/" + test::an_id(404),
             "/v1/responses/" + test::an_id(11), "", "", 404},
            {"PUT", "/v1/blobs/{blob}", "/v1/blobs/" + test::an_id(404), {}, "", "", 415},
            {"GET", "/v1/blobs/{blob}", "/v1/blobs/" + test::an_id(404),
             "/v1/blobs/" + test::an_id(13), "", "", 404},
            {"GET", "/v1/themes", "/v1/themes?shop=harbour", "/v1/themes?shop=quay", "", ""},
            {"PATCH", "/v1/themes", "/v1/themes", "/v1/themes",
             R"({"shop":"harbour","theme":"nothing","name":"x"})",
             R"({"shop":"quay","theme":"nothing","name":"x"})", 404},
            {"GET", "/v1/quality", "/v1/quality?shop=harbour", "/v1/quality?shop=quay", "", ""},
            {"PATCH", "/v1/quality", "/v1/quality", "/v1/quality",
             R"({"id":")" + test::an_id(404) + R"(","set_aside":true,"because":"x"})",
             R"({"id":")" + test::an_id(11) + R"(","set_aside":true,"because":"x"})", 404},
            {"GET", "/v1/live", "/v1/live?shop=harbour", "/v1/live?shop=quay", "", ""},
            {"GET", "/v1/export/{file}", "/v1/export/comments.csv?shop=harbour",
             "/v1/export/comments.csv?shop=quay", "", ""},
            {"GET", "/v1/follow-ups", "/v1/follow-ups?shop=harbour", "/v1/follow-ups?shop=quay", "",
             ""},
            {"PATCH", "/v1/follow-ups/{follow_up}", "/v1/follow-ups/" + test::an_id(404),
             "/v1/follow-ups/" + test::an_id(13), "{}", "{}", 404},
            // Contacts are no script's.
            {"GET", "/v1/follow-ups/keys", "/v1/follow-ups/keys", {}, "", "", 403},
            {"POST", "/v1/follow-ups/keys", "/v1/follow-ups/keys", "/v1/follow-ups/keys", "{}",
             R"({"key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","wrapped":"w",
                 "recovery":"r","shops":["quay"]})",
             400},
            {"PUT",
             "/v1/follow-ups/keys/{key}/copies/{user}",
             "/v1/follow-ups/keys/none/copies/ada",
             {},
             "{}",
             "",
             404},
            {"DELETE",
             "/v1/follow-ups/keys/{key}/copies/{user}",
             "/v1/follow-ups/keys/none/copies/ada",
             {},
             "",
             "",
             404},
            {"POST",
             "/v1/follow-ups/keys/{key}/failures",
             "/v1/follow-ups/keys/none/failures",
             {},
             "",
             "",
             404},
            {"GET", "/v1/devices", "/v1/devices?shop=harbour", "/v1/devices?shop=quay", "", ""},
            {"POST", "/v1/devices/{device}/batches", "/v1/devices/" + spare + "/batches",
             "/v1/devices/" + foreign + "/batches", "", "", 415},
            {"DELETE", "/v1/devices/{device}", "/v1/devices/" + spare, "/v1/devices/" + foreign, "",
             "", 204},
            {"POST", "/v1/enrolments", "/v1/enrolments", "/v1/enrolments", enrolment,
             R"({"shop":"quay","till":"till-5"})", 201},
            {"GET", "/v1/sessions/self", "/v1/sessions/self", {}, "", ""},
            {"DELETE", "/v1/sessions/self", "/v1/sessions/self", {}, "", "", 204},
            {"POST", "/v1/users/self/totp", "/v1/users/self/totp", {}, "", "", 201},
            {"PUT", "/v1/users/self/totp", "/v1/users/self/totp", {}, "{}", "", 400},
            {"DELETE", "/v1/users/self/totp", "/v1/users/self/totp", {}, "{}", "", 400},
            {"PUT", "/v1/users/self/password", "/v1/users/self/password", {}, "{}", "", 400},
            {"GET", "/v1/users", "/v1/users", {}, "", ""},
            {"POST", "/v1/users", "/v1/users", "/v1/users",
             R"({"name":"ben","password":"long enough","role":"viewer","shops":["harbour"]})",
             R"({"name":"eve","password":"long enough","role":"viewer","shops":["quay"]})", 201},
            {"PATCH", "/v1/users/{user}", "/v1/users/nobody", "/v1/users/ada", "{}", "{}", 404},
            // The first admin is of all shops.
            {"DELETE", "/v1/users/{user}", "/v1/users/nobody", "/v1/users/ada", "", "", 404},
            {"GET", "/v1/tokens", "/v1/tokens", {}, "", ""},
            {"POST", "/v1/tokens", "/v1/tokens", "/v1/tokens",
             R"({"name":"a","role":"viewer","shops":["harbour"]})",
             R"({"name":"b","role":"viewer"})", 201},
            {"DELETE", "/v1/tokens/{token}", "/v1/tokens/none", "/v1/tokens/none", "", "", 404},
            {"GET", "/v1/audit", "/v1/audit", {}, "", ""},
        };
    }

    static bool may(Caller route, Caller who) {
        const bool device = route == Caller::device || who == Caller::device;
        return device ? route == who : static_cast<int>(who) >= static_cast<int>(route);
    }

    test::Answer as_whom(const Headers& who, const Row& row, const std::string& target,
                         const std::string& body) {
        if (std::string_view(row.path) == "/v1/live") return head_of_live(target, who);
        return test::call(hub->port(), row.method, target, who, body);
    }

    // An answer without an end: its head tells.
    test::Answer head_of_live(const std::string& target, const Headers& who) {
        test::Client client(hub->port());
        std::string request = "GET " + target + " HTTP/1.1\r\nHost: hub\r\n";
        for (const auto& [name, value] : who) request += name + ": " + value + "\r\n";
        client.send_bytes(request + "\r\n");
        test::Answer answer = client.read_head().value_or(test::Answer{});
        if (answer.status != 200) client.read_body(answer);
        return answer;
    }

    std::string spare, foreign, lost_token, own_action, foreign_action;
};

TEST_F(RightsTest, EachRouteAnswersWhomItIsForAndNobodyElse) {
    const std::map<std::string, std::pair<Caller, Headers>> callers{
        {"device", {Caller::device, device()}},
        {"viewer", {Caller::viewer, as("viewer", "harbour")}},
        {"manager", {Caller::manager, as("manager", "harbour")}},
        {"admin", {Caller::admin, as("admin", "harbour")}}};
    const std::map<std::string, Headers> nobody{
        {"anonymous", {}},
        {"an empty token", {{"Authorization", "Bearer "}}},
        {"an unknown token", {{"Authorization", "Bearer " + std::string(43, 'A')}}},
        {"no bearer", {{"Authorization", "Basic " + shop.admin_token()}}},
        {"a revoked device", {{"Authorization", "Bearer " + lost_token}}}};
    sync::Limits patient;
    patient.failed_tries = 100'000;
    restart(patient);

    const std::vector<Row> table = rows();
    std::set<std::string> denied;
    for (const sync::Route& route : sync::routes()) {
        if (route.caller == Caller::anyone) continue;
        const auto row = std::ranges::find_if(table, [&](const Row& each) {
            return each.method == route.method && each.path == route.path;
        });
        ASSERT_NE(row, table.end()) << route.method << ' ' << route.path << " has no row here";
        SCOPED_TRACE(std::string(route.method) + " " + row->own);
        for (const auto& [who, headers] : nobody) {
            SCOPED_TRACE(who);
            const auto answer = as_whom(headers, *row, row->own, row->body);
            expect_problem(answer, 401);
            denied.insert(answer.body);
        }
        for (const auto& [who, caller] : callers) {
            SCOPED_TRACE(who);
            const auto& [kind, headers] = caller;
            const bool other_kind = (kind == Caller::device) != (route.caller == Caller::device);
            const auto own = as_whom(headers, *row, row->own, row->body);
            EXPECT_EQ(own.status, other_kind                ? 401
                                  : may(route.caller, kind) ? row->status
                                                            : 403)
                << own.body;
            if (other_kind) denied.insert(own.body);
            if (!row->other || !may(route.caller, kind)) continue;
            const auto other = as_whom(headers, *row, *row->other, row->other_body);
            expect_problem(other, 404);
        }
    }
    EXPECT_EQ(denied.size(), 1U);
}

TEST_F(RightsTest, AForeignShopReadsAsOneThatIsNotThere) {
    const Headers who = as("admin", "harbour");
    const auto foreign_shop = get("/v1/shops/quay", who);
    expect_problem(foreign_shop, 404);
    EXPECT_EQ(foreign_shop.body, get("/v1/shops/nowhere", who).body);
    EXPECT_EQ(get("/v1/devices/x", who).status, 405);
    EXPECT_EQ(send("DELETE", "/v1/devices/" + foreign, who).body,
              send("DELETE", "/v1/devices/nobody", who).body);
}

}  // namespace
}  // namespace earshot
