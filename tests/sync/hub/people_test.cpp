#include "sync/store/people.h"

#include <gmock/gmock.h>

#include "sync/store/keys.h"
#include "sync/store/totp.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::Headers;
using test::said;
using testing::HasSubstr;

class PeopleTest : public test::HubTest {
  protected:
    PeopleTest() {
        shop.admin_token();  // the first account of a hub
        const std::string hashed = sync::hash_password("correct horse");
        EXPECT_TRUE(sync::add_user(*shop.store, {"rosa", sync::Role::manager, {{"harbour"}}},
                                   hashed, shop.now));
    }

    test::Answer log_in(const std::string& name, const std::string& password,
                        const std::string& more = "") {
        return post("/v1/sessions", {},
                    R"({"name":")" + name + R"(","password":")" + password + "\"" + more + "}");
    }
    // A browser's headers after a login.
    Headers browser(const test::Answer& answer) {
        const std::string cookie = answer.headers.at("set-cookie");
        return {{"Cookie", "other=1; " + cookie.substr(0, cookie.find(';'))},
                {"X-CSRF-Token", said(read(answer, 201), "/csrf")}};
    }
    std::string code_now(const std::string& secret, int steps = 0) {
        return sync::totp_code(secret,
                               shop.now.time_since_epoch() / std::chrono::seconds(30) + steps);
    }
};

TEST_F(PeopleTest, ABrowserIsLetInByPasswordAndChangesOnlyWithItsToken) {
    const auto answer = log_in("rosa", "correct horse");
    EXPECT_THAT(answer.headers.at("set-cookie"), HasSubstr("; HttpOnly; SameSite=Strict"));
    EXPECT_EQ(answer.headers.at("set-cookie").find("Secure"), std::string::npos);
    EXPECT_EQ(answer.body.find(answer.headers.at("set-cookie").substr(16, 43)), std::string::npos);
    Headers page = browser(answer);
    EXPECT_EQ(said(read(answer, 201), "/role"), "manager");
    EXPECT_EQ(get("/v1/shops/harbour", page).status, 200);
    expect_problem(get("/v1/shops/quay", page), 404);
    EXPECT_EQ(send("PATCH", "/v1/shops/harbour", page, R"({"reader":"Rosa"})").status, 200);
    EXPECT_EQ(said(read(get("/v1/audit", manager())), "/entries/0/by"), "rosa");

    Headers forged = page;
    forged.erase("X-CSRF-Token");
    EXPECT_EQ(get("/v1/shops/harbour", forged).status, 200);
    expect_problem(send("PATCH", "/v1/shops/harbour", forged, "{}"), 403);
    forged["X-CSRF-Token"] = "guessed";
    expect_problem(send("PATCH", "/v1/shops/harbour", forged, "{}"), 403);

    EXPECT_EQ(said(read(get("/v1/sessions/self", page)), "/csrf"), page["X-CSRF-Token"]);
    EXPECT_EQ(send("DELETE", "/v1/sessions/self", page).status, 204);
    expect_problem(get("/v1/shops/harbour", page), 401);
}

TEST_F(PeopleTest, ASessionEndsByItself) {
    const Headers page = browser(log_in("rosa", "correct horse"));
    shop.now += sync::session_life - std::chrono::seconds(1);
    EXPECT_EQ(get("/v1/shops", page).status, 200);
    shop.now += std::chrono::seconds(1);
    expect_problem(get("/v1/shops", page), 401);
}

TEST_F(PeopleTest, GuessingIsSlowedDownAndLocksNobodyElseOut) {
    const std::string wrong = log_in("rosa", "wrong").body;
    EXPECT_EQ(log_in("nobody", "wrong").body, wrong);
    for (int tries = 0; tries < 4; ++tries) expect_problem(log_in("rosa", "wrong"), 401);
    const auto slowed = log_in("rosa", "correct horse");
    expect_problem(slowed, 429);
    EXPECT_EQ(slowed.headers.at("retry-after"), "1");
    steady = 1'000;
    expect_problem(log_in("rosa", "wrong"), 401);
    EXPECT_EQ(log_in("rosa", "correct horse").headers.at("retry-after"), "2");
    steady = 3'000;
    EXPECT_EQ(log_in("rosa", "correct horse").status, 201);
    EXPECT_EQ(log_in("rosa", "correct horse").status, 201);
}

