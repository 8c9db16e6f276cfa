#include "sync/uplink/judge.h"

#include <gtest/gtest.h>

#include "tests/sync/uplink/doubles.h"

namespace earshot::sync {
namespace {

using test::problem;
using test::reply;

struct Row {
    const char* what;
    core::Result<HttpReply> reply;
    Act act;
    Standing standing;
};

TEST(JudgeTest, KnowsWhatEachAnswerMeans) {
    const std::string page = "<html>Welcome to our free Wi-Fi</html>";
    const std::vector<Row> rows = {
        {"no answer", core::fail(core::ErrorKind::unavailable, "refused"), Act::later,
         Standing::offline},
        {"wrong certificate", core::fail(core::ErrorKind::denied, "self-signed"), Act::later,
         Standing::untrusted},
        {"endless answer", core::fail(core::ErrorKind::invalid, "too large"), Act::later,
         Standing::bad_answer},
        {"success", reply(200, "application/json", "{}"), Act::take, Standing::online},
        {"made", reply(201, "application/json", "{}"), Act::take, Standing::online},
        {"unchanged", reply(304, "", ""), Act::take, Standing::online},
        {"accepted is no receipt", reply(202, "application/json", "{}"), Act::later,
         Standing::bad_answer},
        {"nothing", reply(204, "", ""), Act::later, Standing::bad_answer},
        {"redirect", reply(302, "text/html", page), Act::later, Standing::login_page},
        {"moved for good", reply(308, "", ""), Act::later, Standing::login_page},
        {"login needed", reply(511, "text/html", page), Act::later, Standing::login_page},
        {"forbidden page", reply(403, "text/html", page), Act::later, Standing::login_page},
        {"401 of a proxy", reply(401, "text/html", page), Act::later, Standing::login_page},
        {"401 without words", reply(401, "", ""), Act::later, Standing::bad_answer},
        {"401 of other JSON", reply(401, "application/json", problem(401).body), Act::later,
         Standing::bad_answer},
        {"401 about another status", reply(401, "application/problem+json", problem(403).body),
         Act::later, Standing::bad_answer},
        {"401 of ours", problem(401), Act::stop, Standing::revoked},
        {"403 of ours", problem(403), Act::refused, Standing::bad_answer},
        {"400 of ours", problem(400), Act::refused, Standing::bad_answer},
        {"404 of a stranger", reply(404, "text/plain", ""), Act::later, Standing::bad_answer},
        {"too large", problem(413), Act::send_less, Standing::bad_answer},
        {"too large for a proxy", reply(413, "text/html", page), Act::send_less,
         Standing::bad_answer},
        {"too often", problem(429), Act::later, Standing::busy},
        {"overload", problem(503), Act::later, Standing::busy},
        {"fault", problem(500), Act::later, Standing::offline},
        {"gateway", reply(502, "text/html", page), Act::later, Standing::offline},
    };
    for (const Row& row : rows) {
        const Verdict verdict = judge(row.reply);
        EXPECT_EQ(verdict.act, row.act) << row.what;
        EXPECT_EQ(verdict.standing, row.standing) << row.what;
        EXPECT_EQ(verdict.words.empty(), row.standing == Standing::online) << row.what;
    }
}

TEST(JudgeTest, TellsALoginPageFromABrokenHub) {
    EXPECT_EQ(no_answer_of_a_hub(reply(200, "text/html; charset=utf-8", "")).standing,
              Standing::login_page);
    EXPECT_EQ(no_answer_of_a_hub(reply(200, "application/json", "{}")).standing,
              Standing::bad_answer);
}

TEST(JudgeTest, HandsOnRetryAfterOfOverloadOnly) {
    HttpReply overload = problem(503);
    overload.retry_after = "7";
    EXPECT_EQ(judge(overload).retry_after, "7");
    overload = problem(500);
    overload.retry_after = "7";
    EXPECT_EQ(judge(overload).retry_after, std::nullopt);
}

TEST(JudgeTest, NamesTheCauseApartFromItsOwnWords) {
    const Verdict untrusted = judge(core::fail(core::ErrorKind::denied, "self-signed"));
    EXPECT_EQ(untrusted.words, "cannot trust the hub: self-signed");
    EXPECT_EQ(untrusted.reason, "self-signed");
    EXPECT_EQ(judge(reply(204, "", "")).reason, "204");
    EXPECT_EQ(judge(reply(200, "application/json", "{}")).reason, "");
}

}  // namespace
}  // namespace earshot::sync
