#include "sync/store/follow_ups.h"

#include <gmock/gmock.h>

#include "core/seal.h"
#include "sync/hub/caller.h"
#include "sync/store/people.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::Headers;
using test::said;
using testing::HasSubstr;

class FollowUpsTest : public test::HubTest {
  protected:
    FollowUpsTest() {
        shop.admin_token();
        for (const char* name : {"rosa", "ben", "cleo", "eve"})
            EXPECT_TRUE(sync::add_user(*shop.store, {name, sync::Role::manager, {{"harbour"}}},
                                       "no hash", shop.now));
        for (const char* name : {"rosa", "ben", "cleo"})
            sync::set_totp(*shop.store, name, "a secret of twenty by", true, shop.now);
        rosa = page_of("rosa");
        ben = page_of("ben");
        cleo = page_of("cleo");
        eve = page_of("eve");
    }

    // A browser that has logged in.
    Headers page_of(const std::string& name) {
        const std::string session = sync::open_session(*shop.store, name, shop.now);
        return {{"Cookie", std::string(sync::session_cookie) + "=" + session},
                {"X-CSRF-Token", sync::csrf_of(session, shop.store->keys())}};
    }
    // Sends one, and gives the id that the list shows it with.
    std::string wished(int number = 2) {
        core::Record response = test::a_response(1, "B", {"produce"});
        core::FollowUp wish = test::a_follow_up();
        wish.response = response.id;
        send({response, test::a_record(number, wish)});
        return said(list(rosa), "/follow_ups/0/id");
    }
    sync::wire::json::value list(const Headers& who) { return read(get("/v1/follow-ups", who)); }
    test::Answer patch(const std::string& id, const Headers& who, const std::string& body) {
        return send("PATCH", "/v1/follow-ups/" + id, who, body);
    }
    test::Answer make_key(const Headers& who, const std::string& more = "") {
        return post("/v1/follow-ups/keys", who,
                    R"({"key":")" + key + R"(","wrapped":"for rosa","recovery":"for the safe")" +
                        more + "}");
    }

    const std::string key = core::to_base64(std::string(32, 'k'));
    Headers rosa, ben, cleo, eve;
};

TEST_F(FollowUpsTest, OnePersonAtATimeHasTheContactUntilItIsDone) {
    const std::string id = wished();
    const auto shown = list(rosa);
    EXPECT_EQ(said(shown, "/follow_ups/0/said/answers/0/choices"), R"(["produce"])");
    EXPECT_EQ(said(shown, "/follow_ups/0/sealed"), "null");
    EXPECT_EQ(sync::wire::write(shown).find("T09"), std::string::npos);

    const auto taken = read(patch(id, rosa, R"({"take":true})"));
    EXPECT_EQ(said(taken, "/sealed"), core::to_base64(std::string(80, 'b')));
    EXPECT_EQ(said(taken, "/taken_by"), "rosa");
    // W5: the second one sees who has it, and since when.
    const auto late = patch(id, ben, R"({"take":true})");
    expect_problem(late, 409);
    EXPECT_THAT(late.body, HasSubstr("Taken by rosa at 2026-10-25T12:00:00.000Z."));
    expect_problem(patch(id, ben, R"({"note":"called"})"), 409);
    EXPECT_EQ(said(list(ben), "/follow_ups/0/taken_by"), "rosa");
    EXPECT_EQ(said(list(ben), "/follow_ups/0/sealed"), "null");

    EXPECT_EQ(patch(id, rosa, R"({"note":"nobody at home","take":false})").status, 200);
    expect_problem(patch(id, ben, R"({"note":"called"})"), 409);
    const auto next = read(patch(id, ben, R"({"take":true})"));
    EXPECT_EQ(said(next, "/notes/0/text"), "nobody at home");
    EXPECT_EQ(said(next, "/notes/0/by"), "rosa");
    EXPECT_EQ(patch(id, ben, R"({"done":true})").status, 204);

    EXPECT_TRUE(list(ben).at("follow_ups").as_array().empty());
    expect_problem(patch(id, ben, R"({"take":true})"), 404);
    EXPECT_EQ(send({test::a_record(2, test::a_follow_up())}).accepted, 0);
    const auto audit = read(get("/v1/audit", manager()));
    EXPECT_EQ(said(audit, "/entries/0/what"), "follow_up.done");
    EXPECT_EQ(said(audit, "/entries/1/what"), "follow_up.take");
    EXPECT_EQ(said(audit, "/entries/1/by"), "ben");
}

TEST_F(FollowUpsTest, AreNotForScriptsNorWithoutASecondFactor) {
    const std::string id = wished();
    for (const Headers& who : {eve, as("manager", "harbour"), manager()}) {
        expect_problem(patch(id, who, R"({"take":true})"), 403);
        expect_problem(get("/v1/follow-ups/keys", who), 403);
        expect_problem(make_key(who), 403);
        EXPECT_EQ(said(list(who), "/follow_ups/0/sealed"), "null");
    }
}

