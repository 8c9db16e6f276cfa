#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "tests/sync/hub/hub_fixture.h"

// Input that is meant to be read as something else.
namespace earshot {
namespace {

using test::said;

class HostileTest : public test::HubTest {
  protected:
    test::Answer json(const std::string& method, const std::string& target,
                      const std::string& body) {
        test::Headers headers = manager();
        headers["Content-Type"] = "application/json";
        return send(method, target, headers, body);
    }
    std::set<std::string> files() {
        std::set<std::string> all;
        for (const auto& each : std::filesystem::directory_iterator(shop.folder.path()))
            all.insert(each.path().filename());
        return all;
    }
};

const std::vector<std::string> tricks = {
    "'; DROP TABLE records; --",
    "' OR '1'='1",
    "x' UNION SELECT body FROM settings --",
    "\\\"; DELETE FROM users; --",
    "%27%20OR%201%3D1--",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "..\\\\..\\\\hub.db",
    "%2e%2e%2fhub.db",
    "/etc/passwd",
    "hub.db%00.csv",
    "file:///etc/passwd",
    "${jndi:ldap://x}",
    "%s%n%x",
    "a|id",
    "$(id)",
};

TEST_F(HostileTest, ANumberThatIsNoPlaceOnTheScaleIsRefusedWhereItStands) {
    const std::string place = "\"scale\":5";
    int number = 0;
    for (const char* wrong : {"11", "0", "6", "-1", "1e308", "1e999", "5.5", "\"5 \"", "\"5\"",
                              "true", "[5]", "{}", "9223372036854775808", "-9223372036854775809"}) {
        core::Record record = test::a_response(++number, "S", {"s5"});
        std::get<core::Response>(record.body).answers[0].scale = 5;
        std::string line = test::line_of(record);
        ASSERT_NE(line.find(place), std::string::npos) << line;
        line.replace(line.find(place), place.size(), std::string("\"scale\":") + wrong);
        const auto answer = post("/v1/batches", ndjson(), line);
        ASSERT_EQ(answer.status, 200) << wrong << answer.body;
        const auto receipt = sync::wire::decode_receipt(answer.body).value();
        ASSERT_EQ(receipt.rejected.size(), 1U) << wrong;
        EXPECT_EQ(receipt.accepted, 0) << wrong;
        // What is beyond every number makes the line no JSON.
        if (std::string_view(wrong) == "1e999") continue;
        EXPECT_EQ(receipt.rejected[0].pointer, "/answers/0/scale") << wrong;
    }
    EXPECT_EQ(shop.n("S", ""), 0);
}

TEST_F(HostileTest, NoNameIsACommandOrAPath) {
    send({test::a_response(1, "B", {"produce"})});
    const auto before = files();
    for (const std::string& trick : tricks) {
        std::string quoted = trick;
        if (quoted.find("\\\"") == std::string::npos && quoted.find("\\\\") == std::string::npos)
            for (std::size_t at = 0; (at = quoted.find('"', at)) != std::string::npos; at += 2)
                quoted.insert(at, 1, '\\');
        const std::string text = "\"" + quoted + "\"";
        EXPECT_EQ(json("POST", "/v1/enrolments", R"({"shop":)" + text + R"(,"till":"1"})").status,
                  400)
            << trick;
        EXPECT_EQ(
            json("POST", "/v1/enrolments", R"({"shop":"harbour","till":)" + text + "}").status, 400)
            << trick;
        EXPECT_EQ(json("POST", "/v1/actions",
                       R"({"shop":"harbour","title":"x","reasons":[)" + text + "]}")
                      .status,
                  400)
            << trick;
        EXPECT_EQ(
            json("PATCH", "/v1/quality",
                 R"({"device":")" + shop.device.id + R"(","line":)" + text + R"(,"because":"x"})")
                .status,
            404)
            << trick;

        // As a part of a path: everything that is not plain is written by its number.
        std::string part;
        for (const char each : trick) {
            char number[4];
            std::snprintf(number, sizeof number, "%%%02X", static_cast<unsigned char>(each));
            part += number;
        }
        for (const char* target :
             {"/v1/shops/", "/v1/questionnaires/", "/v1/actions/", "/v1/comments/",
              "/v1/responses/", "/v1/blobs/", "/v1/export/", "/assets/"}) {
            const auto answer = get(target + part, manager());
            EXPECT_TRUE(answer.status == 400 || answer.status == 404)
                << target << trick << ' ' << answer.status;
        }
        for (const char* query : {"/v1/report?shop=", "/v1/comments?cursor=", "/v1/report?from=",
                                  "/v1/responses?question=", "/v1/audit?cursor="}) {
            const auto answer = get(query + part, manager());
            EXPECT_TRUE(answer.status == 400 || answer.status == 404 || answer.status == 200)
                << query << trick << ' ' << answer.status;
        }
        EXPECT_EQ(get("/v1/comments?q=" + part, manager()).status, 200) << trick;

        // What is free text is kept as it is, letter by letter.
        const auto made = json("POST", "/v1/actions", R"({"shop":"harbour","title":)" + text + "}");
        const std::string id = said(read(made, 201), "/id");
        EXPECT_EQ(said(read(get("/v1/actions/" + id, manager())), "/title"),
                  sync::wire::parse(text).value().as_string());
    }
    EXPECT_EQ(files(), before);
    EXPECT_EQ(shop.n("B", "produce"), 1);
    EXPECT_TRUE(sync::has_store(shop.folder.path()));
    const auto report = read(get("/v1/report", manager()));
    EXPECT_FALSE(report.at("questions").as_array().empty());
}

}  // namespace
}  // namespace earshot
