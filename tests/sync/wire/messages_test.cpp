#include <gtest/gtest.h>

#include "sync/wire/enrolment.h"
#include "sync/wire/json.h"
#include "sync/wire/problem.h"
#include "tests/support/golden.h"
#include "tests/sync/wire/samples.h"

namespace earshot::sync::wire {
namespace {

Enrolment an_enrolment() {
    return {test::an_id, "s3cret-token", "harbour",
            "till-3",    test::noon(),   std::string(43, 'A') + "=",
            "key-1"};
}

TEST(ProblemTest, IsWrittenAndReadAsEver) {
    const Problem problem{"about:blank", "unknown token", 401, "enrol this device", "/code"};
    const std::string written = encode(problem) + '\n';
    EXPECT_EQ(written, test::golden("problem.json", written));
    EXPECT_EQ(decode_problem(written), problem);
}

TEST(ProblemTest, OfSomebodyElseIsNotOurs) {
    for (const char* text : {"", "{}", "<html>", R"({"status":401})", R"({"error":"denied"})",
                             R"({"type":"about:blank","title":"x","status":"401","detail":""})"})
        EXPECT_FALSE(decode_problem(text)) << text;
}

TEST(EnrolmentTest, IsWrittenAndReadAsEver) {
    const EnrolmentRequest request{"ABCD-EFGH", "till-3", "x86", "0.1.0"};
    const std::string asked = encode(request) + '\n';
    EXPECT_EQ(asked, test::golden("enrolment_request.json", asked));
    EXPECT_EQ(decode_enrolment_request(asked), request);

    const std::string answered = encode(an_enrolment()) + '\n';
    EXPECT_EQ(answered, test::golden("enrolment.json", answered));
    EXPECT_EQ(decode_enrolment(answered), an_enrolment());
}

TEST(EnrolmentTest, NeedsACodeAndNothingElse) {
    EXPECT_EQ(decode_enrolment_request(R"({"code":"A"})"), (EnrolmentRequest{"A", "", "", ""}));
    EXPECT_FALSE(decode_enrolment_request(R"({"name":"till"})"));
}

TEST(EnrolmentTest, TakesNoTokenThatWouldBreakAHeader) {
    Enrolment enrolment = an_enrolment();
    for (const char* token : {"", "a\r\nb", "a b", "é"}) {
        enrolment.token = token;
        EXPECT_FALSE(decode_enrolment(encode(enrolment))) << token;
    }
}

}  // namespace
}  // namespace earshot::sync::wire