TEST_F(FollowUpsTest, GoByThemselvesAfterThirtyDaysAndWithWhatTheyAreAbout) {
    const std::string id = wished();
    EXPECT_EQ(patch(id, rosa, R"({"take":true,"note":"called"})").status, 200);
    send({test::a_record(5, core::Retraction{test::an_id(1), std::nullopt, false})});
    EXPECT_TRUE(list(rosa).at("follow_ups").as_array().empty());

    send({test::a_record(6, test::a_follow_up())});
    EXPECT_EQ(list(rosa).at("follow_ups").as_array().size(), 1U);
    stop();
    shop.now = test::at("2026-11-24T09:15:00Z");
    EXPECT_TRUE(sync::follow_ups(*shop.store, "harbour", shop.now).empty());
    shop.store->purge(shop.now);
    start({});
    for (const char* table :
         {"SELECT 1 FROM follow_ups",
          "SELECT 1 FROM records WHERE kind = 'follow_up' AND body IS NOT NULL"})
        EXPECT_TRUE(shop.store->writer().run(table, {}).empty()) << table;
}

TEST_F(FollowUpsTest, TheirKeyIsMadeOnceAndItsSecretHandedOnWrapped) {
    EXPECT_EQ(said(read(get("/v1/bundle", device())), "/followup_key"), "null");
    const auto made = read(make_key(rosa), 201);
    const std::string id = said(made, "/id");
    EXPECT_EQ(said(made, "/shops"), R"(["harbour"])");
    const auto bundle = read(get("/v1/bundle", device()));
    EXPECT_EQ(said(bundle, "/followup_key"), key);
    EXPECT_EQ(said(bundle, "/followup_key_id"), id);
    expect_problem(make_key(ben), 409);
    expect_problem(make_key(ben, R"(,"shops":["harbour"])"), 409);
    expect_problem(make_key(rosa, R"(,"shops":["quay"])"), 404);

    const auto seen = [&](const Headers& who) {
        return read(get("/v1/follow-ups/keys", who)).at("keys").at(0);
    };
    const auto copy = [&](const Headers& who, const std::string& user, const std::string& body) {
        return send("PUT", "/v1/follow-ups/keys/" + id + "/copies/" + user, who, body).status;
    };
    EXPECT_EQ(said(seen(ben), "/wrapped"), "null");
    EXPECT_EQ(said(seen(ben), "/recovery"), "for the safe");
    EXPECT_EQ(copy(ben, "rosa", R"({"wrapped":"mine now"})"), 403);
    EXPECT_EQ(copy(ben, "ben", R"({"asks":"to me"})"), 204);
    EXPECT_EQ(said(seen(rosa), "/asking"), R"([{"user":"ben","asks":"to me"}])");
    EXPECT_EQ(copy(rosa, "eve", R"({"wrapped":"for eve"})"), 404);
    EXPECT_EQ(copy(rosa, "nobody", R"({"wrapped":"x"})"), 404);
    EXPECT_EQ(copy(rosa, "ben", R"({"wrapped":"for ben"})"), 204);
    EXPECT_EQ(said(seen(ben), "/wrapped"), "for ben");
    EXPECT_EQ(said(seen(ben), "/holders"), R"(["ben","rosa"])");
    EXPECT_EQ(said(seen(rosa), "/wrapped"), "for rosa");

    // W6: whoever has no copy takes nothing, and that they wanted to is kept; a page says so too.
    core::FollowUp wish = test::a_follow_up();
    wish.key_id = id;
    send({test::a_record(7, wish)});
    const std::string wished = said(list(rosa), "/follow_ups/0/id");
    expect_problem(patch(wished, cleo, R"({"take":true})"), 403);
    EXPECT_EQ(said(list(rosa), "/follow_ups/0/taken_by"), "null");
    EXPECT_EQ(post("/v1/follow-ups/keys/" + id + "/failures", cleo, "").status, 204);
    const auto audit = read(get("/v1/audit", manager()));
    EXPECT_EQ(said(audit, "/entries/0/what"), "followup_key.wrong");
    EXPECT_EQ(said(audit, "/entries/1/what"), "follow_up.locked");
    EXPECT_EQ(said(audit, "/entries/1/by"), "cleo");
    EXPECT_EQ(said(audit, "/entries/1/on"), id);
    EXPECT_EQ(patch(wished, ben, R"({"take":true})").status, 200);

    // Who is a manager no more keeps no copy.
    EXPECT_EQ(send("PATCH", "/v1/users/ben", manager(), R"({"role":"viewer"})").status, 200);
    EXPECT_EQ(said(seen(rosa), "/holders"), R"(["rosa"])");
    shop.enrol("quay", "till-1");
    EXPECT_EQ(send("PATCH", "/v1/users/rosa", manager(), R"({"shops":null})").status, 200);
    const auto more =
        read(post("/v1/follow-ups/keys", rosa, R"({"id":")" + id + R"(","shops":["quay"]})"), 201);
    EXPECT_EQ(said(more, "/shops"), R"(["harbour","quay"])");
    EXPECT_EQ(said(read(get("/v1/bundle", device())), "/followup_key"), key);
}

}  // namespace
}  // namespace earshot
