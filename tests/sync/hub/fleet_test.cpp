#include <gmock/gmock.h>

#include "sync/wire/enrolment.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::Headers;
using test::said;

class FleetTest : public test::HubTest {
  protected:
    sync::wire::json::value devices(const std::string& query = "") {
        return read(get("/v1/devices" + query, manager())).at("devices");
    }
};

TEST_F(FleetTest, ShowsWhatEachDeviceLastSaid) {
    core::Status status;
    status.version = "1.2.3";
    status.unsent = 7;
    status.last_error = "no network";
    core::Record record = test::a_record(3, status);
    send({test::a_response(1, "B", {"produce"}), record});
    shop.enrol("quay", "till-1");

    const auto shown = devices("?shop=harbour");
    ASSERT_EQ(shown.as_array().size(), 1U);
    const auto& device = shown.at(0);
    EXPECT_EQ(said(device, "/id"), shop.device.id);
    EXPECT_EQ(said(device, "/till"), "till-1");
    EXPECT_EQ(said(device, "/version"), "1.2.3");
    EXPECT_EQ(said(device, "/unsent"), "7");
    EXPECT_EQ(said(device, "/last_error"), "no network");
    EXPECT_EQ(said(device, "/last_heard"), "2026-10-25T12:00:00.000Z");
    EXPECT_EQ(said(device, "/missing"), "1");
    EXPECT_EQ(said(device, "/conflict"), "false");
    EXPECT_TRUE(device.at("revoked_at").is_null());

    const auto silent = devices("?shop=quay").at(0);
    EXPECT_EQ(said(silent, "/version"), "1");
    EXPECT_TRUE(silent.at("unsent").is_null());
    EXPECT_TRUE(silent.at("last_heard").is_null());
    EXPECT_EQ(devices().as_array().size(), 2U);
}

TEST_F(FleetTest, ACodeEnrolsOneDevice) {
    const auto code =
        read(post("/v1/enrolments", manager(), R"({"shop":"market","till":"till-4"})"), 201);
    EXPECT_EQ(said(code, "/expires"), "2026-10-25T12:15:00.000Z");
    const auto answer = post("/v1/devices", {},
                             sync::wire::encode(sync::wire::EnrolmentRequest{
                                 std::string(code.at("code").as_string()), "k", "pc", "1"}));
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(sync::wire::decode_enrolment(answer.body)->shop, "market");
    EXPECT_EQ(said(read(post("/v1/enrolments", manager(), R"({"shop":"a b","till":"1"})"), 400),
                   "/pointer"),
              "/shop");
}

TEST_F(FleetTest, ARevokedDeviceIsShownAndGetsNothing) {
    const Headers lost = device();
    EXPECT_EQ(send("DELETE", "/v1/devices/" + shop.device.id, manager()).status, 204);
    EXPECT_EQ(send("DELETE", "/v1/devices/" + shop.device.id, manager()).status, 204);
    expect_problem(get("/v1/bundle", lost), 401);
    EXPECT_EQ(said(devices(), "/0/revoked_at"), "2026-10-25T12:00:00.000Z");
    const auto entries = read(get("/v1/audit", manager())).at("entries").as_array();
    EXPECT_EQ(
        std::ranges::count_if(
            entries, [](const auto& entry) { return said(entry, "/what") == "device.revoke"; }),
        1);
}

}  // namespace
}  // namespace earshot
