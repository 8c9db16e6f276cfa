#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::said;

// What a kiosk could not send, brought by a person.
class CarryTest : public test::HubTest {
  protected:
    sync::wire::Receipt carry(const std::string& device, const std::string& body) {
        test::Headers headers = as("manager", "harbour");
        headers["Content-Type"] = "application/x-ndjson";
        const auto answer = post("/v1/devices/" + device + "/batches", headers, body);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return sync::wire::decode_receipt(answer.body).value();
    }
};

TEST_F(CarryTest, CountsForTheDeviceAndItsTillAndNothingTwice) {
    const std::string batch = test::body_of(
        {test::a_response(1, "B", {"produce"}), test::a_response(2, "B", {"produce"})});
    EXPECT_EQ(carry(shop.device.id, batch).accepted, 2);
    EXPECT_EQ(carry(shop.device.id, batch).duplicates, 2);
    // The kiosk that comes back meanwhile is told the same.
    EXPECT_EQ(send({test::a_response(1, "B", {"produce"}), test::a_response(3, "B", {"waiting"})})
                  .acked_through,
              3);
    EXPECT_EQ(shop.n("B", ""), 3);
    const auto audit = read(get("/v1/audit", manager()));
    EXPECT_EQ(said(audit, "/entries/0/what"), "device.carry");
    EXPECT_EQ(said(audit, "/entries/0/on"), shop.device.id);
}

TEST_F(CarryTest, TakesTheQueueOfADeviceThatIsGone) {
    EXPECT_EQ(send("DELETE", "/v1/devices/" + shop.device.id, manager()).status, 204);
    EXPECT_EQ(
        carry(shop.device.id, test::body_of({test::a_response(1, "B", {"produce"})})).accepted, 1);
}

}  // namespace
}  // namespace earshot
