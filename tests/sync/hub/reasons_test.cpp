#include <gmock/gmock.h>

#include "sync/wire/bundle.h"
#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::Headers;
using test::said;

class ReasonsTest : public test::HubTest {
  protected:
    static std::string body_of(const std::vector<core::Reason>& reasons) {
        sync::wire::json::array list;
        for (const core::Reason& reason : reasons) list.push_back(sync::wire::to_json(reason));
        return sync::wire::write(sync::wire::json::object{{"reasons", list}});
    }
    std::string refused(const std::vector<core::Reason>& reasons) {
        const auto answer = send("PUT", "/v1/reasons", manager(), body_of(reasons));
        return said(read(answer, 400), "/pointer");
    }
    std::vector<core::Reason> book = test::some_reasons();
};

TEST_F(ReasonsTest, AChangedBookReachesTheKiosk) {
    book[0].text["de"] = "Obst";
    book[1] = {"waiting", {{"en", "Waiting"}}, "clock", core::ReasonState::merged, "queue"};
    book.push_back({"queue", {{"en", "Queues"}}, "clock", core::ReasonState::live, std::nullopt});
    const auto answer = send("PUT", "/v1/reasons", manager(), body_of(book));
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(sync::wire::decode_bundle(get("/v1/bundle", device()).body)->reasons, book);
    const auto entry = read(get("/v1/audit", manager())).at("entries").at(0);
    EXPECT_EQ(said(entry, "/what"), "reasons.change");
    EXPECT_EQ(said(entry, "/detail/queue/text/en"), "Queues");
}

TEST_F(ReasonsTest, APastReasonStaysInTheBook) {
    book.erase(book.begin());
    EXPECT_EQ(refused(book), "/reasons");
}

TEST_F(ReasonsTest, RefusesABookThatContradictsItself) {
    auto twice = book;
    twice.push_back(book[0]);
    EXPECT_EQ(refused(twice), "/reasons/2/id");
    auto silent = book;
    silent[0].text.clear();
    EXPECT_EQ(refused(silent), "/reasons/0/text");
    auto nowhere = book;
    nowhere[0].state = core::ReasonState::merged;
    EXPECT_EQ(refused(nowhere), "/reasons/0/into");
    nowhere[0].into = "waiting";  // which is retired
    EXPECT_EQ(refused(nowhere), "/reasons/0/into");
}

TEST_F(ReasonsTest, OfTwoEditorsTheSecondReadsAgain) {
    Headers mine = manager();
    mine["If-Match"] = get("/v1/reasons", manager()).headers.at("etag");
    book[0].icon = "carrot";
    const auto answer = send("PUT", "/v1/reasons", mine, body_of(book));
    EXPECT_EQ(answer.status, 200);
    book[0].icon = "pumpkin";
    expect_problem(send("PUT", "/v1/reasons", mine, body_of(book)), 412);
    mine["If-Match"] = answer.headers.at("etag");
    EXPECT_EQ(send("PUT", "/v1/reasons", mine, body_of(book)).status, 200);
}

}  // namespace
}  // namespace earshot