TEST_F(PeopleTest, ASecondFactorIsAskedForOnceItWasShownToWork) {
    const Headers page = browser(log_in("rosa", "correct horse"));
    const auto offered = read(send("POST", "/v1/users/self/totp", page), 201);
    EXPECT_THAT(said(offered, "/uri"), HasSubstr("otpauth://totp/Earshot:rosa?"));
    EXPECT_EQ(log_in("rosa", "correct horse").status, 201);
    const std::string secret = sync::credentials_of(*shop.store, "rosa")->unconfirmed.value();
    EXPECT_EQ(sync::base32(secret), said(offered, "/secret"));
    const auto confirm = [&](const std::string& code) {
        return send("PUT", "/v1/users/self/totp", page, R"({"totp":")" + code + "\"}").status;
    };
    EXPECT_EQ(confirm("000000"), 400);
    EXPECT_EQ(confirm(code_now(secret)), 204);

    EXPECT_EQ(said(read(log_in("rosa", "correct horse"), 401), "/pointer"), "/totp");
    expect_problem(log_in("rosa", "correct horse", R"(,"totp":"000000")"), 401);
    const std::string right = R"(,"totp":")" + code_now(secret) + "\"";
    EXPECT_EQ(log_in("rosa", "correct horse", right).status, 201);
    expect_problem(log_in("rosa", "correct horse", right), 401);
    shop.now += std::chrono::seconds(30);
    EXPECT_EQ(log_in("rosa", "correct horse", R"(,"totp":")" + code_now(secret) + "\"").status,
              201);
}

TEST_F(PeopleTest, AnAdminMakesAccountsAndEndsThem) {
    const auto made = post("/v1/users", manager(),
                           R"({"name":"ben","password":"battery staple","role":"viewer"})");
    EXPECT_EQ(said(read(made, 201), "/shops"), "null");
    EXPECT_EQ(made.body.find("staple"), std::string::npos);
    expect_problem(
        post("/v1/users", manager(), R"({"name":"ben","password":"longer","role":"viewer"})"), 400);
    expect_problem(
        post("/v1/users", manager(), R"({"name":"ben","password":"long enough","role":"admin"})"),
        409);
    const Headers page = browser(log_in("ben", "battery staple"));
    EXPECT_EQ(get("/v1/shops", page).status, 200);
    EXPECT_EQ(read(get("/v1/users", manager())).at("users").as_array().size(), 3U);
    EXPECT_EQ(send("DELETE", "/v1/users/ben", manager()).status, 204);
    expect_problem(get("/v1/shops", page), 401);
    expect_problem(send("DELETE", "/v1/users/ben", manager()), 404);
    expect_problem(send("DELETE", "/v1/users/ada", manager()), 409);
}

TEST_F(PeopleTest, APasswordIsChangedByWhoKnowsTheOldOne) {
    const Headers page = browser(log_in("rosa", "correct horse"));
    const Headers other = browser(log_in("rosa", "correct horse"));
    const auto change = [&](const std::string& old, const std::string& wanted) {
        return send("PUT", "/v1/users/self/password", page,
                    R"({"old":")" + old + R"(","new":")" + wanted + "\"}");
    };
    EXPECT_EQ(said(read(change("wrong", "battery staple"), 400), "/pointer"), "/old");
    EXPECT_EQ(said(read(change("correct horse", "short"), 400), "/pointer"), "/new");
    EXPECT_EQ(change("correct horse", "battery staple").status, 204);
    EXPECT_EQ(get("/v1/shops", page).status, 200);
    expect_problem(get("/v1/shops", other), 401);
    expect_problem(log_in("rosa", "correct horse"), 401);
    EXPECT_EQ(log_in("rosa", "battery staple").status, 201);
    EXPECT_EQ(said(read(get("/v1/audit", manager())), "/entries/1/what"), "user.password");
}

