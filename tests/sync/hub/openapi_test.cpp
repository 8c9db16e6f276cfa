#include "sync/hub/openapi.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "sync/hub/router.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

namespace json = sync::wire::json;
using test::said;

class OpenApiTest : public test::HubTest {
  protected:
    json::value document() {
        const auto answer = get("/openapi.json");
        EXPECT_EQ(answer.headers.at("content-type"), "application/json");
        return read(answer);
    }
};

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    return text;
}

// Every "$ref" in it.
void collect_refs(const json::value& value, std::vector<std::string>& refs) {
    if (const auto* list = value.if_array())
        for (const auto& item : *list) collect_refs(item, refs);
    const auto* object = value.if_object();
    if (object == nullptr) return;
    for (const auto& member : *object) {
        if (member.key() == "$ref") refs.emplace_back(member.value().as_string());
        collect_refs(member.value(), refs);
    }
}

TEST_F(OpenApiTest, DescribesEveryRouteAndNoOther) {
    const auto paths = document().at("paths");
    std::size_t described = 0;
    for (const auto& path : paths.as_object()) described += path.value().as_object().size();
    EXPECT_EQ(described, sync::routes().size());
    EXPECT_EQ(sync::descriptions().size(), sync::routes().size());
    for (const sync::Route& route : sync::routes()) {
        const auto* path = paths.as_object().if_contains(route.path);
        ASSERT_NE(path, nullptr) << route.path;
        const auto* operation = path->as_object().if_contains(lower(std::string(route.method)));
        ASSERT_NE(operation, nullptr) << route.method << ' ' << route.path;
        EXPECT_FALSE(said(*operation, "/summary").empty());
        EXPECT_EQ(operation->at("security").as_array().empty(),
                  route.caller == sync::Caller::anyone);
        for (const auto& parameter : operation->at("parameters").as_array())
            EXPECT_EQ(
                said(parameter, "/in") == "path",
                route.path.find("{" + said(parameter, "/name") + "}") != std::string_view::npos);
    }
}

TEST_F(OpenApiTest, RefersOnlyToShapesThatAreThere) {
    const auto whole = document();
    EXPECT_EQ(said(whole, "/openapi"), "3.1.0");
    std::vector<std::string> refs;
    collect_refs(whole, refs);
    EXPECT_GT(refs.size(), 50U);
    for (const std::string& ref : refs) EXPECT_FALSE(said(whole, ref.substr(1)).empty()) << ref;
}

// The members that an answer has are those that its shape tells of.
TEST_F(OpenApiTest, AnswersHaveTheShapesThatItTellsOf) {
    core::Comment comment;
    comment.topics = {"produce"};
    comment.locale = "en";
    send({test::a_response(1, "B", {"produce"}), test::a_record(2, comment)});
    read(post("/v1/actions", manager(), R"({"shop":"harbour","title":"Bread"})"), 201);
    const auto schemas = document().at("components").at("schemas");
    const auto members = [](const json::value& object) {
        std::vector<std::string> names;
        for (const auto& member : object.as_object()) names.emplace_back(member.key());
        return names;
    };
    const auto of_item = [&](const char* schema, const char* list) {
        return members(schemas.at(schema).at("properties").at(list).at("items").at("properties"));
    };
    const auto told = [&](const std::string& target) { return read(get(target, manager())); };
    using testing::UnorderedElementsAreArray;
    EXPECT_THAT(members(told("/v1/shops/harbour")),
                UnorderedElementsAreArray(members(schemas.at("Shop").at("properties"))));
    EXPECT_THAT(members(told("/v1/report")),
                UnorderedElementsAreArray(members(schemas.at("Report").at("properties"))));
    EXPECT_THAT(members(read(get("/v1/bundle", device()))),
                UnorderedElementsAreArray(members(schemas.at("Bundle").at("properties"))));
    EXPECT_THAT(members(told("/v1/actions").at("actions").at(0)),
                UnorderedElementsAreArray(members(schemas.at("Action").at("properties"))));
    EXPECT_THAT(members(told("/v1/comments").at("comments").at(0)),
                UnorderedElementsAreArray(members(schemas.at("Comment").at("properties"))));
    EXPECT_THAT(members(told("/v1/responses").at("responses").at(0)),
                UnorderedElementsAreArray(members(schemas.at("Response").at("properties"))));
    EXPECT_THAT(members(told("/v1/devices").at("devices").at(0)),
                UnorderedElementsAreArray(of_item("Devices", "devices")));
    EXPECT_THAT(members(told("/v1/audit").at("entries").at(0)),
                UnorderedElementsAreArray(of_item("Audit", "entries")));
    EXPECT_THAT(members(told("/v1/quality")),
                UnorderedElementsAreArray(members(schemas.at("Quality").at("properties"))));
    EXPECT_THAT(members(told("/v1/users").at("users").at(0)),
                UnorderedElementsAreArray(members(schemas.at("User").at("properties"))));
}

TEST_F(OpenApiTest, MetricsCountWhatIsTakenAndAnswered) {
    send({test::a_response(1, "B", {"produce"}), test::a_response(2, "B", {"produce"})});
    send({test::a_response(2, "B", {"produce"})});
    get("/v1/report");
    steady = 61'500;
    const auto answer = get("/metrics");
    EXPECT_EQ(answer.headers.at("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    using testing::HasSubstr;
    EXPECT_THAT(answer.body, HasSubstr("earshot_uptime_seconds 61\n"));
    EXPECT_THAT(answer.body, HasSubstr("earshot_batches_total 2\n"));
    EXPECT_THAT(answer.body, HasSubstr("earshot_records_total{outcome=\"accepted\"} 2\n"));
    EXPECT_THAT(answer.body, HasSubstr("earshot_records_total{outcome=\"duplicate\"} 1\n"));
    EXPECT_THAT(answer.body, HasSubstr("earshot_answers_total{code=\"4xx\"} 1\n"));
    EXPECT_EQ(answer.body.find("harbour"), std::string::npos);
}

}  // namespace
}  // namespace earshot
