#include <gmock/gmock.h>

#include <set>

#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::said;
using testing::HasSubstr;
using testing::StartsWith;

class ExportTest : public test::HubTest {
  protected:
    static core::Record heard(int number, const std::string& text) {
        core::Comment comment;
        comment.topics = {"produce"};
        comment.text = text;
        comment.locale = "en";
        return test::a_record(number, comment);
    }
    std::vector<std::string> lines(const std::string& target) {
        const auto answer = get("/v1/export/" + target, manager());
        EXPECT_EQ(answer.status, 200) << answer.body;
        std::vector<std::string> all;
        for (std::size_t from = 0; from < answer.body.size();) {
            const std::size_t to = answer.body.find('\n', from);
            all.push_back(answer.body.substr(from, to - from));
            from = to + 1;
        }
        return all;
    }
};

TEST_F(ExportTest, ComesInPiecesAndWhole) {
    for (int from = 1; from <= 900; from += 300) {
        std::vector<core::Record> batch;
        for (int number = from; number < from + 300; ++number)
            batch.push_back(heard(number, "word " + std::to_string(number)));
        send(batch);
    }
    const auto answer = get("/v1/export/comments.ndjson", manager());
    EXPECT_EQ(answer.headers.at("transfer-encoding"), "chunked");
    EXPECT_EQ(answer.headers.at("content-type"), "application/x-ndjson");
    std::set<std::string> seen;
    for (const std::string& line : lines("comments.ndjson"))
        seen.insert(said(sync::wire::parse(line).value(), "/text"));
    EXPECT_EQ(seen.size(), 900U);
    EXPECT_EQ(lines("comments.csv").size(), 901U);

    test::Client client(hub->port());
    EXPECT_EQ(client.call("GET", "/v1/export/comments.csv", manager())->status, 200);
    EXPECT_EQ(client.call("GET", "/v1/export/comments.csv", manager())->status, 200);
    EXPECT_EQ(client.call("GET", "/healthz")->status, 200);
}

// Every column of every export, and every id that stands in one.
TEST_F(ExportTest, HasACodeBookOfEveryColumn) {
    send({heard(1, "one"), test::a_response(2, "B", {"produce"})});
    const std::string book = get("/v1/export/codebook.csv", manager()).body;
    EXPECT_THAT(book, StartsWith("kind,of,id,text,measures\r\n"));
    for (const std::string file : {"responses", "comments", "tallies", "actions"}) {
        std::string heading = lines(file + ".csv").front();
        heading.pop_back();  // the \r
        for (std::size_t from = 0; from <= heading.size();) {
            const std::size_t to = std::min(heading.find(',', from), heading.size());
            EXPECT_THAT(book, HasSubstr("\r\ncolumn," + file + "," +
                                        heading.substr(from, to - from) + ","));
            from = to + 1;
        }
    }
    EXPECT_THAT(book, HasSubstr("\r\nchoice,B,produce,"));
    EXPECT_THAT(book, HasSubstr("\r\nreason,,produce,"));
    EXPECT_EQ(lines("codebook.ndjson").size() + 1, lines("codebook.csv").size());
}

TEST_F(ExportTest, NoCellIsAFormula) {
    send({heard(1, "=HYPERLINK(\"http://x\")"), heard(2, "+1"), heard(3, "@x"), heard(4, "-2"),
          heard(5, "two\nlines, one cell")});
    const std::string csv = get("/v1/export/comments.csv", manager()).body;
    EXPECT_THAT(csv, StartsWith("id,shop,day,daypart,"));
    EXPECT_THAT(csv, HasSubstr(",\"'=HYPERLINK(\"\"http://x\"\")\","));
    for (const char* cell : {",'+1,", ",'@x,", ",'-2,", ",\"two\nlines, one cell\","})
        EXPECT_THAT(csv, HasSubstr(cell));
}

TEST_F(ExportTest, TalliesAreByDayAndHideWhatIsSmall) {
    std::vector<core::Record> batch;
    for (int number = 1; number <= 13; ++number)
        batch.push_back(test::a_response(number, "B", {number <= 3 ? "produce" : "waiting"}));
    send(batch);
    const std::string csv = get("/v1/export/tallies.csv", manager()).body;
    EXPECT_THAT(csv, StartsWith("shop,day,source,of,choice,n,base\r\n"));
    EXPECT_THAT(csv, HasSubstr("harbour,2026-10-25,kiosk,B,produce,,"));
    EXPECT_EQ(csv.find("till"), std::string::npos);
    expect_problem(get("/v1/export/tallies.csv?till=till-1", manager()), 400);
}

TEST_F(ExportTest, HasResponsesAndActionsAndNothingElse) {
    send({test::a_response(1, "B", {"produce"})});
    EXPECT_THAT(lines("responses.csv").at(1),
                HasSubstr(",market,3,en,completed,false,,1,B,produce,"));
    EXPECT_EQ(said(sync::wire::parse(lines("responses.ndjson").at(0)).value(), "/day"),
              "2026-10-25");
    read(post("/v1/actions", manager(), R"({"shop":"harbour","title":"=Bread"})"), 201);
    EXPECT_THAT(lines("actions.csv").at(1), HasSubstr(",harbour,'=Bread,,new,"));
    EXPECT_EQ(said(sync::wire::parse(lines("actions.ndjson").at(0)).value(), "/title"), "=Bread");
    for (const char* file : {"records.csv", "comments", "comments.xlsx", ".csv"})
        expect_problem(get(std::string("/v1/export/") + file, manager()), 404);
}

TEST_F(ExportTest, NeedsAPeerThatKnowsPieces) {
    test::Client client(hub->port());
    client.send_bytes("GET /v1/export/comments.csv HTTP/1.0\r\nAuthorization: Bearer " +
                      shop.admin_token() + "\r\n\r\n");
    EXPECT_EQ(client.read_answer()->status, 400);
}

}  // namespace
}  // namespace earshot