TEST_F(PeopleTest, AnAdminChangesARoleShopsAndAForgottenPassword) {
    const Headers page = browser(log_in("rosa", "correct horse"));
    const auto token = said(
        read(post("/v1/sessions", {}, R"({"name":"rosa","password":"correct horse","token":true})"),
             201),
        "/token");
    const auto patch = [&](const std::string& name, const std::string& body) {
        return send("PATCH", "/v1/users/" + name, manager(), body);
    };
    const auto changed = read(patch("rosa", R"({"role":"viewer"})"));
    EXPECT_EQ(said(changed, "/role"), "viewer");
    EXPECT_EQ(said(changed, "/shops"), R"(["harbour"])");
    // What she holds of it reaches no further than she does.
    expect_problem(send("PATCH", "/v1/shops/harbour", page, "{}"), 403);
    expect_problem(get("/v1/shops", {{"Authorization", "Bearer " + token}}), 401);
    EXPECT_EQ(said(read(patch("rosa", R"({"shops":null})")), "/shops"), "null");
    EXPECT_EQ(get("/v1/shops", page).status, 200);
    EXPECT_EQ(patch("rosa", R"({"password":"battery staple"})").status, 200);
    expect_problem(get("/v1/shops", page), 401);
    EXPECT_EQ(log_in("rosa", "battery staple").status, 201);
    expect_problem(patch("ada", R"({"role":"manager"})"), 409);
    expect_problem(patch("ada", R"({"shops":["harbour"]})"), 409);
    expect_problem(patch("nobody", "{}"), 404);
    expect_problem(
        send("PATCH", "/v1/users/rosa", as("admin", "harbour"), R"({"shops":["harbour"]})"), 404);
}

TEST_F(PeopleTest, ATokenReachesAsFarAsItSaysUntilItEnds) {
    const auto made = read(post("/v1/tokens", manager(),
                                R"({"name":"till report","role":"viewer","shops":["harbour"],
                                    "expires":"2026-10-25T13:00:00Z"})"),
                           201);
    const Headers script{{"Authorization", "Bearer " + said(made, "/token")}};
    EXPECT_EQ(get("/v1/report?shop=harbour", script).status, 200);
    expect_problem(send("PATCH", "/v1/shops/harbour", script, "{}"), 403);
    const auto answer = get("/v1/tokens", manager());
    EXPECT_EQ(answer.body.find(said(made, "/token")), std::string::npos);
    EXPECT_EQ(read(answer).at("tokens").as_array().size(), 2U);
    shop.now += std::chrono::hours(1);
    expect_problem(get("/v1/report?shop=harbour", script), 401);

    const auto other = read(post("/v1/tokens", manager(), R"({"name":"b","role":"admin"})"), 201);
    EXPECT_EQ(send("DELETE", "/v1/tokens/" + said(other, "/id"), manager()).status, 204);
    expect_problem(get("/v1/shops", {{"Authorization", "Bearer " + said(other, "/token")}}), 401);
    expect_problem(post("/v1/tokens", manager(),
                        R"({"name":"c","role":"viewer","expires":"2026-10-25T12:00:00Z"})"),
                   400);
}

TEST_F(PeopleTest, ATerminalGetsATokenInsteadOfASession) {
    const auto answer = log_in("rosa", "correct horse", R"(,"token":true)");
    EXPECT_FALSE(answer.headers.contains("set-cookie"));
    const Headers script{{"Authorization", "Bearer " + said(read(answer, 201), "/token")}};
    EXPECT_EQ(send("PATCH", "/v1/shops/harbour", script, "{}").status, 200);
    EXPECT_EQ(said(read(get("/v1/sessions/self", script)), "/user"), "rosa");
}

}  // namespace
}  // namespace earshot
