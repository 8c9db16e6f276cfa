#include <gmock/gmock.h>
#include <sodium.h>

#include "sync/wire/bundle.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::Headers;
using test::said;

class ShopsTest : public test::HubTest {
  protected:
    sync::wire::json::value patch(const std::string& body, int status = 200) {
        return read(send("PATCH", "/v1/shops/harbour", manager(), body), status);
    }
    core::Bundle bundle() {
        return sync::wire::decode_bundle(get("/v1/bundle", device()).body).value();
    }
};

TEST_F(ShopsTest, WhatIsSetReachesTheKiosk) {
    Headers known = device();
    known["If-None-Match"] = bundle().etag;
    EXPECT_EQ(get("/v1/bundle", known).status, 304);
    const auto set = patch(R"({"name":"Harbour","timezone":"America/Lima","languages":["es","en"],
        "reader":"Rosa","look":"dark","hours":{"mon":[["08:00","20:00"]]},"ask_share":0.33,
        "dark_share":0.1,"offer":{"words":false,"contact":true},"pin":"24680"})");
    EXPECT_EQ(said(set, "/id"), "harbour");
    EXPECT_EQ(said(set, "/reader"), "Rosa");
    EXPECT_TRUE(set.at("pin_set").as_bool());
    EXPECT_EQ(set, read(get("/v1/shops/harbour", manager())));

    EXPECT_EQ(get("/v1/bundle", known).status, 200);
    const core::Bundle shown = bundle();
    EXPECT_EQ(shown.shop.name, "Harbour");
    EXPECT_EQ(shown.shop.timezone, "America/Lima");
    EXPECT_THAT(shown.shop.languages, testing::ElementsAre("es", "en"));
    EXPECT_EQ(shown.look, "dark");
    ASSERT_TRUE(shown.hours);
    EXPECT_EQ(shown.hours->at("mon").at(0).second, "20:00");
    EXPECT_EQ(shown.ask_share, 0.33);
    EXPECT_EQ(shown.dark_share, 0.1);
    EXPECT_EQ(shown.offer, (core::Offer{false, true, false}));
    EXPECT_NE(shown.etag, known["If-None-Match"]);

    patch(R"({"hours":null})");
    EXPECT_FALSE(bundle().hours);
    EXPECT_EQ(bundle().shop.reader, "Rosa");
}

TEST_F(ShopsTest, APinIsKeptHashedAndNeverTold) {
    const auto answer = send("PATCH", "/v1/shops/harbour", manager(), R"({"pin":"135792"})");
    EXPECT_EQ(answer.body.find("135792"), std::string::npos);
    EXPECT_EQ(answer.body.find("argon2"), std::string::npos);
    const std::string hash = bundle().pin.value();
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3"));
    EXPECT_EQ(crypto_pwhash_str_verify(hash.c_str(), "135792", 6), 0);
    EXPECT_EQ(get("/v1/audit", manager()).body.find("135792"), std::string::npos);
    EXPECT_FALSE(patch(R"({"pin":null})").at("pin_set").as_bool());
    EXPECT_EQ(bundle().pin, std::nullopt);
}

TEST_F(ShopsTest, RefusesWhatIsNoSettingAndNamesIt) {
    const auto before = read(get("/v1/shops/harbour", manager()));
    const std::vector<std::pair<std::string, std::string>> wrong{
        {R"({"name":""})", "/name"},
        {R"({"timezone":"Mars/Base"})", "/timezone"},
        {R"({"languages":[]})", "/languages"},
        {R"({"languages":["en","en"]})", "/languages/1"},
        {R"({"hours":{"moonday":[]}})", "/hours/moonday"},
        {R"({"hours":{"mon":[["8","20"]]}})", "/hours/mon/0"},
        {R"({"ask_share":1.5})", "/ask_share"},
        {R"({"offer":{"words":"yes"}})", "/offer/words"},
        {R"({"pin":"12"})", "/pin"},
        {R"({"pin":"12ab"})", "/pin"},
        {R"({"name":"New","dark_share":-1})", "/dark_share"}};
    for (const auto& [body, pointer] : wrong)
        EXPECT_EQ(said(patch(body, 400), "/pointer"), pointer) << body;
    expect_problem(send("PATCH", "/v1/shops/harbour", manager(), "[]"), 400);
    Headers text = manager();
    text["Content-Type"] = "text/plain";
    expect_problem(send("PATCH", "/v1/shops/harbour", text, "{}"), 415);
    EXPECT_EQ(read(get("/v1/shops/harbour", manager())), before);
}

TEST_F(ShopsTest, EachSeesItsOwn) {
    shop.enrol("quay", "till-1");
    const auto seen = read(get("/v1/shops", as("viewer", "quay"))).at("shops");
    ASSERT_EQ(seen.as_array().size(), 1U);
    EXPECT_EQ(said(seen, "/0/id"), "quay");
    EXPECT_EQ(read(get("/v1/shops", manager())).at("shops").as_array().size(), 2U);
}

TEST_F(ShopsTest, WhatChangesIsInTheAuditLog) {
    patch(R"({"reader":"Rosa","ask_share":0.5})");
    patch(R"({"reader":"Rosa"})");
    const auto entries = read(get("/v1/audit", manager())).at("entries").as_array();
    ASSERT_GE(entries.size(), 2U);
    EXPECT_EQ(said(entries[0], "/what"), "shop.change");
    EXPECT_EQ(said(entries[0], "/by"), "ada");
    EXPECT_EQ(entries[0].at("detail"),
              sync::wire::parse(R"({"changed":["reader","ask_share"]})").value());
    EXPECT_NE(said(entries[1], "/what"), "shop.change");
}

}  // namespace
}  // namespace earshot
